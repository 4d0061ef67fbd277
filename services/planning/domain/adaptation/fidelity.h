// The fidelity guard: what of an adaptation is the site's to decide, what operational management
// must sign off, and what is refused. Hard rules, applied before anything is ranked (methods.md 3).
//
//   |           | none | form     | dose     | removes               |
//   | never     | -    | sign-off | sign-off | blocked               |
//   | form_only | -    | allowed  | sign-off | sign-off, and altered |
//   | local     | -    | allowed  | sign-off | allowed, and altered  |
//
// methods.md 3 gives removes x never, form x form_only and dose. The other cells are ours: where
// nothing is negotiable, a new form is looked at by somebody; where only the form is, leaving it
// out is not the site's alone to decide; and an adaptation that removes every core function is
// blocked, for it is another idea.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/planning/domain/adaptation/adaptation.h"

namespace pcsp::planning {

enum class Ruling { kAllowed, kSignOff, kBlocked };
inline constexpr std::pair<absl::string_view, Ruling> kRulingWords[] = {
    {"allowed", Ruling::kAllowed},
    {"sign_off", Ruling::kSignOff},
    {"blocked", Ruling::kBlocked},
};

// About one core function that is changed, or about all of them (`core` empty).
struct CoreRuling {
  std::string core;
  CoreChange change = CoreChange::kNone;
  Ruling ruling = Ruling::kAllowed;
  std::string reason;  // one sentence
};

struct FidelityRuling {
  Ruling ruling = Ruling::kAllowed;  // the strictest of `cores`
  std::vector<CoreRuling> cores;     // in the order of the solution
  bool altered = false;              // a core function is gone: its outcomes are counted apart

  // The sentences of those cores that have the ruling of the whole.
  std::string Reason() const;
};

// `adaptation` has passed CheckAdaptation().
FidelityRuling Judge(const Solution& solution, const Adaptation& adaptation);

}  // namespace pcsp::planning

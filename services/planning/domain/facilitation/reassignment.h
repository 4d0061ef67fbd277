// What becomes of practices' assignments when it is said anew who supports them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/planning/domain/facilitation/assignment.h"
#include "services/planning/domain/facilitation/caseload.h"

namespace pcsp::planning::training {

// Who is to support a practice from a day on, until further notice.
struct WantedSupport {
  std::string practice;
  std::string facilitator;             // empty: nobody
  std::optional<std::string> current;  // who is believed to support it on the day; empty: nobody
};

// What changes, by practice and id. Those in `ended` have their new last day, those in `extended`
// none any more; ids of `created` are left to the caller.
struct Reassignment {
  std::vector<Assignment> ended, removed, extended, created, kept;
};

// `known` are the assignments of these practices that hold on `day` or later. What holds on the day
// for somebody else ends on the day before, or is removed where it begins no earlier; what begins
// later is removed. Adds a violation of `assignments[i].current_facilitator` where the practice's
// facilitators on the day are not the one believed.
Reassignment Reassign(absl::Span<const WantedSupport> wanted, absl::Span<const Assignment> known,
                      absl::CivilDay day, Violations& violations);

// A warning about the caseload, in words that follow "this facilitator has".
std::string InWords(CaseloadWarning warning, const FacilitatorLoad& load, const Settings& settings);

}  // namespace pcsp::planning::training

// What the outcomes of an issue come to about a solution, in one word.
#pragma once

#include <utility>

#include "absl/strings/string_view.h"
#include "services/planning/domain/effect/issue_effects.h"

namespace pcsp::planning {

enum class Verdict { kUnclear, kHelped, kNoDifference, kHarm };
inline constexpr std::pair<absl::string_view, Verdict> kVerdictWords[] = {
    {"unclear", Verdict::kUnclear},
    {"helped", Verdict::kHelped},
    {"no_difference", Verdict::kNoDifference},
    {"harm", Verdict::kHarm},
};

// At the programme's average site, with nine chances in ten: helped above 0, harm below 0;
// otherwise no difference where it is between -2 and 2 points, each end by nine chances in ten.
// Unclear without comparison sites: then nobody can say what would have happened anyway.
Verdict VerdictOf(const SolutionEffect& effect);

// What is not recommended, and planned only where somebody insists.
inline bool DidNotHelp(Verdict verdict) {
  return verdict == Verdict::kHarm || verdict == Verdict::kNoDifference;
}

// "did harm where it was tried".
absl::string_view InWords(Verdict verdict);

}  // namespace pcsp::planning

// Which findings a reviewer is asked about: all that are shown, and a few of the others at random,
// so that what is never suspected is learned about too (methods.md 2.5).
#pragma once

#include "absl/strings/string_view.h"

namespace pcsp::diagnosis {

inline constexpr double kShownFrom = 0.2;    // a finding at least this likely is shown
inline constexpr double kAskedShare = 0.05;  // and this share of the rest is asked about

// What Verdict::show_probability is for a finding of this probability.
double ShowProbability(double probability);

// Whether a finding of this probability comes before a reviewer: it is shown, or among the others
// that are asked about.
bool AskedAbout(absl::string_view case_id, absl::string_view issue, double probability);

// True for a share kAskedShare of all pairs. The same pair always gets the same answer, on every
// replica, and nobody can foresee which without the case's id.
bool AskedAtRandom(absl::string_view case_id, absl::string_view issue);

}  // namespace pcsp::diagnosis

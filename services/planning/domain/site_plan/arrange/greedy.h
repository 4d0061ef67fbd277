// Fills what an arrangement leaves free, the best action for what it takes first.
#pragma once

#include <vector>

#include "services/planning/domain/site_plan/arrange/arrangement.h"

namespace pcsp::planning::site {

// What a gain is divided by. Where places or money are short as well as hours the first fills them
// best, where hours alone are, the second; the last where none is.
enum class Measure { kShareOfLimits, kHours, kNothing };

inline constexpr Measure kMeasures[] = {Measure::kShareOfLimits, Measure::kHours,
                                        Measure::kNothing};

// Starts, each as early as it can with what it lacks first, the options of the greatest gain for
// what they take, while one gains anything; none of `banned`. Equals go by index.
void Fill(Arrangement& arrangement, Measure measure, const std::vector<int>& banned = {});

}  // namespace pcsp::planning::site

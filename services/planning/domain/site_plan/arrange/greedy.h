// Fills what an arrangement leaves free, the best action for what it takes first.
#pragma once

#include <vector>

#include "services/planning/domain/site_plan/arrange/arrangement.h"

namespace pcsp::planning::site {

// What a gain is divided by. Where hours are short the first fills them best, where places or money
// are, the second; the last where neither is.
enum class Measure { kHours, kShareOfLimits, kNothing };

inline constexpr Measure kMeasures[] = {Measure::kHours, Measure::kShareOfLimits,
                                        Measure::kNothing};

// Starts, each as early as it can with what it lacks first, the options of the greatest gain for
// what they take, while one gains anything; none of `banned`. Equals go by index.
void Fill(Arrangement& arrangement, Measure measure, const std::vector<int>& banned = {});

}  // namespace pcsp::planning::site

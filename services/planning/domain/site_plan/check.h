// What is wrong with a site's planning problem, all of it at once.
#pragma once

#include "common/base/error.h"
#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::planning::site {

inline constexpr int kMostQuarters = 12;

// Adds a violation for each number out of its range, repeated id and prerequisite in a cycle; and,
// where there are none of these, for pins that cannot be met (pins.h). Fields are those of the
// documented file: `issues[i]`, `actions[i]`, `hours_per_quarter[i]`, `pinned[i]`, `forbidden[i]`.
// Indices of issues and options must be valid.
void Check(const Problem& problem, Violations& violations);

}  // namespace pcsp::planning::site

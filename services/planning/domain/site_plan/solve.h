// Answers to a site's planning problem: at once, and proven best.
//
// `problem` must have passed Check() (check.h).
#pragma once

#include "services/planning/domain/site_plan/exact/search.h"
#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::planning::site {

// Greedy and swap, with a bound of a few linear programs. Without a schedule where no way was found
// to start everything that is pinned; then the bound is that of doing everything at once.
Found SolveQuickly(const Problem& problem);

// Greedy and swap, then branch and bound as far as `limits` allow.
Found Solve(const Problem& problem, const Limits& limits);

// What closes most of what is left, without a bound: for many problems in a row.
std::optional<Schedule> Draft(const Problem& problem);

}  // namespace pcsp::planning::site

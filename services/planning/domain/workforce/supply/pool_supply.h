// How many people of a pool there will be: those of today who stay, and those who join.
#pragma once

#include <vector>

#include "services/planning/domain/workforce/cover/distribution.h"
#include "services/planning/domain/workforce/workforce_problem.h"

namespace pcsp::planning::workforce {

// Of the people active in each month: those who join in it count, those who leave in it still do.
// Everybody stays to the next month with probability 1 - q, averaged over `turnover`, but for
// Pool::leaving, who leave at the latest when they are known to; whoever
// joins or is recruited ends up active with probability Pool::completes. `more` are recruits beyond
// those planned, by the month in which they begin.
std::vector<Distribution> ActiveOf(const Pool& pool, const std::vector<double>& turnover,
                                   int months, const std::vector<int>& more = {});

// What is believed of the turnover of people of one kind, whose pools are `pools`: as of a role
// (role_turnover.h).
std::vector<double> TurnoverOf(const Pool& pool, const std::vector<const Pool*>& pools);

std::vector<const Pool*> PoolsOf(const std::vector<FacilitatorPool>& pools);
std::vector<const Pool*> PoolsOf(const std::vector<TrainerPool>& pools);

}  // namespace pcsp::planning::workforce

// What is wrong with what a plan is to be drafted from, all of it at once.
#pragma once

#include "common/base/error.h"
#include "services/planning/domain/plan/plan.h"
#include "services/planning/domain/solution/catalogue.h"

namespace pcsp::planning {

inline constexpr int kMostQuarters = 12;
inline constexpr double kMostQuarterHours = 10000;

// Adds a violation for each field that cannot be planned with.
void CheckProblem(const PlanProblem& problem, Violations& violations);

// Adds a violation for each pinned or forbidden solution that is unknown or another level's, and
// for the other pins that cannot be met: which, and by how many hours (site_plan/pins.h). What
// CheckProblem() finds is not told again.
void CheckPins(const Catalogue& catalogue, const PlanProblem& problem, Violations& violations);

// Hours a quarter when the site does not say: 48 for a practice (four people, an hour a week),
// 96 for a steering group or a whole system.
double DefaultHours(Level level);

}  // namespace pcsp::planning

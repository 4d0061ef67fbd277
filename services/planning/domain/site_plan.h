// Drafts an action plan: which solutions, in which quarter, and why.
//
// The model is methods.md 4a (open_issues.h, timetable.h). Quarter by quarter, the solution with
// the greatest gain for what it takes of a quarter starts, the prerequisites that it lacks counted
// with it and started first, while there is room. What it takes is its share of the hours or of the
// places for new actions, whichever is greater. Deterministic: equals are ordered by id.
#pragma once

#include "common/base/error.h"
#include "services/planning/domain/plan.h"
#include "services/planning/domain/solution/catalogue.h"

namespace pcsp::planning {

inline constexpr int kMostQuarters = 12;

// Adds a violation for each field that cannot be planned with.
void CheckProblem(const PlanProblem& problem, Violations& violations);

// Hours a quarter when the site does not say: 48 for a practice (four people, an hour a week),
// 96 for a steering group or a whole system.
double DefaultHours(Level level);

// `problem` must have passed CheckProblem().
PlanDraft DraftPlan(const Catalogue& catalogue, const PlanProblem& problem);

}  // namespace pcsp::planning

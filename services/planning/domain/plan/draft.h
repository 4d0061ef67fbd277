// Drafts an action plan: which solutions, in which quarter, and why.
//
// The model is methods.md 4a, answered by greedy and swap (site_plan/solve.h). What closes less
// than kSmallestGain of the worst issue is left out, and the room given to the rest. Deterministic.
#pragma once

#include "services/planning/domain/plan/plan.h"
#include "services/planning/domain/site_plan/exact/search.h"
#include "services/planning/domain/solution/catalogue.h"

namespace pcsp::planning {

// `problem` must have passed CheckProblem() and CheckPins() (problem_check.h). Without actions
// where no way was found to start everything that is pinned, in pins so tangled that CheckPins()
// could not tell either.
PlanDraft DraftPlan(const Catalogue& catalogue, const PlanProblem& problem);

// The same for many sites in a row: not tried from each option, and with no better bound than what
// doing everything at once would be worth.
PlanDraft DraftPlanRoughly(const Catalogue& catalogue, const PlanProblem& problem);

// DraftPlan(), searched further for the best plan as far as `limits` allow for each search: never
// worth less than DraftPlan()'s.
PlanDraft ImprovePlan(const Catalogue& catalogue, const PlanProblem& problem,
                      const site::Limits& limits);

}  // namespace pcsp::planning

// What a drafted plan says of itself: an action's texts, why it is there, and warnings.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/plan/plan.h"
#include "services/planning/domain/solution/catalogue.h"

namespace pcsp::planning {

bool Needs(const Solution& solution, const std::string& id);

// The action with the solution's texts, without dates or figures.
Action ActionOf(const Solution& solution, const std::vector<Finding>& answered);

// Fills in the reason of each of `actions`, which have their figures and stand in the order in
// which they were chosen.
void SayWhy(const Catalogue& catalogue, const PlanProblem& problem,
            const std::vector<Finding>& findings, std::vector<Action>& actions);

Warning NothingToActOn();

// `left_out` is not empty, `answered` what the first of it answers.
Warning HoursTooFew(const std::vector<const Solution*>& left_out,
                    const std::vector<Finding>& answered, double hours_per_quarter);

}  // namespace pcsp::planning

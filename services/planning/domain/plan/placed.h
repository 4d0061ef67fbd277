// The actions of solutions that have their place in a plan.
#pragma once

#include <vector>

#include "services/planning/domain/plan/plan.h"
#include "services/planning/domain/plan/site_problem.h"
#include "services/planning/domain/solution/catalogue.h"

namespace pcsp::planning {

// A solution in its place.
struct Placed {
  const Solution* solution = nullptr;
  int quarter = 0;
  double gain = 0;  // share of what is wrong that it closes by the end on top of those before it
};

// With their days and reasons, by the day on which they start.
std::vector<Action> ActionsOf(const Catalogue& catalogue, const PlanProblem& problem,
                              const SiteProblem& made, const std::vector<Placed>& placed);

// What authors expect of `actions` where nothing was measured.
std::vector<PlannedEffect> ExpectedOf(const Catalogue& catalogue, const PlanProblem& problem,
                                      const std::vector<Action>& actions);

}  // namespace pcsp::planning

// A plan's problem in the terms of the optimiser (site_plan/problem.h): solutions as options,
// findings as issues, and how long solutions take as quarters between them.
#pragma once

#include <vector>

#include "services/planning/domain/plan/plan.h"
#include "services/planning/domain/site_plan/problem.h"
#include "services/planning/domain/solution/catalogue.h"

namespace pcsp::planning {

struct SiteProblem {
  std::vector<Finding> findings;           // acted on; issues in this order
  std::vector<const Solution*> solutions;  // options in this order, by id; live in the catalogue
  site::Problem problem;

  // The place of the solution among the options; -1 when it is not one.
  int OptionOf(absl::string_view solution) const;
};

// Options are the solutions of the problem's level that answer a finding acted on or are pinned,
// and all that these need; but nothing that did harm on a finding acted on where it was tried, nor
// what needs it, unless it is pinned or a pinned one needs it. A pin or a ban of anything else is
// left out: CheckPins() reports it. Effects are what was measured, or else what authors expect;
// what made no difference counts nothing.
SiteProblem MakeSiteProblem(const Catalogue& catalogue, const PlanProblem& problem);

}  // namespace pcsp::planning

// What somebody insists on, although it did not help where it was tried.
#pragma once

#include <vector>

#include "services/planning/domain/plan/site_problem.h"
#include "services/planning/domain/plan/warning.h"

namespace pcsp::planning {

// A warning for each of `planned`, solutions of a plan, that did harm on a finding acted on, and
// for each that is pinned and made a difference on none.
std::vector<Warning> InsistedWarnings(const PlanProblem& problem, const SiteProblem& made,
                                      const std::vector<const Solution*>& planned);

}  // namespace pcsp::planning

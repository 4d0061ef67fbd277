// What has been measured of the solutions that a plan may be made of.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "services/planning/domain/plan/plan.h"
#include "services/planning/domain/plan/planned_effect.h"
#include "services/planning/domain/solution/catalogue.h"
#include "services/planning/domain/solution/site_value.h"

namespace pcsp::planning {

// On each finding of `problem` that is acted on, each solution of its level that was tried on it:
// E[effect | site] (methods.md 3), by solution, then issue. `altered`: solutions from which the
// site's adaptation removes a core function; what counts of them was measured in that form.
std::vector<PlannedEffect> MeasuredFor(const Catalogue& catalogue, const PlanProblem& problem,
                                       const SiteEvidence& evidence,
                                       const std::set<std::string>& altered);

}  // namespace pcsp::planning

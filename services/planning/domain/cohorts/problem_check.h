// What must hold of a problem before it is planned: every violation at once.
#pragma once

#include "absl/status/status.h"
#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::planning {

// INVALID_ARGUMENT, COHORT_PROBLEM_INVALID. Fields are named as in a problem file
// (`practices[3].needs[0].course`). Impossible prerequisites, negative capacity, a trainer in two
// places, a session without a venue, a practice with no reachable venue, overlapping leave, and
// whatever else cannot be planned with.
absl::Status CheckCohortProblem(const CohortProblem& problem);

}  // namespace pcsp::planning

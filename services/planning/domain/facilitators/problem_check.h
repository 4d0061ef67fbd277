// What must hold before anything is solved.
#pragma once

#include "absl/status/status.h"
#include "services/planning/domain/facilitators/facilitator_problem.h"

namespace pcsp::planning::facilitators {

// INVALID_ARGUMENT, INVALID_FIELDS with every violation: negative or missing numbers, the same id
// twice, options that name nobody or the same facilitator twice, months that do not agree, a
// practice that has neither options nor a place.
absl::Status CheckProblem(const Problem& problem);

}  // namespace pcsp::planning::facilitators

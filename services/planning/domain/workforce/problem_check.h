// What must hold before anything is forecast.
#pragma once

#include "absl/status/status.h"
#include "services/planning/domain/workforce/workforce_problem.h"

namespace pcsp::planning::workforce {

// INVALID_ARGUMENT, INVALID_FIELDS with every violation: more trained than posts, more leavers than
// months of work, shares outside 0 and 1, negative numbers, indices of nothing, the same site and
// role twice, more months of data than the problem has.
absl::Status CheckProblem(const Problem& problem);

}  // namespace pcsp::planning::workforce

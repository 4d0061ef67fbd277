// Errors of planning that a client can see, beyond those of common/base/error.h.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace pcsp::planning {

// NOT_FOUND, SOLUTION_NOT_FOUND.
absl::Status SolutionNotFound(absl::string_view name);

// NOT_FOUND, PLAN_NOT_FOUND.
absl::Status PlanNotFound(absl::string_view name);

// ALREADY_EXISTS, PLAN_EXISTS.
absl::Status PlanExists(absl::string_view name);

}  // namespace pcsp::planning

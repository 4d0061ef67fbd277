// Errors of planning that a client can see, beyond those of common/base/error.h.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace pcsp::planning {

// NOT_FOUND, SOLUTION_NOT_FOUND.
absl::Status SolutionNotFound(absl::string_view name);

// ALREADY_EXISTS, SOLUTION_EXISTS.
absl::Status SolutionExists(absl::string_view name);

// NOT_FOUND, ADAPTATION_NOT_FOUND.
absl::Status AdaptationNotFound(absl::string_view name);

// FAILED_PRECONDITION, ADAPTATION_BREAKS_SOLUTION: `reason` says which core function is lost and
// why it must stay.
absl::Status AdaptationBreaksSolution(absl::string_view solution, absl::string_view reason);

// FAILED_PRECONDITION, ADAPTATION_NEEDS_NO_SIGN_OFF.
absl::Status AdaptationNeedsNoSignOff(absl::string_view name, absl::string_view state);

// NOT_FOUND, PLAN_NOT_FOUND.
absl::Status PlanNotFound(absl::string_view name);

// ALREADY_EXISTS, PLAN_EXISTS.
absl::Status PlanExists(absl::string_view name);

}  // namespace pcsp::planning

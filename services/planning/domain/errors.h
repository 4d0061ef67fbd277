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

// FAILED_PRECONDITION, ADAPTATION_WITHDRAWN.
absl::Status AdaptationWithdrawn(absl::string_view name);

// NOT_FOUND, OUTCOME_NOT_FOUND.
absl::Status OutcomeNotFound(absl::string_view name);

// NOT_FOUND, PLAN_NOT_FOUND.
absl::Status PlanNotFound(absl::string_view name);

// ALREADY_EXISTS, PLAN_EXISTS.
absl::Status PlanExists(absl::string_view name);

// FAILED_PRECONDITION, PLAN_STATE_FORBIDS; `allowed` says which state would allow the call.
absl::Status PlanStateForbids(absl::string_view name, absl::string_view message,
                              absl::string_view allowed);

// NOT_FOUND, ACTION_NOT_FOUND.
absl::Status ActionNotFound(absl::string_view name);

// ALREADY_EXISTS, ACTION_EXISTS.
absl::Status ActionExists(absl::string_view name);

// FAILED_PRECONDITION, ACTION_STATE_FORBIDS; `allowed` lists what may come next.
absl::Status ActionStateForbids(absl::string_view name, absl::string_view message,
                                absl::string_view allowed);

// NOT_FOUND, CYCLE_NOT_FOUND.
absl::Status CycleNotFound(absl::string_view name);

// FAILED_PRECONDITION, CYCLE_STATE_FORBIDS; `allowed` names the stage that comes next.
absl::Status CycleStateForbids(absl::string_view name, absl::string_view message,
                               absl::string_view allowed);

// NOT_FOUND, CALENDAR_FEED_NOT_FOUND. The same for a secret that was never given out and for one
// that has been revoked, and it does not repeat the secret.
absl::Status CalendarFeedNotFound(absl::string_view name);

}  // namespace pcsp::planning

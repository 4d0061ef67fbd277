#include "services/planning/domain/errors.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace pcsp::planning {

absl::Status SolutionNotFound(absl::string_view name) { return ResourceNotFound("solution", name); }

absl::Status SolutionExists(absl::string_view name) { return ResourceExists("solution", name); }

absl::Status AdaptationNotFound(absl::string_view name) {
  return ResourceNotFound("adaptation", name);
}

absl::Status AdaptationBreaksSolution(absl::string_view solution, absl::string_view reason) {
  return StateForbids("ADAPTATION_BREAKS_SOLUTION", "solution", solution,
                      absl::StrCat("The adaptation was not recorded. ", reason),
                      "keep what is never negotiable, or add the idea as a solution of its own");
}

absl::Status AdaptationNeedsNoSignOff(absl::string_view name, absl::string_view state) {
  return StateForbids("ADAPTATION_NEEDS_NO_SIGN_OFF", "adaptation", name,
                      absl::StrCat(name, " is ", state, "."),
                      "an adaptation that waits for sign-off");
}

absl::Status AdaptationWithdrawn(absl::string_view name) {
  return StateForbids("ADAPTATION_WITHDRAWN", "adaptation", name,
                      absl::StrCat(name, " was taken back before."),
                      "an adaptation that has not been taken back");
}

absl::Status OutcomeNotFound(absl::string_view name) { return ResourceNotFound("outcome", name); }

absl::Status PlanNotFound(absl::string_view name) { return ResourceNotFound("plan", name); }

absl::Status PlanExists(absl::string_view name) { return ResourceExists("plan", name); }

absl::Status PlanStateForbids(absl::string_view name, absl::string_view message,
                              absl::string_view allowed) {
  return StateForbids("PLAN_STATE_FORBIDS", "plan", name, message, allowed);
}

absl::Status ActionNotFound(absl::string_view name) { return ResourceNotFound("action", name); }

absl::Status ActionExists(absl::string_view name) { return ResourceExists("action", name); }

absl::Status ActionStateForbids(absl::string_view name, absl::string_view message,
                                absl::string_view allowed) {
  return StateForbids("ACTION_STATE_FORBIDS", "action", name, message, allowed);
}

absl::Status CycleNotFound(absl::string_view name) { return ResourceNotFound("cycle", name); }

absl::Status CycleStateForbids(absl::string_view name, absl::string_view message,
                               absl::string_view allowed) {
  return StateForbids("CYCLE_STATE_FORBIDS", "cycle", name, message, allowed);
}

absl::Status CalendarFeedNotFound(absl::string_view name) {
  return ResourceNotFound("calendar_feed", name);
}

}  // namespace pcsp::planning

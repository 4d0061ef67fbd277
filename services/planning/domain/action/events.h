// What may happen to an action when, and what it does to it.
//
//   planned   -> started, abandoned
//   under way -> completed, abandoned, reviewed
//   done      -> reviewed
//   abandoned -> nothing
//
// Comments and evidence may come at any time. A start, an end or a review may be written down
// later than it happened, and never before.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/planning/domain/action/tracked_action.h"

namespace pcsp::planning {

// The kinds that may happen next, in the order of the enum.
std::vector<EventKind> AllowedNext(ActionState state);

// OK, or ACTION_STATE_FORBIDS, which names what is allowed.
absl::Status CheckTransition(const TrackedAction& action, EventKind kind);

// Adds a violation for each thing that is wrong with the event itself: it is dated after `today`,
// or an outcome before its start; a reason, outcome, comment or link is missing or too long.
void CheckEvent(const TrackedAction& action, const ActionEvent& event, absl::CivilDay today,
                Violations& violations);

// The action after the event, which has passed both checks and whose number is set. A review moves
// the day of the review to the next one, or, if it is the last, to its own: what is under way is
// still reviewed on the day agreed, or after.
TrackedAction After(TrackedAction action, const ActionEvent& event);

// The same from the beginning: where `events`, in their order, leave an action that had none.
TrackedAction Replay(TrackedAction action, const std::vector<ActionEvent>& events);

}  // namespace pcsp::planning

// What must be done again and again: reflection meetings, top-up training, a new champion before
// the old one leaves.
#pragma once

#include <optional>

#include "services/planning/domain/action/tracked_action.h"

namespace pcsp::planning {

// The occurrence that follows `done`, which was completed on `completed`; nothing where it does not
// repeat. It starts as many whole weeks later as it takes to start after `completed`, so that
// occurrences missed are not caught up, and keeps its length, its review and its owner.
std::optional<TrackedAction> NextOccurrence(const TrackedAction& done, absl::CivilDay completed,
                                            absl::Time now);

}  // namespace pcsp::planning

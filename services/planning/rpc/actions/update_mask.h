// What may be changed of an action once it is there.
#pragma once

#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/domain/action/tracked_action.h"

namespace pcsp::planning {

inline constexpr absl::string_view kUpdatable =
    "some of title, owner, owner_role, start_date, due_date, review_date, hours, cost, "
    "repeat_weeks";

// Sets the fields of the mask. A violation of `update_mask` for another field, and of `action.…`
// for what cannot be converted.
void Apply(const v1::UpdateActionRequest& request, TrackedAction& action, Violations& violations);

}  // namespace pcsp::planning

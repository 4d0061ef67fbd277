// From a draft to an agreed plan to a closed one.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "services/planning/domain/action/tracked_action.h"

namespace pcsp::planning {

// Role, as the actions have it, and id of the appointment of who fills it here.
using RoleOwners = std::vector<std::pair<std::string, std::string>>;

// All actions of `plan`: those that are followed already, and the drafted ones that are not yet,
// followed from now on; by start, then id.
std::vector<TrackedAction> ActionsOf(const Plan& plan, std::vector<TrackedAction> followed,
                                     absl::Time now);

// Gives each action that has no owner the one of its role, if there is one. Adds a violation,
// `role_owners[i].owner_role`, for a role that no action has, and `actions[i].owner` for each
// action that still has no owner.
void AssignOwners(const RoleOwners& owners, std::vector<TrackedAction>& actions,
                  Violations& violations);

// OK for a draft that has actions; PLAN_STATE_FORBIDS otherwise.
absl::Status CheckAgreeable(const Plan& plan, const std::vector<TrackedAction>& actions);

// OK for a draft of which nobody has touched an action; PLAN_STATE_FORBIDS otherwise.
absl::Status CheckImprovable(const Plan& plan, bool touched);

// OK for a draft; PLAN_STATE_FORBIDS otherwise.
absl::Status CheckDeletable(const Plan& plan);

// OK for an agreed plan of which every action has ended; PLAN_STATE_FORBIDS otherwise, which names
// those that have not.
absl::Status CheckClosable(const Plan& plan, const std::vector<TrackedAction>& actions);

// OK unless the plan is closed: then what was done may be reviewed and commented on, and no more.
absl::Status CheckChangeable(const Plan& plan);

}  // namespace pcsp::planning

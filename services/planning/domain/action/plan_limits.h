// What the actions of a plan take of its hours and its budget.
#pragma once

#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "services/planning/domain/action/tracked_action.h"

namespace pcsp::planning {

// As the optimiser counts: hours in the quarter in which an action starts, what was abandoned not
// at all, and what is done again and again once, for its later occurrences make themselves.
struct PlanUse {
  std::vector<double> hours;  // by quarter
  double cost = 0;            // pounds
};
PlanUse UseOf(const Plan& plan, const std::vector<TrackedAction>& actions);

// Adds a violation, `{prefix}hours`, `{prefix}start_date` or `{prefix}cost`, where `changed`, put
// in the place of the action of its id or added, takes its quarter over the plan's hours or the
// plan over its budget, and further than it was. Says by how much, and what else is there.
void CheckRoom(const Plan& plan, const std::vector<TrackedAction>& actions,
               const TrackedAction& changed, absl::string_view prefix, Violations& violations);

// Adds a violation, `hours_per_quarter` for each quarter over its hours and `budget` for a plan
// over its budget, with what is there and by how much it is too much.
void CheckLimits(const Plan& plan, const std::vector<TrackedAction>& actions,
                 Violations& violations);

// The same of those limits that are lower than `before`. A limit that was raised and is passed all
// the same makes nothing worse.
void CheckLowered(const PlanProblem& before, const Plan& plan,
                  const std::vector<TrackedAction>& actions, Violations& violations);

}  // namespace pcsp::planning

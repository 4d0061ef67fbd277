// An action from when somebody first touches it: it has an owner, dates that move, and events.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "services/planning/domain/action/action_event.h"
#include "services/planning/domain/plan/plan.h"

namespace pcsp::planning {

inline constexpr size_t kLongestActionTitle = 200;
inline constexpr size_t kLongestNote = 2000;
inline constexpr double kMostActionHours = 10000;

struct TrackedAction {
  PlanName plan;
  std::string id;             // of the action in its plan
  std::string solution_name;  // resource name; empty: an idea in free text
  std::string owner;          // id of an appointment; empty: nobody by name yet
  std::string previous;       // id of the occurrence before; empty: the first
  // What it is and when it is due. Its state and revision are the action's; dates are those agreed
  // last.
  Action step;
  std::optional<absl::CivilDay> started, ended, reviewed;  // the last of each kind
  ReviewOutcome outcome = ReviewOutcome::kNone;            // of the last review
  int64_t events = 0;                                      // how many it has
  bool agreed = false;                                     // its plan has been agreed
  absl::Time create_time, update_time;

  std::string Name() const;
  bool open() const {
    return step.state == ActionState::kPlanned || step.state == ActionState::kUnderWay;
  }
  // Nobody has reviewed it since its review was due.
  bool review_open() const {
    return step.state != ActionState::kAbandoned && (!reviewed || *reviewed < step.review);
  }

  bool operator==(const TrackedAction&) const = default;
};

// `drafted` as it stands in `plan`, followed from now on.
TrackedAction Track(const Plan& plan, const Action& drafted, absl::Time now);

// True when it should have ended before `as_of` and has not.
bool Overdue(const TrackedAction& action, absl::CivilDay as_of);
// True when the day of its review was before `as_of`, and nobody has reviewed it on that day or
// after. What was abandoned needs no review.
bool NeverReviewed(const TrackedAction& action, absl::CivilDay as_of);

// Adds a violation under `prefix` ("action.") for each thing that is wrong with its texts, dates
// and figures, all at once. An owner is needed once the plan is agreed.
void CheckAction(const TrackedAction& action, absl::string_view prefix, Violations& violations);

}  // namespace pcsp::planning

// Actions for tests.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "services/planning/domain/action/events.h"

namespace pcsp::planning::testing {

inline const absl::Time kCreated = absl::FromCivil(absl::CivilDay(2026, 1, 5), absl::UTCTimeZone());

// Planned for 12 January to 20 February, with a review on 20 March 2026.
inline TrackedAction MakeAction(absl::string_view id = "a") {
  TrackedAction action;
  action.plan = {{"p", "o"}, "x"};
  action.id = std::string(id);
  action.owner = "kim";
  action.agreed = true;
  action.step.solution = action.id;
  action.step.title = "Ask everybody what it is for";
  action.step.owner_role = "practice manager";
  action.step.start = absl::CivilDay(2026, 1, 12);
  action.step.due = absl::CivilDay(2026, 2, 20);
  action.step.review = absl::CivilDay(2026, 3, 20);
  action.step.hours = 4;
  action.create_time = action.update_time = kCreated;
  return action;
}

inline ActionEvent MakeEvent(EventKind kind, absl::CivilDay day, absl::string_view note = "",
                             ReviewOutcome outcome = ReviewOutcome::kNone) {
  ActionEvent event;
  event.kind = kind;
  event.day = day;
  event.note = std::string(note);
  event.outcome = outcome;
  event.recorded = kCreated;
  return event;
}

}  // namespace pcsp::planning::testing

// Actions, events, cycles and calendar feeds as messages, and back.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/domain/action/calendar_feed.h"
#include "services/planning/domain/action/cycle.h"
#include "services/planning/domain/action/tracked_action.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// The day of a call.
absl::CivilDay DayOf(absl::Time time);

// Without events and cycles; overdue and never reviewed as of `today`.
pb::Action ToProto(const TrackedAction& action, absl::CivilDay today);
pb::ActionEvent ToProto(const ActionEvent& event, absl::string_view programme);
pb::Cycle ToProto(const Cycle& cycle);
// Without the secret.
pb::CalendarFeed ToProto(const CalendarFeed& feed);
pb::ActionOutcome OutcomeOf(const TrackedAction& action);

// `otherwise` for an empty text; a violation of `field` for what is no day.
absl::CivilDay DayFrom(absl::string_view field, absl::string_view text, absl::CivilDay otherwise,
                       Violations& violations);
// The id of an appointment of `programme`, or "" for an empty name; a violation of `field` for
// another name.
std::string AppointmentFrom(absl::string_view programme, absl::string_view field,
                            absl::string_view name, Violations& violations);
ActionName ActionFrom(absl::string_view field, absl::string_view name, Violations& violations);
PlanName PlanFrom(absl::string_view field, absl::string_view name, Violations& violations);

}  // namespace pcsp::planning

// A course held on a day, as the clock on the wall there shows it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/base/error.h"
#include "services/planning/domain/training/kept.h"
#include "services/planning/domain/training/staff_group.h"

namespace pcsp::planning::training {

enum class SessionState { kUnspecified, kPlanned, kConfirmed, kCancelled, kHeld };
inline constexpr absl::string_view kSessionStateWords[] = {"", "planned", "confirmed", "cancelled",
                                                           "held"};

inline constexpr absl::string_view kDefaultTimeZone = "Europe/London";

// How many places people of a staff group, or all people, may have; 0 is no limit.
struct Quota {
  StaffGroup group = StaffGroup::kUnspecified;
  int per_practice = 0;
  int in_all = 0;

  bool operator==(const Quota&) const = default;
};

// Places kept for a practice; the staff group is whom it was planned for, and anybody of the
// practice may come.
struct Reservation {
  std::string practice;  // id of an organisation
  StaffGroup group = StaffGroup::kUnspecified;
  int people = 0;

  bool operator==(const Reservation&) const = default;
};

struct Session : Kept {
  std::string course;  // ids
  std::string venue;   // empty online
  bool online = false;
  absl::CivilMinute start, end;
  std::string time_zone;
  int capacity = 0;
  int minimum_size = 0;
  std::vector<std::string> trainers;  // appointments
  std::vector<Quota> quotas;
  std::vector<Reservation> reservations;
  SessionState state = SessionState::kPlanned;
  absl::Time start_time = absl::UnixEpoch();  // follow from start, end and time_zone
  absl::Time end_time = absl::UnixEpoch();
  std::string online_link;  // https; may be empty

  bool operator==(const Session&) const = default;
};

inline absl::CivilDay DayOf(const Session& session) { return absl::CivilDay(session.start); }
inline bool IsOpen(const Session& session) {
  return session.state == SessionState::kPlanned || session.state == SessionState::kConfirmed;
}
// Both would take the same people's time.
inline bool Overlap(const Session& a, const Session& b) {
  return a.start_time < b.end_time && b.start_time < a.end_time;
}

// `yyyy-mm-ddThh:mm`.
std::string MinuteText(absl::CivilMinute minute);
std::optional<absl::CivilMinute> MinuteFromText(absl::string_view text);

// Today in `time_zone`, or UTC if there is no such zone.
absl::CivilDay TodayIn(absl::string_view time_zone, absl::Time now);

// Fills in start_time and end_time. A violation: a zone that nobody knows, a time that the clock
// leaves out, an end that is not after the start.
void ResolveTimes(Session& session, Violations& violations);

// Where a session may go from `state`.
std::vector<SessionState> NextStates(SessionState state);
// SESSION_STEP_NOT_ALLOWED with what is.
absl::Status AllowState(absl::string_view name, SessionState from, SessionState to);

}  // namespace pcsp::planning::training

#include "services/planning/domain/facilitation/leave.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/session/session.h"
#include "services/planning/domain/training/text_checks.h"

namespace pcsp::planning::training {
namespace {

std::string Days(const Leave& leave) {
  return absl::StrCat(DayText(leave.first), " to ", DayText(leave.last));
}

}  // namespace

bool Teaches(const Leave& leave, const Session& session) {
  return IsOpen(session) && DayOf(session) <= leave.last &&
         absl::CivilDay(session.end) >= leave.first &&
         std::count(session.trainers.begin(), session.trainers.end(), leave.appointment) > 0;
}

void CheckLeave(const Leave& leave, absl::Span<const Leave> others,
                absl::Span<const Session> sessions, Violations& violations) {
  CheckPeriod("leave.end_date", leave.first, leave.last, violations);
  for (const Leave& other : others) {
    if (other.id == leave.id || other.first > leave.last || leave.first > other.last) continue;
    violations.Add("leave.start_date", Days(leave),
                   absl::StrCat("days outside other leave of theirs, ", Days(other)));
  }
  for (const Session& session : sessions) {
    if (!Teaches(leave, session)) continue;
    violations.Add("leave.start_date", Days(leave),
                   absl::StrCat("days without a session to teach, such as ", session.id, " on ",
                                MinuteText(session.start), ", or release_sessions"));
  }
}

}  // namespace pcsp::planning::training

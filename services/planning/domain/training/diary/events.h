// What is in people's diaries, as their calendar programs take it.
#pragma once

#include <optional>
#include <string>

#include "common/text/calendar/calendar.h"
#include "services/planning/domain/facilitation/leave.h"
#include "services/planning/domain/training/course/course.h"
#include "services/planning/domain/training/course/venue.h"
#include "services/planning/domain/training/session/enrolment.h"
#include "services/planning/domain/training/session/session.h"

namespace pcsp::planning::training {

// A session as one person has it in their diary.
struct DiarySession {
  Session session;
  Course course;
  std::optional<Venue> venue;          // nothing online
  std::optional<Enrolment> enrolment;  // theirs; nothing for those who teach it
};

// Cancelled if it is; tentative while it is only planned, or its reader waits for a place.
text::CalendarEvent EventOf(const DiarySession& one);

// Days away, which fill the diary.
text::CalendarEvent EventOf(const Leave& leave);

}  // namespace pcsp::planning::training

// Nouns of training as tests make them: sound until a test spoils them.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/training/course/course.h"
#include "services/planning/domain/training/course/venue.h"
#include "services/planning/domain/training/session/enrolment.h"
#include "services/planning/domain/training/session/session.h"

namespace pcsp::planning::training::testing {

inline Course MakeCourse(const std::string& id, std::vector<std::string> prerequisites = {}) {
  Course course;
  course.programme = "north";
  course.id = id;
  course.title = "Course " + id;
  course.kind = CourseKind::kCoreDay;
  course.prerequisites = std::move(prerequisites);
  course.validity_months = 24;
  course.length_minutes = 360;
  course.competence = "conversation";
  return course;
}

inline Venue MakeVenue(int seats = 20) {
  Venue venue;
  venue.programme = "north";
  venue.id = "hall";
  venue.title = "Town hall";
  venue.region = "sg1";
  venue.postcode = "NE1 4LP";
  venue.seats = seats;
  return venue;
}

// From 9:30 to 16:30 on a Monday, with its times resolved.
inline Session MakeSession(const std::string& id, int capacity = 12,
                           absl::CivilDay day = absl::CivilDay(2026, 3, 2)) {
  Session session;
  session.programme = "north";
  session.id = id;
  session.course = "core";
  session.venue = "hall";
  session.start = absl::CivilMinute(day.year(), day.month(), day.day(), 9, 30);
  session.end = absl::CivilMinute(day.year(), day.month(), day.day(), 16, 30);
  session.time_zone = std::string(kDefaultTimeZone);
  session.capacity = capacity;
  Violations none;
  ResolveTimes(session, none);
  return session;
}

inline Enrolment MakeEnrolment(const std::string& id, const std::string& practice,
                               StaffGroup group = StaffGroup::kNurse,
                               EnrolmentState state = EnrolmentState::kEnrolled) {
  Enrolment enrolment;
  enrolment.programme = "north";
  enrolment.id = id;
  enrolment.session = "s1";
  enrolment.participant = "people/" + id;
  enrolment.practice = practice;
  enrolment.group = group;
  enrolment.state = state;
  enrolment.course = "core";
  enrolment.day = absl::CivilDay(2026, 3, 2);
  return enrolment;
}

// The fields of `violations`, in their order.
inline std::vector<std::string> Fields(const Violations& violations) {
  std::vector<std::string> fields;
  for (const Violation& violation : violations.list()) fields.push_back(violation.field);
  return fields;
}

}  // namespace pcsp::planning::training::testing

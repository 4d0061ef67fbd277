// Who comes to a session: places, quotas, the waiting list.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/planning/domain/training/course/course.h"
#include "services/planning/domain/training/session/session.h"

namespace pcsp::planning::training {

enum class EnrolmentState { kUnspecified, kEnrolled, kWaiting, kWithdrawn };
inline constexpr absl::string_view kEnrolmentStateWords[] = {"", "enrolled", "waiting",
                                                             "withdrawn"};
enum class Attendance { kUnspecified, kAttended, kPartly, kAbsent };
inline constexpr absl::string_view kAttendanceWords[] = {"", "attended", "partly", "absent"};

// Ids sort by the time of enrolling.
struct Enrolment : Kept {
  std::string session;      // id
  std::string participant;  // `people/{person}` or `appointments/{appointment}`
  std::string practice;     // id of an organisation
  StaffGroup group = StaffGroup::kUnspecified;
  EnrolmentState state = EnrolmentState::kEnrolled;
  Attendance attendance = Attendance::kUnspecified;
  std::string course;  // of the session, and its first day
  absl::CivilDay day;

  bool operator==(const Enrolment&) const = default;
};

// An enrolment that still counts, and the course that it is for.
inline bool Counts(const Enrolment& enrolment) {
  return enrolment.state != EnrolmentState::kWithdrawn;
}

// Violations here name fields of the enrolment.
//
// Whether `enrolment` gets a place in `session` beside `others`, which may hold itself: kEnrolled
// or kWaiting. Places that are kept for other practices and not taken yet are none. A violation
// where the practice has its quota already, those who wait included.
EnrolmentState PlaceFor(const Enrolment& enrolment, const Session& session,
                        absl::Span<const Enrolment> others, Violations& violations);

// Gives free places to those who wait, who has waited longest first, passing over whom a quota
// keeps waiting; the indices of those who got one. `enrolments` are all of the session.
std::vector<size_t> Promote(const Session& session, absl::Span<Enrolment> enrolments);

// Gives up one place that was kept for the practice of `left`, who had a place: one for their staff
// group, or else for nobody in particular. Only where others of the practice, among `enrolments`,
// have not taken all that is kept for it. Whether there was one.
bool GiveUpReservation(const Enrolment& left, absl::Span<const Enrolment> enrolments,
                       Session& session);

// How many are in a state.
int CountOf(absl::Span<const Enrolment> enrolments, EnrolmentState state);

// That `enrolment` is for somebody whom the course is for and who has, or will have by then, been
// on each course that must come before it: attended one that still holds on the day, or has a place
// in an earlier session. `earlier` are this participant's other enrolments; `courses` the whole
// catalogue.
void CheckEligible(const Enrolment& enrolment, const Course& course,
                   absl::Span<const Enrolment> earlier, absl::Span<const Course> courses,
                   Violations& violations);

}  // namespace pcsp::planning::training

// Sessions and leave as events of a calendar.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/training/diary/events.h"
#include "tests/planning/training/made.h"

namespace pcsp::planning::training {
namespace {

using ::testing::HasSubstr;
using testing::MakeCourse;
using testing::MakeEnrolment;
using testing::MakeSession;
using testing::MakeVenue;
using ::testing::Not;
using text::CalendarEvent;

const absl::Time kNow = absl::FromUnixSeconds(1'767'600'000);

DiarySession Taught() {
  DiarySession one{.session = MakeSession("s1"),
                   .course = MakeCourse("core"),
                   .venue = MakeVenue(),
                   .enrolment = {}};
  one.venue->address = "1 High Street, Newcastle";
  one.session.update_time = kNow;
  return one;
}

TEST(DiaryEventsTest, SaysWhatWhereAndWhen) {
  const CalendarEvent event = EventOf(Taught());
  EXPECT_EQ(event.summary, "Teach: Course core");
  EXPECT_EQ(event.location, "Town hall, 1 High Street, Newcastle, NE1 4LP");
  EXPECT_EQ(std::get<text::Timed>(event.when).start, Taught().session.start_time);
  EXPECT_THAT(event.description,
              HasSubstr("2026-03-02T09:30 to 2026-03-02T16:30, Europe/London\n"));
  EXPECT_EQ(event.status, CalendarEvent::Status::kTentative) << "only planned";
}

TEST(DiaryEventsTest, OnlineHasItsLink) {
  DiarySession one = Taught();
  one.venue.reset();
  one.session.venue.clear();
  one.session.online = true;
  one.session.online_link = "https://meet.example.org/1";
  const CalendarEvent event = EventOf(one);
  EXPECT_EQ(event.location, "Online");
  EXPECT_EQ(event.url, "https://meet.example.org/1");
  EXPECT_THAT(event.description, HasSubstr("Join: https://meet.example.org/1\n"));
}

TEST(DiaryEventsTest, StatusFollowsTheSessionAndThePlace) {
  DiarySession one = Taught();
  one.session.state = SessionState::kConfirmed;
  EXPECT_EQ(EventOf(one).status, CalendarEvent::Status::kConfirmed);
  one.enrolment = MakeEnrolment("a", "p1", StaffGroup::kNurse, EnrolmentState::kWaiting);
  EXPECT_EQ(EventOf(one).status, CalendarEvent::Status::kTentative);
  EXPECT_EQ(EventOf(one).summary, "Waiting list: Course core");
  one.enrolment->state = EnrolmentState::kEnrolled;
  EXPECT_EQ(EventOf(one).status, CalendarEvent::Status::kConfirmed);
  EXPECT_EQ(EventOf(one).summary, "Course core");
  one.session.state = SessionState::kCancelled;
  EXPECT_EQ(EventOf(one).status, CalendarEvent::Status::kCancelled);
}

TEST(DiaryEventsTest, UidStaysAndSequenceRisesWithEveryChange) {
  DiarySession one = Taught();
  one.venue->update_time = kNow - absl::Hours(1);
  const CalendarEvent before = EventOf(one);
  one.session.update_time = kNow + absl::Seconds(5);
  one.session.start_time += absl::Hours(1);
  one.venue = MakeVenue();  // elsewhere, and changed long ago
  const CalendarEvent moved = EventOf(one);
  EXPECT_EQ(moved.uid, before.uid);
  EXPECT_EQ(moved.sequence, before.sequence + 5);
  one.venue->update_time = kNow + absl::Seconds(9);
  EXPECT_EQ(EventOf(one).sequence, before.sequence + 9) << "another address";
}

TEST(DiaryEventsTest, LeaveIsAwayAndNothingElse) {
  Leave leave;
  leave.programme = "north";
  leave.id = "l1";
  leave.appointment = "kim";
  leave.first = absl::CivilDay(2026, 3, 2);
  leave.last = absl::CivilDay(2026, 3, 6);
  const CalendarEvent event = EventOf(leave);
  EXPECT_EQ(event.summary, "Away");
  EXPECT_TRUE(event.fills_days);
  EXPECT_EQ(event.description + event.location + event.url, "");
  EXPECT_THAT(event.uid, Not(HasSubstr("kim")));
}

}  // namespace
}  // namespace pcsp::planning::training

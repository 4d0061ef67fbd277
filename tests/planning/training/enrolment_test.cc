#include "services/planning/domain/training/session/enrolment.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/training/session/attendance.h"
#include "tests/planning/training/made.h"

namespace pcsp::planning::training {
namespace {

using ::testing::ElementsAre;
using testing::Fields;
using ::testing::IsEmpty;
using testing::MakeCourse;
using testing::MakeEnrolment;
using testing::MakeSession;
using ::testing::SizeIs;

struct PlaceCase {
  const char* name;
  int capacity;
  std::vector<Quota> quotas;
  EnrolmentState state;
  bool over_quota;
};

class PlaceTest : public ::testing::TestWithParam<PlaceCase> {};

// A nurse of practice p1, where a nurse and a GP of p1 and a nurse of p2 have places, and another
// nurse of p1 waits.
TEST_P(PlaceTest, OfANurseAmongThreeAndOneWhoWaits) {
  const PlaceCase& c = GetParam();
  Session session = MakeSession("s1", c.capacity);
  session.quotas = c.quotas;
  const std::vector<Enrolment> others = {
      MakeEnrolment("a", "p1"), MakeEnrolment("b", "p1", StaffGroup::kGp), MakeEnrolment("c", "p2"),
      MakeEnrolment("d", "p1", StaffGroup::kNurse, EnrolmentState::kWaiting),
      MakeEnrolment("e", "p1", StaffGroup::kNurse, EnrolmentState::kWithdrawn)};
  Violations violations;
  EXPECT_EQ(PlaceFor(MakeEnrolment("x", "p1"), session, others, violations), c.state);
  EXPECT_EQ(!violations.empty(), c.over_quota);
}

INSTANTIATE_TEST_SUITE_P(
    Places, PlaceTest,
    ::testing::Values(
        PlaceCase{"Room", 4, {}, EnrolmentState::kEnrolled, false},
        PlaceCase{"Full", 3, {}, EnrolmentState::kWaiting, false},
        PlaceCase{"NursesFull", 9, {{StaffGroup::kNurse, 0, 2}}, EnrolmentState::kWaiting, false},
        PlaceCase{"GpsFull", 9, {{StaffGroup::kGp, 1, 1}}, EnrolmentState::kEnrolled, false},
        PlaceCase{"PracticeMayHaveThreeNurses",
                  9,
                  {{StaffGroup::kNurse, 3, 0}},
                  EnrolmentState::kEnrolled,
                  false},
        PlaceCase{"WhoWaitsCountsForThePractice",
                  9,
                  {{StaffGroup::kNurse, 2, 0}},
                  EnrolmentState::kEnrolled,
                  true},
        PlaceCase{"PracticeOverItsQuota",
                  9,
                  {{StaffGroup::kUnspecified, 2, 0}},
                  EnrolmentState::kWaiting,
                  true}),
    [](const auto& info) { return info.param.name; });

TEST(Reservations, KeepPlacesForOthersUntilTheyAreTaken) {
  Session session = MakeSession("s1", 4);
  session.reservations = {{"p2", StaffGroup::kGp, 1}, {"p2", StaffGroup::kNurse, 1}};
  std::vector<Enrolment> others = {MakeEnrolment("a", "p1"), MakeEnrolment("b", "p2")};
  Violations none;
  // One of four is p1's, one p2's, and one more is kept for p2, whatever the staff group.
  EXPECT_EQ(PlaceFor(MakeEnrolment("x", "p1"), session, others, none), EnrolmentState::kEnrolled);
  others.push_back(MakeEnrolment("x", "p1"));
  EXPECT_EQ(PlaceFor(MakeEnrolment("y", "p1"), session, others, none), EnrolmentState::kWaiting);
  EXPECT_EQ(PlaceFor(MakeEnrolment("z", "p2"), session, others, none), EnrolmentState::kEnrolled);
  others.push_back(MakeEnrolment("z", "p2"));
  EXPECT_EQ(PlaceFor(MakeEnrolment("w", "p2"), session, others, none), EnrolmentState::kWaiting);
}

TEST(Reservations, WhoLeavesGivesUpThePlaceThatWasKeptForThem) {
  Session session = MakeSession("s1", 9);
  session.reservations = {{"p1", StaffGroup::kGp, 1},
                          {"p1", StaffGroup::kUnspecified, 1},
                          {"p1", StaffGroup::kNurse, 1},
                          {"p2", StaffGroup::kNurse, 2}};
  const Enrolment left = MakeEnrolment("a", "p1");  // a nurse
  const Enrolment stays = MakeEnrolment("b", "p1", StaffGroup::kGp);
  EXPECT_TRUE(GiveUpReservation(left, {left, stays}, session));
  const std::vector<Reservation> without_hers = {{"p1", StaffGroup::kGp, 1},
                                                 {"p1", StaffGroup::kUnspecified, 1},
                                                 {"p2", StaffGroup::kNurse, 2}};
  EXPECT_EQ(session.reservations, without_hers);
  EXPECT_TRUE(GiveUpReservation(left, {left, stays}, session)) << "that of nobody in particular";
  EXPECT_FALSE(GiveUpReservation(left, {left, stays}, session)) << "the other is taken";
  EXPECT_FALSE(GiveUpReservation(left, {left}, session)) << "it is for a GP";
}

TEST(Reservations, NobodyIsPromotedToAnothersPlace) {
  Session session = MakeSession("s1", 2);
  session.reservations = {{"p2", StaffGroup::kUnspecified, 1}};
  std::vector<Enrolment> all = {
      MakeEnrolment("a", "p1", StaffGroup::kNurse, EnrolmentState::kWaiting),
      MakeEnrolment("b", "p1", StaffGroup::kNurse, EnrolmentState::kWaiting),
      MakeEnrolment("c", "p2", StaffGroup::kNurse, EnrolmentState::kWaiting)};
  EXPECT_THAT(Promote(session, absl::MakeSpan(all)), ElementsAre(0, 2));
}

TEST(PromoteTest, WhoWaitedLongestAndMayHaveThePlaceGetsIt) {
  Session session = MakeSession("s1", 3);
  session.quotas = {{StaffGroup::kGp, 0, 1}};
  std::vector<Enrolment> enrolments = {
      MakeEnrolment("5", "p1", StaffGroup::kNurse, EnrolmentState::kWaiting),
      MakeEnrolment("1", "p1", StaffGroup::kGp),
      MakeEnrolment("2", "p1", StaffGroup::kNurse, EnrolmentState::kWithdrawn),
      MakeEnrolment("3", "p1", StaffGroup::kGp, EnrolmentState::kWaiting),
      MakeEnrolment("4", "p1", StaffGroup::kNurse, EnrolmentState::kWaiting),
      MakeEnrolment("6", "p1", StaffGroup::kNurse, EnrolmentState::kWaiting)};
  EXPECT_THAT(Promote(session, absl::MakeSpan(enrolments)), ElementsAre(4, 0));
  EXPECT_EQ(CountOf(enrolments, EnrolmentState::kEnrolled), 3);
  EXPECT_EQ(CountOf(enrolments, EnrolmentState::kWaiting), 2);
  EXPECT_THAT(Promote(session, absl::MakeSpan(enrolments)), IsEmpty());
}

class EligibleTest : public ::testing::Test {
 protected:
  std::vector<std::string> Check(const std::vector<Enrolment>& earlier) {
    Enrolment enrolment = MakeEnrolment("x", "p1");
    enrolment.session = "s9";
    enrolment.day = absl::CivilDay(2026, 6, 1);
    Violations violations;
    CheckEligible(enrolment, follow_up_, earlier, {MakeCourse("core"), follow_up_}, violations);
    return Fields(violations);
  }

  Course follow_up_ = MakeCourse("follow-up", {"core"});
  Enrolment core_ = MakeEnrolment("x", "p1");
};

TEST_F(EligibleTest, PrerequisiteAttendedOrBooked) {
  EXPECT_THAT(Check({}), ElementsAre("participant"));
  EXPECT_THAT(Check({core_}), IsEmpty());  // has a place before
  core_.attendance = Attendance::kAttended;
  EXPECT_THAT(Check({core_}), IsEmpty());
  core_.attendance = Attendance::kPartly;
  EXPECT_THAT(Check({core_}), SizeIs(1));
  core_.attendance = Attendance::kAbsent;
  EXPECT_THAT(Check({core_}), SizeIs(1));
}

TEST_F(EligibleTest, WaitingWithdrawnLaterOrLapsedDoesNotDo) {
  core_.state = EnrolmentState::kWaiting;
  EXPECT_THAT(Check({core_}), SizeIs(1));
  core_.state = EnrolmentState::kWithdrawn;
  EXPECT_THAT(Check({core_}), SizeIs(1));
  core_.state = EnrolmentState::kEnrolled;
  core_.day = absl::CivilDay(2026, 6, 2);
  EXPECT_THAT(Check({core_}), SizeIs(1));
  core_.attendance = Attendance::kAttended;
  core_.day = absl::CivilDay(2024, 6, 1);  // two years and not a day more
  EXPECT_THAT(Check({core_}), SizeIs(1));
  core_.day = absl::CivilDay(2024, 6, 2);
  EXPECT_THAT(Check({core_}), IsEmpty());
}

TEST_F(EligibleTest, CourseIsForOthers) {
  follow_up_.staff_groups = {StaffGroup::kGp};
  EXPECT_THAT(Check({core_}), ElementsAre("staff_group"));
}

TEST(AttendanceTest, MarksWhoWasEnrolledAndTakesInWhoWasNot) {
  const Session session = MakeSession("s1");
  const std::vector<Enrolment> enrolled = {
      MakeEnrolment("a", "p1"), MakeEnrolment("b", "p1"),
      MakeEnrolment("c", "p2", StaffGroup::kNurse, EnrolmentState::kWaiting)};
  Violations violations;
  const auto marked = Marked(session, MakeCourse("core"), enrolled,
                             {{"people/b", Attendance::kAbsent, "", StaffGroup::kUnspecified},
                              {"people/c", Attendance::kAttended, "", StaffGroup::kUnspecified},
                              {"people/new", Attendance::kPartly, "p3", StaffGroup::kAdmin}},
                             violations);
  EXPECT_THAT(Fields(violations), IsEmpty());
  ASSERT_THAT(marked, SizeIs(3));
  EXPECT_EQ(marked[0].attendance, Attendance::kAbsent);
  EXPECT_EQ(marked[0].state, EnrolmentState::kEnrolled);
  EXPECT_EQ(marked[1].state, EnrolmentState::kEnrolled);  // came, though waiting
  EXPECT_EQ(marked[2].id, "");
  EXPECT_EQ(marked[2].practice, "p3");
  EXPECT_EQ(marked[2].day, absl::CivilDay(2026, 3, 2));
}

TEST(AttendanceTest, EveryFaultIsToldAtOnce) {
  Course course = MakeCourse("core");
  course.staff_groups = {StaffGroup::kGp};
  Violations violations;
  Marked(MakeSession("s1"), course, {MakeEnrolment("a", "p1")},
         {{"people/a", Attendance::kUnspecified, "", StaffGroup::kUnspecified},
          {"people/a", Attendance::kAttended, "", StaffGroup::kUnspecified},
          {"people/z", Attendance::kAttended, "", StaffGroup::kNurse}},
         violations);
  EXPECT_THAT(Fields(violations), ElementsAre("marks[0].attendance", "marks[1].participant",
                                              "marks[2].practice", "marks[2].staff_group"));
  Violations none;
  Marked(MakeSession("s1"), course, {}, {}, none);
  EXPECT_THAT(Fields(none), ElementsAre("marks"));
}

}  // namespace
}  // namespace pcsp::planning::training

#include "services/planning/domain/training/course/course.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/training/course/venue.h"
#include "tests/planning/training/made.h"

namespace pcsp::planning::training {
namespace {

using ::testing::ElementsAre;
using testing::Fields;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeCourse;
using testing::MakeVenue;
using ::testing::SizeIs;

Violations Check(const Course& course, const std::vector<Course>& others = {}) {
  Violations violations;
  CheckCourse(course, others, violations);
  return violations;
}

TEST(CourseTest, SoundCourseHasNoViolations) {
  EXPECT_THAT(Fields(Check(MakeCourse("follow-up", {"core"}), {MakeCourse("core")})), IsEmpty());
}

TEST(CourseTest, EveryFaultIsToldAtOnce) {
  Course course;
  course.id = "x";
  course.validity_months = -1;
  course.length_minutes = 14;
  course.staff_groups = {StaffGroup::kLeadership};
  course.competence = "Two Words";
  course.trainer_stage = TrainerStage::kLapsed;
  course.prerequisites = {"nowhere"};
  EXPECT_THAT(Fields(Check(course)),
              ElementsAre("course.title", "course.kind", "course.staff_groups",
                          "course.validity_months", "course.length_minutes", "course.competence",
                          "course.trainer_stage", "course.prerequisites[0]"));
}

struct CycleCase {
  const char* name;
  std::vector<std::string> first, second, third;  // prerequisites of a, b, c, of which a is checked
  const char* way;                                // "" for none
};

class CycleTest : public ::testing::TestWithParam<CycleCase> {};

TEST_P(CycleTest, PrerequisitesDoNotComeRound) {
  const CycleCase& c = GetParam();
  const auto violations =
      Check(MakeCourse("a", c.first), {MakeCourse("b", c.second), MakeCourse("c", c.third)});
  if (*c.way == '\0') {
    EXPECT_THAT(Fields(violations), IsEmpty());
  } else {
    ASSERT_THAT(violations.list(), SizeIs(1));
    EXPECT_EQ(violations.list()[0].given, c.way);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cycles, CycleTest,
    ::testing::Values(CycleCase{"Chain", {"b"}, {"c"}, {}, ""},
                      CycleCase{"Diamond", {"b", "c"}, {"c"}, {}, ""},
                      CycleCase{"Itself", {"a"}, {}, {}, "a -> a"},
                      CycleCase{"Two", {"b"}, {"a"}, {}, "a -> b -> a"},
                      CycleCase{"Three", {"b"}, {"c"}, {"a"}, "a -> b -> c -> a"},
                      CycleCase{"CycleOfOthersIsNotItsOwn", {"b"}, {"c"}, {"b"}, ""}),
    [](const auto& info) { return info.param.name; });

TEST(CourseTest, AnOlderVersionOfItselfDoesNotCount) {
  EXPECT_THAT(Fields(Check(MakeCourse("a"), {MakeCourse("a", {"b"}), MakeCourse("b", {"a"})})),
              IsEmpty());
}

TEST(CourseTest, PrerequisiteMustBeOpenToEverybodyWhomTheCourseIsFor) {
  Course nurses = MakeCourse("nurses");
  nurses.staff_groups = {StaffGroup::kNurse};
  Course both = MakeCourse("both", {"nurses"});
  both.staff_groups = {StaffGroup::kGp, StaffGroup::kNurse};
  const auto violations = Check(both, {nurses});
  ASSERT_THAT(Fields(violations), ElementsAre("course.prerequisites[0]"));
  EXPECT_THAT(violations.list()[0].expected, HasSubstr("gp"));
  // The same seen from the other side: a course that others need closes its doors.
  EXPECT_THAT(Fields(Check(nurses, {both})), ElementsAre("course.staff_groups"));
  both.staff_groups = {StaffGroup::kNurse};
  EXPECT_THAT(Fields(Check(both, {nurses})), IsEmpty());
}

TEST(CourseTest, TrainersOfTrainersAreQualityAssured) {
  Course course = MakeCourse("a");
  EXPECT_EQ(NeededStage(course), TrainerStage::kCoDelivering);
  course.kind = CourseKind::kTrainTheTrainer;
  EXPECT_EQ(NeededStage(course), TrainerStage::kQualityAssured);
  course.trainer_stage = TrainerStage::kPeerReviewed;
  EXPECT_EQ(NeededStage(course), TrainerStage::kPeerReviewed);
}

TEST(CourseTest, LapsesOnTheSameDayOrTheLastOfAShorterMonth) {
  Course course = MakeCourse("a");
  EXPECT_EQ(LapseOf(course, absl::CivilDay(2026, 3, 2)), absl::CivilDay(2028, 3, 2));
  EXPECT_EQ(MonthsLater(absl::CivilDay(2026, 8, 31), 6), absl::CivilDay(2027, 2, 28));
  EXPECT_EQ(MonthsLater(absl::CivilDay(2024, 2, 29), 12), absl::CivilDay(2025, 2, 28));
  EXPECT_EQ(MonthsLater(absl::CivilDay(2026, 12, 15), 1), absl::CivilDay(2027, 1, 15));
  course.validity_months = 0;
  EXPECT_EQ(LapseOf(course, absl::CivilDay(2026, 3, 2)), kNever);
}

TEST(VenueTest, EveryFaultIsToldAtOnce) {
  Venue venue;
  venue.postcode = "nowhere";
  venue.seats = -3;
  Violations violations;
  CheckVenue(venue, violations);
  EXPECT_THAT(Fields(violations),
              ElementsAre("venue.title", "venue.region", "venue.postcode", "venue.seats"));
  Violations none;
  CheckVenue(MakeVenue(), none);
  EXPECT_THAT(Fields(none), IsEmpty());
}

}  // namespace
}  // namespace pcsp::planning::training

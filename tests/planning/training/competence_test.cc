#include "services/planning/domain/training/competence/competence.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/training/competence/coverage.h"
#include "services/planning/domain/training/competence/trainer.h"
#include "tests/planning/training/made.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::training {
namespace {

using ::pcsp::testing::HasReason;
using ::testing::DoubleEq;
using ::testing::ElementsAre;
using testing::Fields;
using ::testing::IsEmpty;
using testing::MakeCourse;
using testing::MakeEnrolment;
using ::testing::Optional;
using ::testing::SizeIs;

Enrolment Attended(const std::string& who, absl::CivilDay day, const std::string& course = "core",
                   const std::string& practice = "p1") {
  Enrolment enrolment = MakeEnrolment(who, practice);
  enrolment.attendance = Attendance::kAttended;
  enrolment.course = course;
  enrolment.day = day;
  enrolment.session = course + "-" + std::to_string(day.year());
  return enrolment;
}

// Two years for the core day, one for the refresher of the same competence.
std::vector<Course> Courses() {
  Course refresher = MakeCourse("refresher");
  refresher.validity_months = 12;
  Course taster = MakeCourse("taster");
  taster.competence = "";
  return {MakeCourse("core"), refresher, taster};
}

CompetenceState StateOn(absl::CivilDay day) {
  const auto found = CompetencesOn(day, {Attended("a", absl::CivilDay(2026, 3, 2))}, Courses(), 60);
  return found.empty() ? CompetenceState::kUnspecified : found[0].state;
}

TEST(CompetenceTest, CurrentThenLapsingThenLapsed) {
  EXPECT_EQ(StateOn(absl::CivilDay(2026, 3, 1)), CompetenceState::kUnspecified);
  EXPECT_EQ(StateOn(absl::CivilDay(2026, 3, 2)), CompetenceState::kCurrent);
  EXPECT_EQ(StateOn(absl::CivilDay(2028, 3, 2) - 61), CompetenceState::kCurrent);
  EXPECT_EQ(StateOn(absl::CivilDay(2028, 3, 2) - 60), CompetenceState::kLapsing);
  EXPECT_EQ(StateOn(absl::CivilDay(2028, 3, 1)), CompetenceState::kLapsing);
  EXPECT_EQ(StateOn(absl::CivilDay(2028, 3, 2)), CompetenceState::kLapsed);
}

TEST(CompetenceTest, TheLongestGrantCountsAndTheLatestPractice) {
  const auto found = CompetencesOn(
      absl::CivilDay(2026, 9, 1),
      {Attended("a", absl::CivilDay(2026, 3, 2)),
       Attended("a", absl::CivilDay(2026, 6, 1), "refresher", "p2"),  // until June 2027 only
       Attended("b", absl::CivilDay(2026, 3, 2)),
       Attended("b", absl::CivilDay(2026, 4, 1), "taster")},
      Courses(), 60);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].participant, "people/a");
  EXPECT_EQ(found[0].lapse, absl::CivilDay(2028, 3, 2));
  EXPECT_EQ(found[0].session, "core-2026");
  EXPECT_EQ(found[0].practice, "p2");
  EXPECT_EQ(found[1].participant, "people/b");
}

TEST(CompetenceTest, ARefresherRenews) {
  const auto found = CompetencesOn(absl::CivilDay(2028, 6, 1),
                                   {Attended("a", absl::CivilDay(2026, 3, 2)),
                                    Attended("a", absl::CivilDay(2028, 2, 1), "refresher")},
                                   Courses(), 60);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].state, CompetenceState::kCurrent);
  EXPECT_EQ(found[0].gained, absl::CivilDay(2028, 2, 1));
  EXPECT_EQ(found[0].lapse, absl::CivilDay(2029, 2, 1));
}

TEST(CompetenceTest, PartOfACourseGrantsNothing) {
  Enrolment partly = Attended("a", absl::CivilDay(2026, 3, 2));
  partly.attendance = Attendance::kPartly;
  EXPECT_THAT(CompetencesOn(absl::CivilDay(2026, 9, 1), {partly}, Courses(), 60), IsEmpty());
}

TEST(CompetenceTest, RemindersAreDueFromSoManyDaysBefore) {
  Competence competence;
  competence.lapse = absl::CivilDay(2026, 6, 30);
  EXPECT_FALSE(IsDue(competence, absl::CivilDay(2026, 5, 30), 30));
  EXPECT_TRUE(IsDue(competence, absl::CivilDay(2026, 5, 31), 30));
  EXPECT_TRUE(IsDue(competence, absl::CivilDay(2026, 7, 31), 30));
  competence.lapse = kNever;
  EXPECT_FALSE(IsDue(competence, absl::CivilDay(2026, 5, 31), 3650));
}

Competence Has(const std::string& practice, StaffGroup group, CompetenceState state) {
  Competence competence;
  competence.practice = practice;
  competence.group = group;
  competence.state = state;
  return competence;
}

TEST(CoverageTest, PerPracticeRegionAndInAll) {
  using enum CompetenceState;
  const std::vector<Competence> competences = {
      Has("p1", StaffGroup::kGp, kCurrent),    Has("p1", StaffGroup::kGp, kLapsing),
      Has("p1", StaffGroup::kGp, kLapsed),     Has("p2", StaffGroup::kNurse, kCurrent),
      Has("p2", StaffGroup::kNurse, kCurrent), Has("elsewhere", StaffGroup::kGp, kCurrent)};
  const std::vector<PracticeStaff> staff = {
      {"p1", "sg1", {{StaffGroup::kGp, 4}, {StaffGroup::kNurse, 2}}},
      {"p2", "sg1", {{StaffGroup::kNurse, 1}, {StaffGroup::kAdmin, 0}}},
      {"p3", "", {}}};
  const Coverage coverage = CoverageOf(competences, staff);
  ASSERT_THAT(coverage.practices, SizeIs(6));  // gp, nurse, all; nurse, all; all
  EXPECT_THAT(coverage.practices[0].Share(), Optional(DoubleEq(0.5)));
  EXPECT_EQ(coverage.practices[0].lapsing, 1);
  EXPECT_EQ(coverage.practices[0].lapsed, 1);
  EXPECT_THAT(coverage.practices[2].Share(), Optional(DoubleEq(2.0 / 6)));
  // Two nurses of one: the second does not stand in for anybody.
  EXPECT_EQ(coverage.practices[3].current, 2);
  EXPECT_THAT(coverage.practices[3].Share(), Optional(DoubleEq(1)));
  EXPECT_EQ(coverage.practices[5].Share(), std::nullopt);
  ASSERT_THAT(coverage.regions, SizeIs(3));  // gp, nurse, all
  EXPECT_EQ(coverage.regions[1].headcount, 3);
  EXPECT_THAT(coverage.regions[1].Share(), Optional(DoubleEq(1.0 / 3)));
  EXPECT_THAT(coverage.total.back().Share(), Optional(DoubleEq(3.0 / 7)));
}

TEST(CoverageTest, PeopleCountWhereTheyWorkAndNotWhenTheyHaveLeft) {
  using enum CompetenceState;
  std::vector<Competence> competences;
  for (const char* person : {"people/ann", "people/ben", "people/cat", "people/dan"}) {
    competences.push_back(Has("p1", StaffGroup::kNurse, kCurrent));
    competences.back().participant = person;
  }
  const std::vector<StaffPost> posts = {{"people/ann", ""},
                                        {"people/ben", "p2", StaffGroup::kAdmin},
                                        {"people/cat", "p1"},
                                        {"people/cat", "p2"},
                                        {"people/eve", "p1"}};
  const std::vector<Competence> placed = AtTheirPosts(competences, posts);
  std::vector<std::string> places;
  for (const Competence& one : placed) {
    places.push_back(absl::StrCat(one.participant, "@", one.practice, "/",
                                  one.group == StaffGroup::kAdmin ? "admin" : "nurse"));
  }
  EXPECT_THAT(places, ElementsAre("people/ben@p2/admin", "people/cat@p1/nurse",
                                  "people/cat@p2/nurse", "people/dan@p1/nurse"));
}

TrainerStep Step(TrainerStage stage, absl::CivilDay day) {
  TrainerStep step;
  step.stage = stage;
  step.day = day;
  step.evidence = "certificate 12";
  return step;
}

TEST(TrainerTest, TheWholePathAndWhatEachStepAllows) {
  using enum TrainerStage;
  std::vector<TrainerStep> steps;
  absl::CivilDay day(2025, 1, 6);
  for (const TrainerStage stage :
       {kCandidate, kTrained, kCoDelivering, kPeerReviewed, kCoDelivering, kPeerReviewed,
        kQualityAssured, kQualityAssured, kLapsed, kCoDelivering}) {
    EXPECT_OK(AllowStep("n", Step(stage, day), steps));
    steps.push_back(Step(stage, day));
    day += 30;
  }
  for (const TrainerStage stage :
       {kNone, kCandidate, kTrained, kCoDelivering, kPeerReviewed, kQualityAssured, kLapsed}) {
    const bool legal = stage == kPeerReviewed || stage == kLapsed;
    EXPECT_EQ(AllowStep("n", Step(stage, day), steps).ok(), legal) << static_cast<int>(stage);
  }
}

TEST(TrainerTest, ARefusalListsWhatIsLegal) {
  const absl::Status refused =
      AllowStep("n", Step(TrainerStage::kQualityAssured, absl::CivilDay(2026, 1, 1)),
                {Step(TrainerStage::kCoDelivering, absl::CivilDay(2025, 1, 1))});
  EXPECT_THAT(refused, HasReason("TRAINER_STEP_NOT_ALLOWED"));
  EXPECT_EQ(ErrorDetailOf(refused)->metadata.at("allowed"), "peer_reviewed lapsed");
}

TEST(TrainerTest, QualityAssuranceRunsOut) {
  Violations violations;
  const TrainerStep step = FitStep(Step(TrainerStage::kQualityAssured, absl::CivilDay(2026, 1, 31)),
                                   {}, absl::CivilDay(2026, 2, 1), 13, violations);
  EXPECT_THAT(Fields(violations), IsEmpty());
  EXPECT_EQ(step.lapse, absl::CivilDay(2027, 2, 28));
  EXPECT_EQ(StageOn({step}, absl::CivilDay(2026, 1, 30)), TrainerStage::kNone);
  EXPECT_EQ(StageOn({step}, absl::CivilDay(2027, 2, 27)), TrainerStage::kQualityAssured);
  EXPECT_EQ(StageOn({step}, absl::CivilDay(2027, 2, 28)), TrainerStage::kLapsed);
}

TEST(TrainerTest, StepsHaveADayInOrderAndEvidence) {
  TrainerStep step = Step(TrainerStage::kTrained, absl::CivilDay(2026, 5, 1));
  step.evidence = " ";
  step.lapse = absl::CivilDay(2027, 1, 1);
  Violations violations;
  FitStep(step, {Step(TrainerStage::kCandidate, absl::CivilDay(2026, 5, 2))},
          absl::CivilDay(2026, 4, 30), 36, violations);
  EXPECT_THAT(Fields(violations),
              ElementsAre("step.step_date", "step.step_date", "step.evidence", "step.lapse_date"));
  step = Step(TrainerStage::kQualityAssured, absl::CivilDay(2026, 5, 1));
  step.lapse = step.day;
  Violations lapse;
  FitStep(step, {}, absl::CivilDay(2026, 6, 1), 36, lapse);
  EXPECT_THAT(Fields(lapse), ElementsAre("step.lapse_date"));
}

}  // namespace
}  // namespace pcsp::planning::training

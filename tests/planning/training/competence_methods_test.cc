#include "tests/planning/training/service_fixture.h"

namespace pcsp::planning::training::testing {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class CompetenceMethodsTest : public TrainingServiceTest {
 protected:
  // On 2 March 2026, a and b of p1 and c of p2 were on the core day; d missed a part.
  CompetenceMethodsTest() {
    EXPECT_OK(AddCourse("core"));
    EXPECT_OK(AddVenue("hall", 20));
    EXPECT_OK(AddSession("s1", "2026-03-02", 10));
    clock_.Advance(absl::Hours(24 * 60));
    pb::RecordAttendanceRequest request;
    request.set_name(In("sessions/s1"));
    Mark(request, "a", pb::ATTENDANCE_ATTENDED, "p1");
    Mark(request, "b", pb::ATTENDANCE_ATTENDED, "p1");
    Mark(request, "c", pb::ATTENDANCE_ATTENDED, "p2");
    Mark(request, "d", pb::ATTENDANCE_PARTLY, "p2");
    EXPECT_OK(Ask(&Stub::RecordAttendance, request));
  }
  static pb::ListCompetencesRequest AsOf(const std::string& day) {
    pb::ListCompetencesRequest request;
    request.set_parent(kProgramme);
    request.set_as_of_date(day);
    return request;
  }
};

TEST_F(CompetenceMethodsTest, DerivesCompetencesAsOfADay) {
  auto request = AsOf("2026-03-02");
  request.set_page_size(2);
  const auto first = Ask(&Stub::ListCompetences, request);
  ASSERT_OK(first);
  ASSERT_THAT(first->competences(), SizeIs(2));
  EXPECT_EQ(first->competences(0).participant(), In("people/a"));
  EXPECT_EQ(first->competences(0).lapse_date(), "2028-03-02");
  EXPECT_EQ(first->competences(0).state(), pb::COMPETENCE_STATE_CURRENT);
  request.set_page_token(first->next_page_token());
  const auto second = Ask(&Stub::ListCompetences, request);
  ASSERT_OK(second);
  ASSERT_THAT(second->competences(), SizeIs(1));
  EXPECT_EQ(second->competences(0).participant(), In("people/c"));
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_THAT(Ask(&Stub::ListCompetences, AsOf("2026-03-01"))->competences(), SizeIs(0));
}

TEST_F(CompetenceMethodsTest, ListsRemindersDueByPracticeAndState) {
  auto request = AsOf("2028-02-01");
  request.set_due_within_days(29);
  EXPECT_THAT(Ask(&Stub::ListCompetences, request)->competences(), SizeIs(0));
  request.set_due_within_days(30);
  EXPECT_THAT(Ask(&Stub::ListCompetences, request)->competences(), SizeIs(3));
  request.set_practice(In("organisations/p1"));
  EXPECT_THAT(Ask(&Stub::ListCompetences, request)->competences(), SizeIs(2));
  request.set_state(pb::COMPETENCE_STATE_LAPSED);
  EXPECT_THAT(Ask(&Stub::ListCompetences, request)->competences(), SizeIs(0));
  request.set_due_within_days(-1);
  request.set_as_of_date("tomorrow");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::ListCompetences, request).status()),
              ElementsAre("as_of_date", "due_within_days"));
}

TEST_F(CompetenceMethodsTest, CoverageOfHeadcountsThatAreGiven) {
  pb::GetCoverageRequest request;
  request.set_parent(kProgramme);
  request.set_competence("conversation");
  request.set_as_of_date("2026-06-01");
  for (const auto& [practice, nurses] : {std::pair("p1", 4), std::pair("p2", 2)}) {
    pb::PracticeHeadcount* const added = request.add_practices();
    added->set_practice(In(std::string("organisations/") + practice));
    added->set_region(In("organisations/sg1"));
    auto* const count = added->add_headcounts();
    count->set_staff_group(type::v1::STAFF_GROUP_NURSE);
    count->set_people(nurses);
  }
  const auto reply = Ask(&Stub::GetCoverage, request);
  ASSERT_OK(reply);
  ASSERT_THAT(reply->practices(), SizeIs(4));
  EXPECT_DOUBLE_EQ(reply->practices(0).share(), 0.5);
  EXPECT_DOUBLE_EQ(reply->regions(0).share(), 0.5);
  EXPECT_EQ(reply->total(1).current_count(), 3);
  *request.add_practices() = request.practices(0);
  request.clear_competence();
  EXPECT_THAT(ViolatedFields(Ask(&Stub::GetCoverage, request).status()),
              ElementsAre("competence", "practices[2].practice"));
}

TEST_F(CompetenceMethodsTest, CoverageLeavesOutWhoLeftAndFollowsWhoMoved) {
  pb::GetCoverageRequest request;
  request.set_parent(kProgramme);
  request.set_competence("conversation");
  request.set_as_of_date("2026-06-01");
  for (const char* practice : {"p1", "p9"}) {
    pb::PracticeHeadcount* const added = request.add_practices();
    added->set_practice(In(std::string("organisations/") + practice));
    auto* const count = added->add_headcounts();
    count->set_staff_group(type::v1::STAFF_GROUP_NURSE);
    count->set_people(4);
  }
  pb::ListCompetencesRequest list;
  list.set_parent(kProgramme);
  list.set_as_of_date("2026-06-01");
  list.set_practice(In("organisations/p1"));
  const auto there = Ask(&Stub::ListCompetences, list);
  ASSERT_OK(there);
  ASSERT_THAT(there->competences(), SizeIs(2));
  request.add_posts()->set_participant(there->competences(0).participant());
  auto reply = Ask(&Stub::GetCoverage, request);
  ASSERT_OK(reply);
  EXPECT_EQ(reply->practices(0).current_count(), 1) << "one has left";
  auto& moved = *request.add_posts();
  moved.set_participant(there->competences(1).participant());
  moved.set_practice(In("organisations/p9"));
  reply = Ask(&Stub::GetCoverage, request);
  ASSERT_OK(reply);
  EXPECT_EQ(reply->practices(0).current_count(), 0);
  EXPECT_EQ(reply->practices(2).current_count(), 1) << "and the other works at p9 now";
  moved.set_staff_group(type::v1::STAFF_GROUP_LEADERSHIP);
  moved.set_practice("p9");
  request.add_posts();
  EXPECT_THAT(ViolatedFields(Ask(&Stub::GetCoverage, request).status()),
              ElementsAre("posts[1].practice", "posts[1].staff_group", "posts[2].participant"));
}

TEST_F(CompetenceMethodsTest, TrainersTakeLegalStepsOnly) {
  EXPECT_THAT(Step("t1", pb::TRAINER_STAGE_TRAINED, "2026-01-05"),
              HasReason("TRAINER_STEP_NOT_ALLOWED"));
  const auto first = Step("t1", pb::TRAINER_STAGE_CANDIDATE, "2026-01-05");
  ASSERT_OK(first);
  EXPECT_THAT(first->next_stages(),
              ElementsAre(pb::TRAINER_STAGE_TRAINED, pb::TRAINER_STAGE_LAPSED));
  EXPECT_THAT(ViolatedFields(Step("t1", pb::TRAINER_STAGE_TRAINED, "2026-01-04").status()),
              ElementsAre("step.step_date"));
  ASSERT_OK(Step("t1", pb::TRAINER_STAGE_TRAINED, "2026-01-06"));
  pb::GetTrainerRequest get;
  get.set_name(In("trainers/t1"));
  get.set_as_of_date("2026-01-05");
  const auto then = Ask(&Stub::GetTrainer, get);
  ASSERT_OK(then);
  EXPECT_EQ(then->stage(), pb::TRAINER_STAGE_CANDIDATE);
  EXPECT_THAT(then->steps(), SizeIs(2));
  pb::ListTrainersRequest list;
  list.set_parent(kProgramme);
  list.set_stage(pb::TRAINER_STAGE_TRAINED);
  EXPECT_THAT(Ask(&Stub::ListTrainers, list)->trainers(), SizeIs(1));
  get.set_name(In("trainers/t2"));
  EXPECT_THAT(Ask(&Stub::GetTrainer, get), HasReason("TRAINER_NOT_FOUND"));
}

}  // namespace
}  // namespace pcsp::planning::training::testing

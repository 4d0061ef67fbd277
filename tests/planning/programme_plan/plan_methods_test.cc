#include "tests/planning/programme_plan/service_fixture.h"

namespace pcsp::planning::testing {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kRequest[] = "0189a7f4-0000-7000-8000-000000000001";

class PlanMethodsTest : public ProgrammePlanTest {
 protected:
  PlanMethodsTest() { Serve(); }
};

TEST_F(PlanMethodsTest, APlanIsMadeApprovedAndShown) {
  const auto begun = Ask(&Plans::CreateProgrammePlan, CreateRequest("spring", Problem()));
  ASSERT_OK(begun);
  EXPECT_EQ(begun->state(), v1::PROGRAMME_PLAN_STATE_RUNNING);
  EXPECT_FALSE(begun->has_problem());
  EXPECT_THAT(begun->input_hash(), SizeIs(64));

  const auto made = AwaitEnd("spring");
  ASSERT_OK(made);
  EXPECT_EQ(made->state(), v1::PROGRAMME_PLAN_STATE_PROPOSED);
  EXPECT_EQ(made->unmet_people(), 0);
  EXPECT_GE(made->result().objective(), made->result().bound() - 1e-6);
  EXPECT_NEAR(made->progress().best(), made->result().objective(), 1e-9);
  EXPECT_TRUE(made->progress().has_gap());
  EXPECT_EQ(made->progress().attempt(), 1);
  int people = 0;
  for (const auto& booking : made->result().bookings()) people += booking.people();
  EXPECT_EQ(people, 4 * 4 * 2);
  EXPECT_FALSE(made->has_problem());

  const auto approved = Approve("spring");
  ASSERT_OK(approved);
  EXPECT_EQ(approved->state(), v1::PROGRAMME_PLAN_STATE_APPROVED);
  EXPECT_EQ(approved->approved_by(), In("appointments/manager"));
  EXPECT_EQ(approved->approval_note(), "as discussed");
  EXPECT_NE(approved->etag(), made->etag());
  EXPECT_THAT(Approve("spring"), HasReason("PROGRAMME_PLAN_STATE_FORBIDS"));

  const auto full = Get("spring", v1::PROGRAMME_PLAN_VIEW_FULL);
  ASSERT_OK(full);
  EXPECT_EQ(full->problem().SerializeAsString(), Problem().SerializeAsString());
  EXPECT_FALSE(Get("spring", v1::PROGRAMME_PLAN_VIEW_BASIC)->has_result());
}

TEST_F(PlanMethodsTest, EqualInputsGiveEqualPlans) {
  const auto one = Make("one", Problem()), two = Make("two", Problem());
  ASSERT_OK(one);
  ASSERT_OK(two);
  EXPECT_EQ(one->input_hash(), two->input_hash());
  EXPECT_EQ(one->result().SerializeAsString(), two->result().SerializeAsString());
}

TEST_F(PlanMethodsTest, EveryFaultOfAProblemIsToldAtOnceBeforeAnythingBegins) {
  v1::CohortProblem problem = Problem();
  problem.mutable_courses(0)->set_after("follow-up");  // a prerequisite in a circle
  problem.mutable_series(0)->clear_venue();            // a session without a venue
  problem.mutable_series(1)->set_until(0);
  problem.mutable_series(1)->set_seats(-1);     // negative capacity
  problem.mutable_practices(2)->clear_reach();  // nowhere to go
  for (int from : {1, 2}) {                     // leave that overlaps
    v1::CohortLeave* const leave = problem.mutable_trainers(0)->add_leave();
    leave->set_from(from);
    leave->set_until(3);
  }
  for (const char* const id : {"a", "b"}) {  // a trainer in two places
    v1::CohortSession* const session = problem.add_sessions();
    session->set_id(id);
    session->set_course("core");
    session->set_venue("hall");
    session->set_seats(4);
    session->add_named_trainers("t2");
  }
  auto request = CreateRequest("bad", problem);
  request.mutable_programme_plan()->set_time_limit_seconds(-1);
  const absl::Status status = Ask(&Plans::CreateProgrammePlan, request).status();
  EXPECT_THAT(status, HasReason("COHORT_PROBLEM_INVALID"));
  const std::string in = "programme_plan.problem.";
  EXPECT_THAT(ViolatedFields(status),
              ::testing::IsSupersetOf(
                  {std::string("programme_plan.time_limit_seconds"), in + "series[0].venue",
                   in + "courses[0].after", in + "trainers[0].leave[1]", in + "series[1].seats",
                   in + "sessions[1].named_trainers", in + "practices[2].reach"}));
  EXPECT_THAT(Get("bad"), HasReason("PROGRAMME_PLAN_NOT_FOUND"));
}

TEST_F(PlanMethodsTest, WhoIsNotPlannedForIsListedWithTheResult) {
  v1::CohortProblem problem = Problem();
  v1::NotPlanned& one = *problem.add_not_planned();
  one.set_practice("p9");
  one.set_course("core");
  one.set_people(3);
  one.set_reason(v1::NOT_PLANNED_REASON_LEFT_OUT);
  one.set_words("their practice was left out on request");
  const auto made = Make("spring", problem);
  ASSERT_OK(made);
  ASSERT_THAT(made->result().not_planned(), SizeIs(1));
  EXPECT_EQ(made->result().not_planned(0).people(), 3);
  one.clear_people();
  one.clear_course();
  one.clear_reason();
  const std::string in = "programme_plan.problem.not_planned[0].";
  EXPECT_THAT(
      ViolatedFields(Ask(&Plans::CreateProgrammePlan, CreateRequest("bad", problem)).status()),
      ElementsAre(in + "course", in + "people", in + "reason"));
}

// Nothing can be moved any more, and nobody is left to lead it: the plan goes on and says so.
TEST_F(PlanMethodsTest, AFrozenSessionWithoutItsTrainerNeedsASubstitute) {
  v1::CohortProblem problem = Problem();
  v1::CohortSession& soon = *problem.add_sessions();
  soon.set_id("soon");
  soon.set_course("core");
  soon.set_venue("hall");
  soon.set_seats(8);
  soon.set_trainers(1);
  soon.set_fallen_out(1);
  soon.add_away_trainers("t1");
  for (v1::CohortSeries& series : *problem.mutable_series()) series.set_from(1);
  for (v1::CohortTrainer& trainer : *problem.mutable_trainers())
    trainer.add_leave();  // fortnight 0
  v1::CohortBooking& booking = *problem.mutable_current()->add_bookings();
  booking.set_practice("p1");
  booking.set_session("soon");
  booking.set_people(2);
  problem.mutable_current()->set_frozen_until(1);
  const auto made = Make("spring", problem);
  ASSERT_OK(made);
  EXPECT_EQ(made->state(), v1::PROGRAMME_PLAN_STATE_PROPOSED);
  ASSERT_THAT(made->result().substitutes(), SizeIs(1));
  const v1::SubstituteNeed& need = made->result().substitutes(0);
  EXPECT_EQ(need.session(), "soon");
  EXPECT_EQ(need.missing(), 1);
  EXPECT_THAT(need.away(), ElementsAre("t1"));
  EXPECT_THAT(need.could_lead(), IsEmpty());
  EXPECT_THAT(need.words(), ::testing::HasSubstr("find somebody or move it"));
}

TEST_F(PlanMethodsTest, RulesThatCannotAllBeKeptAreToldBeforeAnythingBegins) {
  v1::CohortProblem problem = Problem();
  for (v1::CohortBooking* const one : {problem.add_pins(), problem.add_bans()}) {
    one->set_practice("p1");
    one->set_session("core@hall#1");
    one->set_people(2);
  }
  EXPECT_THAT(Ask(&Plans::CreateProgrammePlan, CreateRequest("bad", problem)),
              HasReason("COHORT_RULES_CONFLICT"));
}

TEST_F(PlanMethodsTest, WrongRequestsAreRefusedByField) {
  auto request = CreateRequest("Not An Id", Problem());
  request.set_parent("programmes");
  request.set_request_id("no uuid");
  request.mutable_programme_plan()->add_notes("two\nlines");
  EXPECT_THAT(ViolatedFields(Ask(&Plans::CreateProgrammePlan, request).status()),
              ElementsAre("parent", "programme_plan_id", "request_id", "programme_plan.notes[0]"));
  v1::ApproveProgrammePlanRequest approve;
  approve.set_name(In("plans/spring"));
  EXPECT_THAT(ViolatedFields(Ask(&Plans::ApproveProgrammePlan, approve).status()),
              ElementsAre("name", "approved_by"));
}

TEST_F(PlanMethodsTest, ARepeatedRequestBeginsNothingTwice) {
  auto request = CreateRequest("", Problem());
  request.set_request_id(kRequest);
  const auto first = Ask(&Plans::CreateProgrammePlan, request);
  ASSERT_OK(first);
  const auto second = Ask(&Plans::CreateProgrammePlan, request);
  ASSERT_OK(second);
  EXPECT_EQ(first->name(), second->name());
  request.mutable_programme_plan()->set_seed(2);
  EXPECT_THAT(Ask(&Plans::CreateProgrammePlan, request), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(Ask(&Plans::CreateProgrammePlan,
                  CreateRequest(first->name().substr(first->name().rfind('/') + 1), Problem())),
              HasReason("PROGRAMME_PLAN_EXISTS"));
}

TEST_F(PlanMethodsTest, ACheckBeginsNothing) {
  auto request = CreateRequest("spring", Problem());
  request.set_validate_only(true);
  EXPECT_OK(Ask(&Plans::CreateProgrammePlan, request));
  EXPECT_THAT(Get("spring"), HasReason("PROGRAMME_PLAN_NOT_FOUND"));
}

TEST_F(PlanMethodsTest, PlansAreListedNewestFirstInPages) {
  for (const char* const id : {"b", "c", "a"}) {
    ASSERT_OK(Make(id, Problem()));
    clock_.Advance(absl::Seconds(1));
  }
  ASSERT_OK(Approve("c"));
  v1::ListProgrammePlansRequest request;
  request.set_parent(kProgramme);
  request.set_page_size(2);
  std::vector<std::string> names;
  do {
    const auto page = Ask(&Plans::ListProgrammePlans, request);
    ASSERT_OK(page);
    for (const auto& plan : page->programme_plans()) {
      names.push_back(plan.name());
      EXPECT_FALSE(plan.has_result());
      EXPECT_TRUE(plan.has_cost());
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names,
              ElementsAre(In("programmePlans/a"), In("programmePlans/c"), In("programmePlans/b")));
  request.set_state(v1::PROGRAMME_PLAN_STATE_APPROVED);
  EXPECT_THAT(Ask(&Plans::ListProgrammePlans, request)->programme_plans(), SizeIs(1));
  request.set_parent("programmes/south");
  EXPECT_THAT(Ask(&Plans::ListProgrammePlans, request)->programme_plans(), IsEmpty());
}

TEST_F(PlanMethodsTest, NobodyChangesWhatSomebodyElseHasChanged) {
  const auto made = Make("spring", Problem());
  ASSERT_OK(made);
  v1::ApproveProgrammePlanRequest request;
  request.set_name(In("programmePlans/spring"));
  request.set_approved_by(In("appointments/manager"));
  request.set_etag("\"0\"");
  EXPECT_THAT(Ask(&Plans::ApproveProgrammePlan, request), HasReason("ETAG_MISMATCH"));
  request.set_etag(made->etag());
  EXPECT_OK(Ask(&Plans::ApproveProgrammePlan, request));
}

}  // namespace
}  // namespace pcsp::planning::testing

// Plans from their draft to their end, through the real service.
#include "gmock/gmock.h"
#include "services/planning/domain/plan/draft.h"
#include "services/planning/rpc/convert.h"
#include "tests/planning/action/plan_fixture.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using testing::AddFinding;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kKim;
using testing::kParent;
using ::testing::Not;
using ::testing::Property;

class PlanStatesServiceTest : public testing::ActionServiceTest {
 protected:
  absl::StatusOr<pb::Plan> Close(const std::string& name) {
    pb::ClosePlanRequest request;
    request.set_name(name);
    request.set_note("done");
    return Ask(&Stub::ClosePlan, request);
  }
  absl::StatusOr<pb::Plan> Improve(const std::string& name) {
    pb::ImprovePlanRequest request;
    request.set_name(name);
    return Ask(&Stub::ImprovePlan, request);
  }
};

// Six issues in two quarters: a search that is soon over.
pb::DraftPlanRequest SixIssues(const std::string& id, double hours) {
  pb::DraftPlanRequest request;
  request.set_parent(kParent);
  request.set_start_date("2026-01-05");
  request.set_plan_id(id);
  request.set_hours_per_quarter(hours);
  request.set_quarter_count(2);
  std::set<std::string> issues;
  for (const Solution& solution : testing::ShippedCatalogue().solutions()) {
    if (solution.level != Level::kPractice) continue;
    issues.insert(solution.answers.begin(), solution.answers.end());
  }
  double importance = 1;
  for (const std::string& issue : issues) {
    if (request.findings_size() == 6) break;
    AddFinding(request, issue, importance);
    importance *= .93;
  }
  return request;
}

// With so many hours that the first draft is not proven.
pb::DraftPlanRequest HardRequest(const std::string& id) {
  for (double hours = 8; hours < 40; hours += 3) {
    pb::DraftPlanRequest request = SixIssues(id, hours);
    Violations violations;
    const PlanProblem problem = FromProto(request, "p", violations);
    if (!DraftPlan(testing::ShippedCatalogue(), problem).proven) return request;
  }
  ADD_FAILURE() << "every draft is the best";
  return SixIssues(id, 8);
}

TEST_F(PlanStatesServiceTest, PlansKeepWhatTheyWereAskedFor) {
  pb::Plan plain = Drafted("plain");
  const std::string out = plain.actions(0).solution();
  pb::DraftPlanRequest request;
  request.set_parent(kParent);
  request.set_start_date("2026-01-05");
  request.set_plan_id("asked");
  AddFinding(request, "pr-steering");
  AddFinding(request, "coh-purpose", .8);
  request.add_forbidden(out);
  request.set_budget(1000);
  request.set_most_new_actions(1);
  pb::PinnedSolution* pin = request.add_pinned();
  for (const Solution& solution : testing::ShippedCatalogue().solutions()) {
    if (solution.level != Level::kPractice || !solution.prerequisites.empty()) continue;
    if (solution.hours > 48 || solution.cost > 1000) continue;
    if (absl::StrCat("solutions/", solution.id) == out) continue;
    pin->set_solution(absl::StrCat("solutions/", solution.id));
  }
  pin->set_quarter(2);
  const auto plan = Draft(request);
  ASSERT_OK(plan);
  EXPECT_THAT(plan->actions(), Not(Contains(Property(&pb::Action::solution, out))));
  int first = 0;
  for (const pb::Action& action : plan->actions()) {
    if (action.solution() == pin->solution()) {
      EXPECT_EQ(action.quarter(), 2);
    }
    first += action.quarter() == 1 ? 1 : 0;
  }
  EXPECT_THAT(plan->actions(), Contains(Property(&pb::Action::solution, pin->solution())));
  EXPECT_LE(first, 1);
  const auto read = Get(plan->name());
  ASSERT_OK(read);
  EXPECT_EQ(read->SerializeAsString(), plan->SerializeAsString());
  EXPECT_EQ(read->pinned(0).quarter(), 2);
  EXPECT_THAT(read->forbidden(), ElementsAre(out));
  EXPECT_EQ(read->budget(), 1000);
  EXPECT_EQ(read->most_new_actions(), 1);
  EXPECT_GT(read->value(), 0);
  EXPECT_GE(read->bound(), read->value());
}

TEST_F(PlanStatesServiceTest, ReportsPinsThatCannotBeMet) {
  const pb::Plan plain = Drafted("plain");
  pb::DraftPlanRequest request;
  request.set_parent(kParent);
  request.set_start_date("2026-01-05");
  AddFinding(request, "pr-steering");
  request.add_pinned()->set_solution(plain.actions(0).solution());
  request.add_pinned()->set_solution("solutions/no-such-thing");
  request.add_forbidden("elsewhere");
  request.set_budget(-1);
  EXPECT_THAT(ViolatedFields(Draft(request).status()),
              ElementsAre("forbidden[0]", "budget", "pinned[1].solution"));
  request.clear_budget();
  request.set_forbidden(0, plain.actions(0).solution());
  EXPECT_THAT(ViolatedFields(Draft(request).status()),
              ElementsAre("pinned[1].solution", "pinned[0]"))
      << "pinned and forbidden";
}

TEST_F(PlanStatesServiceTest, ImprovesADraftToTheProvenBest) {
  const auto drafted = Draft(HardRequest("hard"));
  ASSERT_OK(drafted);
  ASSERT_FALSE(drafted->proven()) << "the problem is too easy for this test";
  EXPECT_GT(drafted->gap(), 0);
  auto improved = Improve(drafted->name());
  ASSERT_OK(improved);
  EXPECT_GE(improved->value(), drafted->value());
  EXPECT_LE(improved->bound(), drafted->bound() * (1 + 1e-12));
  EXPECT_TRUE(improved->proven());
  EXPECT_LT(improved->gap(), 1e-8);
  EXPECT_NE(improved->etag(), drafted->etag());
  const auto read = Get(drafted->name());
  ASSERT_OK(read);
  EXPECT_EQ(read->SerializeAsString(), improved->SerializeAsString());
}

TEST_F(PlanStatesServiceTest, ImprovesInTheBackgroundUnlessDeferredUntilItIsRead) {
  // The end of a pool waits for what is queued.
  const auto after = [this](absl::FunctionRef<void(PlanningService&)> calls) {
    auto pool = std::make_unique<rpc::WorkerPool>(1, 16);
    PlanningService service(
        {.catalogue = &testing::ShippedCatalogue(),
         .store = store_.get(),
         .page_token_key = "key",
         .improve_for = absl::Seconds(60),
         .handler = {.pool = pool.get(), .metrics = &metrics_, .log = &log_, .clock = &clock_}});
    calls(service);
    pool.reset();
    return store_->GetPlan({{"north", "a81044"}, "hard"})->revision;
  };
  const rpc::Call call = {.now = clock_.Now(), .deadline = absl::InfiniteFuture()};
  pb::DraftPlanRequest request = HardRequest("hard");
  request.set_defer_improvement(true);
  EXPECT_EQ(after([&](PlanningService& service) { EXPECT_OK(service.DraftPlan(call, request)); }),
            1);
  EXPECT_EQ(after([&](PlanningService& service) {
              pb::GetPlanRequest get;
              get.set_name(absl::StrCat(kParent, "/plans/hard"));
              const auto read = service.GetPlan(call, get);
              ASSERT_OK(read);
              EXPECT_EQ(read->etag(), "\"1\"") << "what was there is answered";
            }),
            2);
  request = HardRequest("other");
  after([&](PlanningService& service) { EXPECT_OK(service.DraftPlan(call, request)); });
  EXPECT_EQ(store_->GetPlan({{"north", "a81044"}, "other"})->revision, 2);
}

TEST_F(PlanStatesServiceTest, AgreesWhenEveryActionHasAnOwner) {
  const pb::Plan draft = Drafted();
  pb::AgreePlanRequest request;
  request.set_name(draft.name());
  request.set_agreed_by("kim");
  pb::RoleOwner* owner = request.add_role_owners();
  owner->set_owner_role("astronaut");
  owner->set_owner(kKim);
  std::vector<std::string> expected = {"agreed_by", "role_owners[0].owner_role"};
  for (int i = 0; i < draft.actions_size(); ++i) {
    expected.push_back(absl::StrCat("actions[", i, "].owner"));
  }
  const auto refused = Ask(&Stub::AgreePlan, request);
  EXPECT_EQ(ViolatedFields(refused.status()), expected);
  EXPECT_EQ(Get(draft.name())->state(), pb::PLAN_STATE_DRAFT);
  const auto agreed = Agree(draft);
  ASSERT_OK(agreed);
  EXPECT_EQ(agreed->state(), pb::PLAN_STATE_AGREED);
  EXPECT_EQ(agreed->agreed_by(), kKim);
  EXPECT_EQ(agreed->actions_size(), draft.actions_size());
  EXPECT_THAT(agreed->actions(), Each(Property(&pb::Action::owner, kKim)));
  EXPECT_EQ(Get(draft.name())->SerializeAsString(), agreed->SerializeAsString());
  EXPECT_THAT(Agree(draft), HasReason("PLAN_STATE_FORBIDS"));
  EXPECT_THAT(Improve(draft.name()), HasReason("PLAN_STATE_FORBIDS"));
  request.set_etag(draft.etag());
  request.set_agreed_by(kKim);
  request.clear_role_owners();
  EXPECT_THAT(Ask(&Stub::AgreePlan, request), HasReason("ETAG_MISMATCH"));
}

TEST_F(PlanStatesServiceTest, ClosesWhenNothingIsLeftToDo) {
  const pb::Plan plan = Agreed();
  const auto early = Close(plan.name());
  EXPECT_THAT(early, HasReason("PLAN_STATE_FORBIDS"));
  EXPECT_THAT(std::string(early.status().message()), HasSubstr("Not done yet"));
  for (const pb::Action& action : plan.actions()) {
    ASSERT_OK(Record(action.name(), pb::ACTION_EVENT_KIND_ABANDONED, "not now"));
  }
  const auto closed = Close(plan.name());
  ASSERT_OK(closed);
  EXPECT_EQ(closed->state(), pb::PLAN_STATE_CLOSED);
  EXPECT_EQ(closed->close_note(), "done");
  EXPECT_THAT(Close(plan.name()), HasReason("PLAN_STATE_FORBIDS"));
  EXPECT_OK(Record(plan.actions(0).name(), pb::ACTION_EVENT_KIND_COMMENTED, "a pity"));
}

TEST_F(PlanStatesServiceTest, ADraftThatSomebodyTouchedIsTheirs) {
  const auto draft = Draft(HardRequest("touched"));
  ASSERT_OK(draft);
  pb::UpdateActionRequest request;
  request.mutable_action()->set_name(draft->actions(0).name());
  request.mutable_action()->set_owner(kKim);
  request.mutable_update_mask()->add_paths("owner");
  ASSERT_OK(Ask(&Stub::UpdateAction, request));
  EXPECT_THAT(Improve(draft->name()), HasReason("PLAN_STATE_FORBIDS"));
  const auto read = Get(draft->name());
  EXPECT_EQ(read->etag(), draft->etag());
  EXPECT_EQ(read->actions(0).owner(), kKim);
  EXPECT_EQ(read->actions_size(), draft->actions_size());
}

TEST_F(PlanStatesServiceTest, ADraftMayBeDeletedAndAnAgreedPlanMayNot) {
  const pb::Plan draft = Drafted();
  pb::AddActionRequest add;
  add.set_parent(draft.name());
  add.set_action_id("chat");
  add.mutable_action()->set_title("Talk about it");
  add.mutable_action()->set_start_date("2026-01-05");
  add.mutable_action()->set_due_date("2026-01-12");
  add.mutable_action()->set_review_date("2026-01-19");
  ASSERT_OK(Ask(&Stub::AddAction, add));
  pb::DeletePlanRequest request;
  request.set_name(draft.name());
  request.set_etag("\"7\"");
  EXPECT_THAT(Ask(&Stub::DeletePlan, request), HasReason("ETAG_MISMATCH"));
  request.set_etag(draft.etag());
  request.set_request_id("0189a7f4-0000-7000-8000-000000000001");
  const auto deleted = Ask(&Stub::DeletePlan, request);
  ASSERT_OK(deleted);
  EXPECT_EQ(deleted->actions_size(), draft.actions_size() + 1);
  EXPECT_THAT(Get(draft.name()), HasReason("PLAN_NOT_FOUND"));
  EXPECT_THAT(GetAction(draft.name() + "/actions/chat"), HasReason("ACTION_NOT_FOUND"));
  EXPECT_OK(Ask(&Stub::DeletePlan, request)) << "the call is repeated";
  const pb::Plan again = Agreed();
  EXPECT_THAT(GetAction(again.name() + "/actions/chat"), HasReason("ACTION_NOT_FOUND"))
      << "another plan of the same name";
  request.clear_etag();
  request.clear_request_id();
  EXPECT_THAT(Ask(&Stub::DeletePlan, request), HasReason("PLAN_STATE_FORBIDS"));
}

}  // namespace
}  // namespace pcsp::planning

// Plans through the real service.
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/planning/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using testing::AddFinding;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kParent;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kDiagnosis[] = "programmes/north/organisations/a81044/diagnoses/d1";
constexpr char kRequestId[] = "0189a7f4-0000-7000-8000-00000000000a";

class PlansTest : public testing::PlanningServiceTest {};

pb::DraftPlanRequest DraftRequest(const std::string& plan_id = "") {
  pb::DraftPlanRequest request;
  request.set_parent(kParent);
  request.set_diagnosis(kDiagnosis);
  request.set_start_date("2026-01-05");
  request.set_plan_id(plan_id);
  AddFinding(request, "pr-steering");
  AddFinding(request, "coh-purpose", .8);
  return request;
}

TEST_F(PlansTest, DraftsStoresAndReturnsAPlan) {
  const auto plan = Draft(DraftRequest("first"));
  ASSERT_OK(plan);
  EXPECT_EQ(plan->name(), absl::StrCat(kParent, "/plans/first"));
  EXPECT_EQ(plan->state(), pb::PLAN_STATE_DRAFT);
  EXPECT_EQ(plan->level(), type::v1::LEVEL_PRACTICE);
  EXPECT_EQ(plan->quarter_count(), 4);
  EXPECT_EQ(plan->hours_per_quarter(), 48);
  EXPECT_EQ(plan->end_date(), "2027-01-03");
  EXPECT_EQ(plan->etag(), "\"1\"");
  EXPECT_EQ(plan->create_time().seconds(), 1'767'600'000);
  EXPECT_GT(plan->expected_benefit(), 0);
  ASSERT_THAT(plan->actions(), Not(IsEmpty()));
  const pb::Action& action = plan->actions(0);
  EXPECT_EQ(action.start_date(), "2026-01-05");
  EXPECT_LT(action.start_date(), action.due_date());
  EXPECT_LT(action.due_date(), action.review_date());
  EXPECT_THAT(action.name(), HasSubstr(absl::StrCat(plan->name(), "/actions/")));
  EXPECT_THAT(action.owner_role(), Not(IsEmpty()));
  EXPECT_THAT(action.core_functions(), Not(IsEmpty()));
  EXPECT_EQ(action.state(), pb::ACTION_STATE_PLANNED);
  const auto read = Get(plan->name());
  ASSERT_OK(read);
  EXPECT_EQ(read->SerializeAsString(), plan->SerializeAsString());
}

TEST_F(PlansTest, DryRunsStoreNothing) {
  pb::DraftPlanRequest request = DraftRequest("dry");
  request.set_validate_only(true);
  const auto plan = Draft(request);
  ASSERT_OK(plan);
  EXPECT_THAT(plan->actions(), Not(IsEmpty()));
  EXPECT_THAT(plan->etag(), IsEmpty());
  EXPECT_FALSE(plan->has_create_time());
  EXPECT_THAT(Get(plan->name()), HasReason("PLAN_NOT_FOUND"));
}

TEST_F(PlansTest, ARepeatedCallGetsTheSameReply) {
  pb::DraftPlanRequest request = DraftRequest();
  request.set_request_id(kRequestId);
  const auto first = Draft(request);
  ASSERT_OK(first);
  clock_.Advance(absl::Hours(1));
  request.set_request_id("0189A7F4-0000-7000-8000-00000000000A");
  const auto again = Draft(request);
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  request.set_hours_per_quarter(10);
  EXPECT_THAT(Draft(request), HasReason("REQUEST_ID_REUSED"));
  const auto all = ListPlans(kParent);
  ASSERT_OK(all);
  EXPECT_THAT(all->plans(), SizeIs(1));
}

TEST_F(PlansTest, RefusesATakenId) {
  ASSERT_OK(Draft(DraftRequest("taken")));
  const auto again = Draft(DraftRequest("taken"));
  EXPECT_THAT(again, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(again, HasReason("PLAN_EXISTS"));
}

TEST_F(PlansTest, ReportsEveryFaultOfADraftAtOnceAndStoresNothing) {
  pb::DraftPlanRequest request = DraftRequest("Bad Id");
  request.set_parent("programmes/north/organisations/-");
  request.set_diagnosis("d1");
  request.set_start_date("2026-02-30");
  request.set_request_id("not a uuid");
  request.set_hours_per_quarter(-1);
  request.set_quarter_count(13);
  request.mutable_findings(1)->set_severity(101);
  request.mutable_findings(1)->set_title("two\nlines");
  const auto plan = Draft(request);
  EXPECT_THAT(plan, HasReason("INVALID_FIELDS"));
  EXPECT_THAT(
      ViolatedFields(plan.status()),
      ElementsAre("parent", "start_date", "findings[1].title", "findings[1].severity",
                  "hours_per_quarter", "quarter_count", "diagnosis", "plan_id", "request_id"));
  const auto all = ListPlans("programmes/north/organisations/-");
  ASSERT_OK(all);
  EXPECT_THAT(all->plans(), IsEmpty());
}

TEST_F(PlansTest, ListsPlansOfAnOrganisationAndOfAProgramme) {
  for (int i = 0; i < 5; ++i) {
    pb::DraftPlanRequest request = DraftRequest(absl::StrCat("x", i));
    if (i == 0) request.set_parent("programmes/north/organisations/other");
    ASSERT_OK(Draft(request));
    clock_.Advance(absl::Seconds(1));
  }
  const auto own = ListPlans(kParent);
  ASSERT_OK(own);
  EXPECT_THAT(own->plans(), SizeIs(4));
  std::vector<std::string> ids;
  std::string token;
  do {
    const auto page = ListPlans("programmes/north/organisations/-", 2, token);
    ASSERT_OK(page);
    for (const pb::Plan& plan : page->plans())
      ids.push_back(plan.name().substr(plan.name().size() - 2));
    token = page->next_page_token();
    // A token goes on with its own list only.
    if (token.empty()) break;
    EXPECT_THAT(ListPlans(kParent, 2, token), HasReason("INVALID_FIELDS"));
  } while (true);
  EXPECT_THAT(ids, ElementsAre("x4", "x3", "x2", "x1", "x0"));
}

TEST_F(PlansTest, RefusesMalformedNames) {
  EXPECT_THAT(Get("plans/x"), HasReason("INVALID_FIELDS"));
  EXPECT_THAT(ListPlans("programmes/-/organisations/-"), HasReason("INVALID_FIELDS"));
}

}  // namespace
}  // namespace pcsp::planning

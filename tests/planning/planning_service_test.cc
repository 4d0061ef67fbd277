// The real service behind a real server, in this process, on SQLite in memory.
#include "services/planning/rpc/planning_service.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "services/planning/store/sql_store.h"
#include "tests/planning/catalogues.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Property;
using ::testing::SizeIs;

constexpr char kParent[] = "programmes/north/organisations/a81044";
constexpr char kDiagnosis[] = "programmes/north/organisations/a81044/diagnoses/d1";
constexpr char kRequestId[] = "0189a7f4-0000-7000-8000-00000000000a";

class PlanningServiceTest : public ::testing::Test {
 protected:
  PlanningServiceTest() {
    database_ = sql::Database::Open({.url = "sqlite::memory:", .schema = "planning"}).value();
    store_ = SqlStore::Open(database_.get(), clock_.Now()).value();
    service_ = std::make_unique<PlanningService>(PlanningService::Options{
        .catalogue = &testing::ShippedCatalogue(),
        .store = store_.get(),
        .page_token_key = "key",
        .handler = {.pool = &pool_, .metrics = &metrics_, .log = &log_, .clock = &clock_}});
    server_ = rpc::Server::Start({.services = {service_.get()}}).value();
    stub_ = pb::PlanningService::NewStub(server_->InProcessChannel());
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (pb::PlanningService::Stub::*method)(
                                   grpc::ClientContext*, const Request&, Response*),
                               const Request& request) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = (stub_.get()->*method)(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response;
  }
  absl::StatusOr<pb::Plan> Draft(const pb::DraftPlanRequest& request) {
    return Ask(&pb::PlanningService::Stub::DraftPlan, request);
  }
  absl::StatusOr<pb::Plan> Get(const std::string& name) {
    pb::GetPlanRequest request;
    request.set_name(name);
    return Ask(&pb::PlanningService::Stub::GetPlan, request);
  }
  absl::StatusOr<pb::ListPlansResponse> ListPlans(const std::string& parent, int page_size = 0,
                                                  const std::string& token = "") {
    pb::ListPlansRequest request;
    request.set_parent(parent);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return Ask(&pb::PlanningService::Stub::ListPlans, request);
  }

  FixedClock clock_{absl::FromUnixSeconds(1'767'600'000)};
  rpc::Metrics metrics_;
  rpc::Log log_{rpc::LogLevel::kOff};
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<SqlStore> store_;
  rpc::WorkerPool pool_{2, 64};
  std::unique_ptr<PlanningService> service_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<pb::PlanningService::Stub> stub_;
};

template <typename Request>
void AddFinding(Request& request, const std::string& issue, double importance = 1,
                type::v1::Level level = type::v1::LEVEL_PRACTICE) {
  pb::Finding* finding = request.add_findings();
  finding->set_issue(issue);
  finding->set_level(level);
  finding->set_probability(0.8);
  finding->set_severity(60);
  finding->set_importance(importance);
}

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

TEST_F(PlanningServiceTest, ListsTheCatalogueInPages) {
  pb::ListSolutionsRequest request;
  request.set_page_size(30);
  std::vector<std::string> names;
  do {
    const auto page = Ask(&pb::PlanningService::Stub::ListSolutions, request);
    ASSERT_OK(page);
    EXPECT_EQ(page->catalogue_version(), "pcsp-solutions@1");
    for (const pb::Solution& solution : page->solutions()) names.push_back(solution.name());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(names.size(), testing::ShippedCatalogue().solutions().size());
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}

TEST_F(PlanningServiceTest, FiltersTheCatalogueByIssueAndLevel) {
  pb::ListSolutionsRequest request;
  request.set_issue("x-turnover");
  request.set_level(type::v1::LEVEL_STEERING_GROUP);
  const auto found = Ask(&pb::PlanningService::Stub::ListSolutions, request);
  ASSERT_OK(found);
  EXPECT_THAT(found->solutions(),
              ElementsAre(Property(&pb::Solution::name, "solutions/sg-top-up-and-succession")));
  request.set_issue("nothing-known");
  const auto none = Ask(&pb::PlanningService::Stub::ListSolutions, request);
  ASSERT_OK(none);
  EXPECT_THAT(none->solutions(), IsEmpty());
}

TEST_F(PlanningServiceTest, RefusesABadPage) {
  pb::ListSolutionsRequest request;
  request.set_page_size(-1);
  request.set_page_token("forged");
  request.set_level(static_cast<type::v1::Level>(99));
  const auto found = Ask(&pb::PlanningService::Stub::ListSolutions, request);
  EXPECT_THAT(found, HasReason("INVALID_FIELDS"));
  EXPECT_THAT(ViolatedFields(found.status()), ElementsAre("page_size", "level", "page_token"));
}

TEST_F(PlanningServiceTest, ReturnsASolutionInFull) {
  pb::GetSolutionRequest request;
  request.set_name("solutions/mini-steering-group");
  const auto solution = Ask(&pb::PlanningService::Stub::GetSolution, request);
  ASSERT_OK(solution);
  EXPECT_EQ(solution->level(), type::v1::LEVEL_PRACTICE);
  EXPECT_THAT(solution->action(), HasSubstr("30 minutes"));
  EXPECT_GT(solution->hours(), 0);
  EXPECT_GT(solution->prior_effect_points(), 0);
  EXPECT_EQ(solution->owner_role(), "practice manager");
  EXPECT_THAT(solution->core_functions(), Not(IsEmpty()));
  EXPECT_THAT(solution->adaptable_forms(), Not(IsEmpty()));
  request.set_name("solutions/none");
  EXPECT_THAT(Ask(&pb::PlanningService::Stub::GetSolution, request),
              HasReason("SOLUTION_NOT_FOUND"));
  request.set_name("none");
  EXPECT_THAT(Ask(&pb::PlanningService::Stub::GetSolution, request), HasReason("INVALID_FIELDS"));
}

TEST_F(PlanningServiceTest, RecommendsWithReasons) {
  pb::RecommendSolutionsRequest request;
  request.set_parent(kParent);
  request.set_level(type::v1::LEVEL_PRACTICE);
  request.set_max_recommendations(3);
  AddFinding(request, "pr-steering", .5);
  AddFinding(request, "sg-practical", 1, type::v1::LEVEL_STEERING_GROUP);
  const auto found = Ask(&pb::PlanningService::Stub::RecommendSolutions, request);
  ASSERT_OK(found);
  ASSERT_THAT(found->overall(), SizeIs(3));
  EXPECT_EQ(found->overall(0).rank(), 1);
  EXPECT_GE(found->overall(0).value_per_hour(), found->overall(1).value_per_hour());
  EXPECT_THAT(found->overall(), Each(Property(&pb::Recommendation::own_level, true)));
  EXPECT_THAT(found->overall(), Each(Property(&pb::Recommendation::reason, Not(IsEmpty()))));
  ASSERT_THAT(found->by_issue(), SizeIs(2));
  EXPECT_EQ(found->by_issue(0).issue(), "sg-practical") << "the more important one first";
  EXPECT_DOUBLE_EQ(found->by_issue(0).priority(), .8 * .6);
  EXPECT_THAT(found->by_issue(0).recommendations(),
              Each(Property(&pb::Recommendation::own_level, false)));
}

TEST_F(PlanningServiceTest, ReportsEveryFaultOfARecommendationAtOnce) {
  pb::RecommendSolutionsRequest request;
  request.set_parent("practices/1");
  request.set_max_recommendations(51);
  AddFinding(request, "a");
  AddFinding(request, "b", 2, type::v1::LEVEL_WHOLE_SYSTEM);
  AddFinding(request, "c", 1, type::v1::LEVEL_UNSPECIFIED);
  const auto found = Ask(&pb::PlanningService::Stub::RecommendSolutions, request);
  EXPECT_THAT(found, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(found.status()),
              ElementsAre("parent", "findings[2].level", "level", "findings[1].importance",
                          "max_recommendations"));
}

TEST_F(PlanningServiceTest, DraftsStoresAndReturnsAPlan) {
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

TEST_F(PlanningServiceTest, DryRunsStoreNothing) {
  pb::DraftPlanRequest request = DraftRequest("dry");
  request.set_validate_only(true);
  const auto plan = Draft(request);
  ASSERT_OK(plan);
  EXPECT_THAT(plan->actions(), Not(IsEmpty()));
  EXPECT_THAT(plan->etag(), IsEmpty());
  EXPECT_FALSE(plan->has_create_time());
  EXPECT_THAT(Get(plan->name()), HasReason("PLAN_NOT_FOUND"));
}

TEST_F(PlanningServiceTest, ARepeatedCallGetsTheSameReply) {
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

TEST_F(PlanningServiceTest, RefusesATakenId) {
  ASSERT_OK(Draft(DraftRequest("taken")));
  const auto again = Draft(DraftRequest("taken"));
  EXPECT_THAT(again, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(again, HasReason("PLAN_EXISTS"));
}

TEST_F(PlanningServiceTest, ReportsEveryFaultOfADraftAtOnceAndStoresNothing) {
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

TEST_F(PlanningServiceTest, ListsPlansOfAnOrganisationAndOfAProgramme) {
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

TEST_F(PlanningServiceTest, RefusesMalformedNames) {
  EXPECT_THAT(Get("plans/x"), HasReason("INVALID_FIELDS"));
  EXPECT_THAT(ListPlans("programmes/-/organisations/-"), HasReason("INVALID_FIELDS"));
}

}  // namespace
}  // namespace pcsp::planning

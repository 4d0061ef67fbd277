// The real service behind a real server, in this process.
#include "services/planning/rpc/workforce/workforce_service.h"

#include <google/protobuf/util/json_util.h>

#include <atomic>
#include <fstream>
#include <limits>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/synchronization/notification.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/text/yaml.h"
#include "gateway/cli/offline/problem_file.h"
#include "gateway/cli/planning/workforce_problem.h"
#include "gateway/cli/planning/workforce_report.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "services/planning/rpc/workforce/shared_work.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kExample[] = "tests/planning/workforce/examples/two_regions.json";

class WorkforceServiceTest : public ::testing::Test {
 protected:
  WorkforceServiceTest() {
    service_ = std::make_unique<WorkforceService>(rpc::Handler::Options{
        .pool = &pool_, .metrics = &metrics_, .log = &log_, .clock = &SystemClock()});
    server_ = rpc::Server::Start({.services = {service_.get()}}).value();
    stub_ = v1::WorkforceService::NewStub(server_->InProcessChannel());
  }

  absl::StatusOr<v1::ForecastWorkforceResponse> Ask(const v1::ForecastWorkforceRequest& request) {
    grpc::ClientContext context;
    v1::ForecastWorkforceResponse response;
    const grpc::Status status = stub_->ForecastWorkforce(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response;
  }

  // Two sites and a role, four facilitators, twelve practices that want to start.
  static v1::ForecastWorkforceRequest Small() {
    v1::ForecastWorkforceRequest request;
    request.set_parent("programmes/north");
    v1::WorkforceProblem& problem = *request.mutable_problem();
    problem.set_months(12);
    problem.set_first_month("2027-01");
    problem.add_roles()->set_id("gp");
    for (const char* site : {"east", "west"}) {
      v1::WorkforcePost& post = *problem.add_posts();
      post.set_site(site);
      post.set_role("gp");
      post.set_posts(10);
      post.set_trained(6);
    }
    v1::WorkforceFacilitators& facilitators = *problem.add_facilitators();
    facilitators.set_id("team");
    facilitators.set_active(4);
    facilitators.set_turnover(0);
    facilitators.set_hours_a_month(14);
    facilitators.set_lead_months(2);
    for (int t = 0; t < 12; ++t) facilitators.add_practices(t < 5 ? 40 : 10);
    v1::WorkforceWave& wave = *problem.add_waves();
    wave.set_practices(12);
    wave.set_facilitators("team");
    wave.set_start(4);
    return request;
  }

  rpc::WorkerPool pool_{2, 64};
  rpc::Metrics metrics_;
  rpc::Log log_{rpc::LogLevel::kOff};
  std::unique_ptr<WorkforceService> service_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<v1::WorkforceService::Stub> stub_;
};

std::string ContentsOf(const char* path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// The example file with its numbers for every month written out as lists.
std::string ExampleAsMessage() {
  const auto months = [](const char* number) {
    std::string list = "[";
    for (int t = 0; t < 24; ++t) absl::StrAppend(&list, t == 0 ? "" : ",", number);
    return list + "]";
  };
  const std::string text = ContentsOf(kExample);
  EXPECT_THAT(text, HasSubstr("\"intakes\": 5}"));
  EXPECT_THAT(text, HasSubstr("\"practices\": 30}"));
  return absl::StrReplaceAll(
      text, {{"\"intakes\": 5}", absl::StrCat("\"intakes\": ", months("5"), "}")},
             {"\"practices\": 30}", absl::StrCat("\"practices\": ", months("30"), "}")}});
}

// A message leaves out what the report calls null.
nlohmann::json WithoutNulls(const nlohmann::json& value) {
  if (!value.is_structured()) return value;
  nlohmann::json kept = value.is_array() ? nlohmann::json::array() : nlohmann::json::object();
  for (const auto& [key, one] : value.items()) {
    if (value.is_array()) kept.push_back(WithoutNulls(one));
    if (value.is_object() && !one.is_null()) kept[key] = WithoutNulls(one);
  }
  return kept;
}

TEST_F(WorkforceServiceTest, AnswersAProblemFileAsThePlannerWithoutAServerDoes) {
  v1::ForecastWorkforceRequest request;
  request.set_parent("programmes/north");
  request.set_seed(1);
  const auto read =
      google::protobuf::util::JsonStringToMessage(ExampleAsMessage(), request.mutable_problem());
  ASSERT_TRUE(read.ok()) << read.ToString();
  request.mutable_problem()->set_distributions(true);
  const auto reply = Ask(request);
  ASSERT_OK(reply);

  auto document = cli::ReadProblem(kExample);
  ASSERT_OK(document);
  auto file = offline::ReadWorkforceProblem(*document);
  ASSERT_OK(file);
  file->wanted.distributions = true;
  const auto forecast = workforce::MakeForecast(file->problem, file->wanted);
  ASSERT_OK(forecast);
  const nlohmann::json report = WithoutNulls(
      nlohmann::json::parse(offline::WorkforceReport(file->problem, *forecast).dump()));

  // Field by field, as far as the report has it: the message says more, never something else.
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  std::string text;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(*reply, &text, options).ok());
  const auto said = nlohmann::json::parse(text);
  for (const char* part : {"facilitators", "trainers"}) EXPECT_EQ(said[part], report[part]) << part;
  ASSERT_EQ(said["posts"].size(), report["posts"].size());
  for (size_t i = 0; i < report["posts"].size(); ++i) {
    for (const auto& [key, value] : report["posts"][i].items()) {
      EXPECT_EQ(said["posts"][i][key], value) << i << key;
    }
  }
  for (size_t s = 0; s < report["scenarios"].size(); ++s) {
    EXPECT_EQ(said["scenarios"][s]["posts"][2]["months"],
              report["scenarios"][s]["posts"][2]["months"]);
    EXPECT_EQ(said["scenarios"][s]["bands"][0]["median"],
              report["scenarios"][s]["bands"]["all"]["median"]);
    EXPECT_EQ(said["scenarios"][s]["bands"][1]["low"],
              report["scenarios"][s]["bands"]["roles"]["gp"]["low"]);
  }
  ASSERT_EQ(said["recruit"].size(), report["recruit"].size());
  EXPECT_EQ(said["recruit"][0]["because"], report["recruit"][0]["because"]);
  EXPECT_EQ(said["earliest_starts"][0]["binding"], report["earliest_starts"][0]["binding"]);
  for (const char* part : {"cost", "posts", "trainers", "binding"}) {
    EXPECT_EQ(said["training_plan"][part], report["training_plan"][part]) << part;
  }
}

TEST_F(WorkforceServiceTest, AnswersTheTwoQuestionsInWords) {
  const auto reply = Ask(Small());
  ASSERT_OK(reply);
  ASSERT_THAT(reply->earliest_starts(), SizeIs(1));
  const v1::EarliestStart& start = reply->earliest_starts(0);
  // 40 practices take 50 of 56 hours until month 4, 12 more take 15; afterwards there is room.
  EXPECT_EQ(start.month(), 5);
  EXPECT_EQ(start.month_name(), "2027-06");
  EXPECT_THAT(start.sentence(),
              HasSubstr("12 more practices can start in June 2027 at the earliest. A start in May "
                        "2027 fails: Short: in May 2027, 15 contact hours"));
  ASSERT_THAT(start.months(), SizeIs(6));
  EXPECT_FALSE(start.months(4).possible());
  EXPECT_EQ(start.months(4).checks(0).need(), v1::WORKFORCE_NEED_FACILITATOR_HOURS);
  EXPECT_EQ(start.months(4).checks(0).people_needed(), 5);
  // 52 practices are the caseload of 4 people at 13 each, but 65 hours need 5.
  ASSERT_THAT(reply->recruit(), SizeIs(1));
  EXPECT_EQ(reply->recruit(0).people(), 1);
  EXPECT_EQ(reply->recruit(0).begin_by(), 2);
  EXPECT_THAT(reply->recruit(0).sentence(),
              HasSubstr("Recruit 1 for team, who begin by March 2027. In May 2027, 65 contact"));
  EXPECT_THAT(reply->unmet(), IsEmpty());
}

TEST_F(WorkforceServiceTest, HasTheDefaultsThatTheContractSays) {
  auto request = Small();
  const auto reply = Ask(request);
  ASSERT_OK(reply);
  ASSERT_THAT(reply->scenarios(), SizeIs(3));
  EXPECT_EQ(reply->scenarios(0).id(), "low");
  EXPECT_THAT(reply->scenarios(0).bands(), SizeIs(2));
  EXPECT_EQ(reply->posts(0).needed(), 8);
  EXPECT_TRUE(reply->posts(0).has_smallest_intake());
  EXPECT_TRUE(reply->has_training_plan());
  EXPECT_THAT(reply->posts(0).distributions(), IsEmpty());
  // The same with each of them given.
  v1::WorkforceProblem& problem = *request.mutable_problem();
  problem.set_confidence(.9);
  problem.set_reach_by(11);
  problem.set_paths(200);
  problem.set_smallest_intake(true);
  problem.set_training_plan(true);
  for (auto& post : *problem.mutable_posts()) post.set_target(.8);
  problem.mutable_roles(0)->set_refreshed(1);
  problem.mutable_facilitators(0)->set_most_practices(13);
  problem.mutable_facilitators(0)->set_hours_a_practice(1.25);
  problem.mutable_facilitators(0)->set_completes(1);
  problem.mutable_waves(0)->set_hours_a_practice(15);
  problem.mutable_waves(0)->set_support_months(12);
  problem.mutable_waves(0)->set_training_months(3);
  const auto again = Ask(request);
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), reply->SerializeAsString());
  // And without what can be left out.
  problem.set_paths(0);
  problem.set_smallest_intake(false);
  problem.set_training_plan(false);
  problem.set_distributions(true);
  const auto less = Ask(request);
  ASSERT_OK(less);
  EXPECT_THAT(less->scenarios(0).bands(), IsEmpty());
  EXPECT_FALSE(less->posts(0).has_smallest_intake());
  EXPECT_FALSE(less->has_training_plan());
  EXPECT_THAT(less->posts(0).distributions(), SizeIs(12));
}

TEST_F(WorkforceServiceTest, ReportsEveryViolationAtOnceAsTheContractSpellsIt) {
  auto request = Small();
  request.set_parent("north");
  v1::WorkforceProblem& problem = *request.mutable_problem();
  problem.set_first_month("January 2027");
  problem.set_confidence(1);
  problem.set_reach_by(-1);
  problem.set_paths(-1);
  problem.mutable_roles(0)->set_turnover(1.5);
  problem.add_roles()->set_id("gp");
  problem.mutable_posts(0)->set_role("nurse");
  problem.mutable_posts(0)->set_trained(11);
  problem.mutable_posts(1)->set_trainers("nobody");
  problem.mutable_posts(1)->add_intakes(-1);
  problem.mutable_facilitators(0)->set_hours_a_month(0);
  problem.mutable_facilitators(0)->add_leaving(5);
  problem.mutable_waves(0)->set_facilitators("others");
  problem.mutable_waves(0)->set_start(12);
  problem.add_scenarios()->set_turnover_quantile(0);
  EXPECT_THAT(
      ViolatedFields(Ask(request).status()),
      ElementsAre("parent", "problem.first_month", "problem.reach_by", "problem.posts[0].role",
                  "problem.posts[1].trainers", "problem.waves[0].facilitators", "problem.paths",
                  "problem.confidence", "problem.roles[0].turnover", "problem.roles[1].id",
                  "problem.posts[0].trained", "problem.posts[1].intakes[0]",
                  "problem.facilitators[0].leaving", "problem.facilitators[0].hours_a_month",
                  "problem.waves[0].start", "problem.scenarios[0].turnover_quantile"));
  EXPECT_THAT(ViolatedFields(Ask({}).status()), ElementsAre("parent", "problem"));
}

TEST_F(WorkforceServiceTest, RefusesWhatIsTooLarge) {
  auto request = Small();
  v1::WorkforceProblem& problem = *request.mutable_problem();
  while (problem.posts_size() <= 1000) {
    v1::WorkforcePost& post = *problem.add_posts();
    post = problem.posts(0);
    post.set_site(absl::StrCat("site-", problem.posts_size()));
  }
  problem.set_paths(1001);
  for (int i = 0; i < 6; ++i) problem.add_scenarios()->set_id(absl::StrCat("s", i));
  problem.mutable_facilitators(0)->add_joining(4997);
  EXPECT_THAT(ViolatedFields(Ask(request).status()),
              ElementsAre("problem.posts", "problem.scenarios", "problem.paths",
                          "problem.facilitators[0].active"));

  request = Small();
  request.mutable_problem()->set_months(120);
  while (request.problem().posts_size() < 626) {
    v1::WorkforcePost& post = *request.mutable_problem()->add_posts();
    post = request.problem().posts(0);
    post.set_site(absl::StrCat("site-", request.problem().posts_size()));
  }
  EXPECT_THAT(ViolatedFields(Ask(request).status()), ElementsAre("problem.posts"));
}

TEST_F(WorkforceServiceTest, RefusesNumbersAndTextsThatAreTooLarge) {
  auto request = Small();
  v1::WorkforceProblem& problem = *request.mutable_problem();
  problem.mutable_posts(1)->add_intakes(2'000'000'000);
  problem.mutable_posts(1)->set_person_months(1e300);
  problem.mutable_roles(0)->set_training_cost(std::numeric_limits<double>::quiet_NaN());
  problem.mutable_posts(1)->set_site(std::string(201, 'x'));
  EXPECT_THAT(ViolatedFields(Ask(request).status()),
              ElementsAre("problem.roles[0].training_cost", "problem.posts[1].site",
                          "problem.posts[1].person_months", "problem.posts[1].intakes[0]"));
}

TEST_F(WorkforceServiceTest, EndsWhenNobodyWaitsAnyMore) {
  const FixedClock clock(absl::FromUnixSeconds(1'800'000'000));
  const ForecastMethod method(&pool_, &clock);
  rpc::Call call{.now = clock.Now(), .deadline = clock.Now() + absl::Seconds(1)};
  std::atomic<int> asked = 0;
  call.cancelled = [&asked] { return ++asked > 3; };
  EXPECT_THAT(method.ForecastWorkforce(call, Small()), StatusIs(absl::StatusCode::kCancelled));
  // Every part of the work looked once more and went no further.
  EXPECT_LT(asked, 30);
  call.cancelled = nullptr;
  EXPECT_OK(method.ForecastWorkforce(call, Small()));
  call.deadline = clock.Now();
  EXPECT_THAT(method.ForecastWorkforce(call, Small()), StatusIs(absl::StatusCode::kCancelled));
}

TEST(SharedWork, IsDoneOnceEachWhoeverHelps) {
  rpc::WorkerPool pool(3, 64);
  for (int n : {0, 1, 2, 500}) {
    std::vector<std::atomic<int>> done(n);
    ShareWork(pool, 3, n, [&](int i) { ++done[i]; });
    for (int i = 0; i < n; ++i) EXPECT_EQ(done[i], 1) << i << " of " << n;
  }
}

TEST(SharedWork, DoesNotWaitForAPoolThatIsBusy) {
  absl::Notification finished;
  std::atomic<int> done = 0;
  rpc::WorkerPool pool(1, 1);
  ASSERT_TRUE(pool.TrySubmit([&] { finished.WaitForNotification(); }));
  ShareWork(pool, 3, 10, [&](int) { ++done; });
  EXPECT_EQ(done, 10);
  finished.Notify();
}

}  // namespace
}  // namespace pcsp::planning

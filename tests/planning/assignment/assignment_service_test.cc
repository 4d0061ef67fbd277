#include "services/planning/rpc/facilitators/assignment_service.h"

#include <atomic>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/storage/records/sql_records.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "services/planning/store/sql_store.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::training {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class AssignmentServiceTest : public ::testing::Test {
 protected:
  using Stub = pb::AssignmentService::Stub;

  AssignmentServiceTest() {
    database_ = sql::Database::Open({.url = "sqlite::memory:", .schema = "planning"}).value();
    EXPECT_OK(SqlStore::Open(database_.get(), clock_.Now()));
    records_ = std::make_unique<sql::SqlRecordStore>(database_.get());
    service_ = std::make_unique<AssignmentService>(AssignmentService::Options{
        .records = records_.get(),
        .searches = &searches_,
        .handler = {.pool = &pool_, .metrics = &metrics_, .log = &log_, .clock = &clock_}});
    server_ = rpc::Server::Start({.services = {service_.get()}}).value();
    stub_ = pb::AssignmentService::NewStub(server_->InProcessChannel());
  }

  absl::StatusOr<pb::AssignmentPlan> Solve(const pb::AssignFacilitatorsRequest& request,
                                           absl::Duration wait = absl::Seconds(60)) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + wait));
    pb::AssignmentPlan plan;
    const grpc::Status status = stub_->AssignFacilitators(&context, request, &plan);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return plan;
  }

  // Ann at 0 km with hours for two practices, Bob at 100 km with hours for one; practices at 10,
  // 20, 30 and 90 km, of 15 hours each.
  static pb::AssignFacilitatorsRequest Line() {
    pb::AssignFacilitatorsRequest request;
    request.set_parent("programmes/north");
    auto& problem = *request.mutable_problem();
    const auto add = [&problem](const std::string& id, double east, double capacity) {
      auto& facilitator = *problem.add_facilitators();
      facilitator.set_id(id);
      facilitator.set_capacity(capacity);
      facilitator.mutable_place()->set_east_km(east);
    };
    add("Ann", 0, 30);
    add("Bob", 100, 15);
    for (const double east : {10., 20., 30., 90.}) {
      auto& practice = *problem.add_practices();
      practice.set_id(absl::StrCat("p", east));
      practice.mutable_place()->set_east_km(east);
    }
    return request;
  }

  // Wall time, because searches are bounded by it.
  FixedClock clock_{absl::Now()};
  rpc::Metrics metrics_;
  rpc::Log log_{rpc::LogLevel::kOff};
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<sql::SqlRecordStore> records_;
  rpc::WorkerPool pool_{1, 8};
  rpc::WorkerPool searches_{1, 1};
  std::unique_ptr<AssignmentService> service_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<Stub> stub_;
};

TEST_F(AssignmentServiceTest, SaysWhoSupportsWhomAndWhoGoesWithout) {
  auto request = Line();
  request.mutable_problem()->mutable_practices(0)->set_current("Bob");
  request.set_seconds(1);
  const auto plan = Solve(request);
  ASSERT_OK(plan);
  ASSERT_THAT(plan->practices(), SizeIs(4));
  EXPECT_EQ(plan->practices(0).facilitator(), "Ann");
  EXPECT_EQ(plan->practices(1).facilitator(), "Ann");
  EXPECT_EQ(plan->practices(2).facilitator(), "");
  EXPECT_EQ(plan->practices(3).facilitator(), "Bob");
  EXPECT_NEAR(plan->practices(3).cost(), 2 * 10 * 9 * 1.3 * .45, 1e-9);
  EXPECT_EQ(plan->practices(3).hours(), 15);
  // 1 500 for the one without; 10, 20 and 10 km for the others.
  EXPECT_NEAR(plan->cost(), 1500 + 40 * 2 * 9 * 1.3 * .45, 1e-9);
  EXPECT_TRUE(plan->proven());
  EXPECT_EQ(plan->gap(), 0);
  ASSERT_THAT(plan->unserved(), SizeIs(1));
  EXPECT_EQ(plan->unserved(0).practice(), "p30");
  EXPECT_THAT(plan->unserved(0).reason(), HasSubstr("Ann has 0 h free"));
  ASSERT_THAT(plan->moves(), SizeIs(1));
  EXPECT_EQ(plan->moves(0).practice(), "p10");
  EXPECT_EQ(plan->moves(0).from(), "Bob");
  EXPECT_EQ(plan->moves(0).to(), "Ann");
  ASSERT_THAT(plan->facilitators(), SizeIs(2));
  EXPECT_EQ(plan->facilitators(0).practice_count(), 2);
  EXPECT_THAT(plan->facilitators(0).hours(), ElementsAre(30));
  EXPECT_THAT(plan->facilitators(0).capacity(), ElementsAre(30));
  EXPECT_THAT(plan->input_hash(), ::testing::MatchesRegex("[0-9a-f]{64}"));
}

TEST_F(AssignmentServiceTest, KnowsRegionsAndAssumesDistances) {
  auto request = Line();
  auto& problem = *request.mutable_problem();
  problem.mutable_facilitators(0)->add_regions("south");
  problem.mutable_facilitators(1)->clear_place();
  problem.mutable_practices(0)->add_regions("south");
  problem.mutable_travel()->set_assumed_km(40);
  const auto plan = Solve(request);
  ASSERT_OK(plan);
  EXPECT_EQ(plan->practices(0).facilitator(), "Ann");
  EXPECT_THAT(plan->unserved(), SizeIs(2)) << "Bob alone travels to the other three";
}

// gap1's way round: values instead of costs, needs by facilitator.
TEST_F(AssignmentServiceTest, MaximisesValues) {
  pb::AssignFacilitatorsRequest request;
  request.set_parent("programmes/north");
  auto& problem = *request.mutable_problem();
  problem.set_objective(pb::ASSIGNMENT_OBJECTIVE_MAXIMISE);
  problem.add_facilitators()->set_id("a");
  problem.mutable_facilitators(0)->set_capacity(5);
  for (const double value : {7., 9.}) {
    auto& practice = *problem.add_practices();
    practice.set_id(absl::StrCat("p", value));
    practice.set_unserved_cost(0);
    auto& option = *practice.add_options();
    option.set_facilitator("a");
    option.set_cost(value);
    option.set_need(3);
  }
  const auto plan = Solve(request);
  ASSERT_OK(plan);
  EXPECT_EQ(plan->objective(), pb::ASSIGNMENT_OBJECTIVE_MAXIMISE);
  EXPECT_EQ(plan->cost(), 9);
  EXPECT_GE(plan->bound(), 9);
  EXPECT_EQ(plan->practices(0).facilitator(), "");
  EXPECT_EQ(plan->practices(1).cost(), 9);
  EXPECT_EQ(plan->practices(1).hours(), 3);
}

TEST_F(AssignmentServiceTest, EqualProblemsGetEqualPlans) {
  auto request = Line();
  request.set_seconds(20);
  request.set_slices(2);
  const auto first = Solve(request), second = Solve(request);
  ASSERT_OK(first);
  ASSERT_OK(second);
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
  request.mutable_problem()->mutable_facilitators(0)->set_capacity(31);
  EXPECT_NE(Solve(request)->input_hash(), first->input_hash());
}

TEST_F(AssignmentServiceTest, TellsEverythingThatIsWrong) {
  auto request = Line();
  request.set_parent("north");
  request.set_seconds(31);
  request.set_slices(-1);
  auto& problem = *request.mutable_problem();
  problem.set_discontinuity_penalty(-1);
  problem.mutable_travel()->set_visits(-9);
  problem.mutable_facilitators(0)->add_capacity_by_month(3);
  problem.mutable_facilitators(1)->set_id("Ann");
  problem.mutable_facilitators(1)->set_capacity(-4);
  problem.mutable_practices(0)->set_id("");
  problem.mutable_practices(1)->set_current("Cid");
  problem.mutable_practices(2)->add_options()->set_facilitator("Dan");
  problem.mutable_practices(3)->clear_place();
  EXPECT_THAT(
      ViolatedFields(Solve(request).status()),
      ElementsAre("parent", "seconds", "slices", "problem.facilitators[0].capacity",
                  "problem.practices[0].id", "problem.practices[1].current",
                  "problem.practices[2].options[0].facilitator", "problem.discontinuity_penalty",
                  "problem.travel.visits", "problem.facilitators[1].id",
                  "problem.facilitators[1].capacity", "problem.practices[3].options"));
  pb::AssignFacilitatorsRequest empty;
  empty.set_parent("programmes/north");
  EXPECT_THAT(ViolatedFields(Solve(empty).status()), ElementsAre("problem.facilitators"));
}

TEST_F(AssignmentServiceTest, KeepsProblemsToASizeThatItCanHold) {
  auto request = Line();
  auto& problem = *request.mutable_problem();
  while (problem.practices_size() <= 10'000) {
    problem.add_practices()->set_id(absl::StrCat("q", problem.practices_size()));
  }
  EXPECT_THAT(ViolatedFields(Solve(request).status()), ElementsAre("problem.practices"));
  request = Line();
  while (request.problem().facilitators_size() < 1000) {
    request.mutable_problem()->add_facilitators()->set_id(
        absl::StrCat("f", request.problem().facilitators_size()));
  }
  while (request.problem().practices_size() < 201) {
    auto& practice = *request.mutable_problem()->add_practices();
    practice.set_id(absl::StrCat("q", request.problem().practices_size()));
    practice.mutable_place();
  }
  request.mutable_problem()->set_nearest(1000);
  EXPECT_THAT(ViolatedFields(Solve(request).status()), ElementsAre("problem.practices"));
}

// More than half a minute of work.
pb::AssignFacilitatorsRequest Large() {
  pb::AssignFacilitatorsRequest request;
  request.set_parent("programmes/north");
  request.set_seconds(30);
  auto& problem = *request.mutable_problem();
  problem.set_nearest(20);
  uint64_t random = 7;
  const auto draw = [&random](int below) {
    random = random * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
    return static_cast<double>((random >> 33) % below);
  };
  for (int f = 0; f < 40; ++f) {
    auto& facilitator = *problem.add_facilitators();
    facilitator.set_id(absl::StrCat("f", f));
    facilitator.set_capacity(180 + draw(60));
    facilitator.mutable_place()->set_east_km(draw(200));
    facilitator.mutable_place()->set_north_km(draw(200));
  }
  for (int p = 0; p < 600; ++p) {
    auto& practice = *problem.add_practices();
    practice.set_id(absl::StrCat("p", p));
    practice.set_need(8 + draw(14));
    practice.mutable_place()->set_east_km(draw(200));
    practice.mutable_place()->set_north_km(draw(200));
  }
  return request;
}

TEST_F(AssignmentServiceTest, AnswersBeforeTheDeadlineWithTheBestSoFar) {
  const absl::Time begin = absl::Now();
  const auto plan = Solve(Large(), absl::Seconds(8));
  ASSERT_OK(plan);
  EXPECT_LT(absl::Now() - begin, absl::Seconds(8));
  EXPECT_GE(plan->cost(), plan->bound());
  EXPECT_LE(plan->cost(), plan->instant_cost() + 1e-6);
}

// One search at a time here, and one that waits.
TEST_F(AssignmentServiceTest, ShedsWhatItCannotTakeOn) {
  absl::Notification begun, end;
  ASSERT_TRUE(searches_.TrySubmit([&] {
    begun.Notify();
    end.WaitForNotification();
  }));
  begun.WaitForNotification();
  ASSERT_TRUE(searches_.TrySubmit([] {}));
  EXPECT_THAT(Solve(Line()), HasReason("OVERLOADED"));
  grpc::ClientContext context;
  pb::ApplyAssignmentsResponse reply;
  EXPECT_EQ(stub_->ApplyAssignments(&context, {}, &reply).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT)
      << "what does not search does not wait for searches";
  end.Notify();
}

TEST_F(AssignmentServiceTest, EndsASearchForWhichNobodyWaits) {
  std::atomic<int> asked = 0;
  const absl::Time now = absl::Now();
  const rpc::Call call = {.now = now, .deadline = now + absl::Seconds(60), .cancelled = [&asked] {
                            return ++asked > 5;
                          }};
  FixedClock clock(now);
  EXPECT_THAT(facilitators::SolveMethods(&clock).AssignFacilitators(call, Large()),
              HasReason("CANCELLED"));
  EXPECT_LT(absl::Now() - now, absl::Seconds(20));
}

}  // namespace
}  // namespace pcsp::planning::training

#include "services/planning/rpc/programme_plan/plan_worker.h"

#include "tests/planning/programme_plan/service_fixture.h"

namespace pcsp::planning::testing {
namespace {

using ::pcsp::testing::HasReason;

class PlanWorkerTest : public ProgrammePlanTest {
 protected:
  // The plan's row, as another process would leave it.
  void SetLease(const std::string& id, const PlanLease& lease) {
    EXPECT_OK(
        records_->Write({.key = {.method = "test"}, .now = clock_.Now(), .programme = "north"},
                        [&](sql::RecordWriter& writer) -> absl::StatusOr<std::string> {
                          auto plan = writer.Find<ProgrammePlan>({"north", id});
                          plan->lease = lease;
                          writer.Put(*plan);
                          return "";
                        }));
  }
  // A plan on which a process works that is not ours: it ends, and a new one serves.
  void LeaveToAnother(const std::string& id, int attempt) {
    Serve();
    ASSERT_OK(Ask(&Plans::CreateProgrammePlan, EndlessRequest(id)));
    ASSERT_OK(AwaitBest(id));
    StopServing();
    SetLease(id, {"another", clock_.Now() + absl::Seconds(15), attempt});
    Serve();
  }
};

TEST_F(PlanWorkerTest, SaysHowItGoesAndKeepsTheBestWhenCancelled) {
  Serve();
  ASSERT_OK(Ask(&Plans::CreateProgrammePlan, EndlessRequest("spring")));
  const auto running = AwaitBest("spring");
  ASSERT_OK(running);
  EXPECT_EQ(running->progress().regions(), 1);
  EXPECT_GE(running->progress().best(), running->progress().bound());
  EXPECT_THAT(Approve("spring"), HasReason("PROGRAMME_PLAN_STATE_FORBIDS"));
  const auto cancelling = Cancel("spring");
  ASSERT_OK(cancelling);
  EXPECT_TRUE(cancelling->cancelling());
  const auto best = AwaitEnd("spring");
  ASSERT_OK(best);
  EXPECT_EQ(best->state(), v1::PROGRAMME_PLAN_STATE_PROPOSED);
  EXPECT_TRUE(best->ended_early());
  EXPECT_LE(best->result().objective(), running->progress().best() + 1e-6);
  EXPECT_GT(best->result().bookings_size(), 0);
}

TEST_F(PlanWorkerTest, WhatNobodyHasBegunIsCancelledAtOnce) {
  Serve();
  ASSERT_OK(Ask(&Plans::CreateProgrammePlan, EndlessRequest("first")));
  ASSERT_OK(Await("first", [](const auto& plan) { return plan.progress().attempt() == 1; }));
  ASSERT_OK(Ask(&Plans::CreateProgrammePlan, EndlessRequest("second")));
  EXPECT_EQ(Cancel("second")->state(), v1::PROGRAMME_PLAN_STATE_CANCELLED);
  EXPECT_THAT(Cancel("second"), HasReason("PROGRAMME_PLAN_STATE_FORBIDS"));
}

TEST_F(PlanWorkerTest, AProposalMayBeGivenUp) {
  Serve();
  ASSERT_OK(Make("spring", Problem()));
  EXPECT_EQ(Cancel("spring")->state(), v1::PROGRAMME_PLAN_STATE_CANCELLED);
}

TEST_F(PlanWorkerTest, FailsWithTheReasonOfTheSearch) {
  Serve();
  v1::CohortProblem problem = Problem();
  problem.mutable_practices(0)->mutable_needs(0)->set_must(true);
  problem.mutable_practices(0)->set_backfill(0);  // must go, and can spare nobody
  const auto failed = Make("spring", problem);
  ASSERT_OK(failed);
  EXPECT_EQ(failed->state(), v1::PROGRAMME_PLAN_STATE_FAILED);
  EXPECT_EQ(failed->error().code(), static_cast<int>(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(failed->error().message(), ::testing::Not(::testing::IsEmpty()));
  EXPECT_THAT(Approve("spring"), HasReason("PROGRAMME_PLAN_STATE_FORBIDS"));
}

TEST_F(PlanWorkerTest, AProcessThatEndsInGoodOrderLeavesItsPlanToTheNext) {
  Serve();
  ASSERT_OK(Ask(&Plans::CreateProgrammePlan, EndlessRequest("spring")));
  ASSERT_OK(AwaitBest("spring"));
  StopServing();
  Serve();
  // What the first one found stays to be seen until the next one takes the plan.
  const auto taken = Await("spring", [](const auto& plan) {
    return plan.progress().attempt() > 0 && plan.progress().has_best();
  });
  ASSERT_OK(taken);
  EXPECT_EQ(taken->progress().attempt(), 1) << "nothing was lost, so nothing counts";
}

TEST_F(PlanWorkerTest, NobodyTouchesWhatAnotherProcessWorksOn) {
  LeaveToAnother("spring", 1);
  ASSERT_OK(Make("summer", Problem()));  // a round of the worker has gone by
  EXPECT_EQ(Get("spring")->progress().attempt(), 1);
}

TEST_F(PlanWorkerTest, ThePlanOfAProcessThatWasKilledIsBegunAnew) {
  LeaveToAnother("spring", 1);
  clock_.Advance(absl::Seconds(16));
  const auto again = Await("spring", [](const auto& plan) {
    return plan.progress().attempt() == 2 && plan.progress().has_best();
  });
  ASSERT_OK(again);
  ASSERT_OK(Cancel("spring"));
  EXPECT_EQ(AwaitEnd("spring")->state(), v1::PROGRAMME_PLAN_STATE_PROPOSED);
}

TEST_F(PlanWorkerTest, AfterFiveProcessesAPlanFails) {
  LeaveToAnother("spring", kMostAttempts);
  clock_.Advance(absl::Seconds(16));
  const auto failed = AwaitEnd("spring");
  ASSERT_OK(failed);
  EXPECT_EQ(failed->state(), v1::PROGRAMME_PLAN_STATE_FAILED);
  EXPECT_THAT(failed->error().message(), ::testing::HasSubstr("5 times"));
}

TEST_F(PlanWorkerTest, WhoLosesItsLeaseKeepsNothing) {
  Serve();
  ASSERT_OK(Ask(&Plans::CreateProgrammePlan, EndlessRequest("spring")));
  ASSERT_OK(AwaitBest("spring"));
  SetLease("spring", {"another", clock_.Now() + absl::Hours(1), 2});
  ASSERT_OK(Make("summer", Problem()));  // so the worker has let go of the other
  const auto plan = Get("spring");
  EXPECT_EQ(plan->state(), v1::PROGRAMME_PLAN_STATE_RUNNING);
  EXPECT_EQ(plan->progress().attempt(), 2);
}

}  // namespace
}  // namespace pcsp::planning::testing

#include "gateway/flows/coordinator.h"

#include "gateway/flows/catch_up.h"
#include "gateway/flows/close_wave.h"
#include "gateway/flows/follow_up.h"
#include "tests/gateway/flows/flows_fixture.h"

namespace pcsp::gateway {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using testing::CallNow;
using testing::FlowsTest;
using testing::GoOn;
using ::testing::SizeIs;

TEST_F(FlowsTest, CatchesUpWithNewFactsAndWithNothingElse) {
  services_.AddPractice("a");
  services_.AddPractice("b");
  services_.evidence[1].set_steering_group("programmes/p/organisations/sg2");
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  ASSERT_THAT(services_.diagnosed, SizeIs(2));
  int64_t seen = 0;
  const auto always = [] { return true; };
  ASSERT_OK(CatchUp(clients_, wave_, &seen, always));
  EXPECT_THAT(services_.diagnosed, SizeIs(2));  // nothing is new
  services_.SetFact("a", "fact_pr", "yes", 1);
  ASSERT_OK(CatchUp(clients_, wave_, &seen, always));
  ASSERT_THAT(services_.diagnosed, SizeIs(3));
  EXPECT_EQ(services_.diagnosed[2].parent(), "programmes/p/organisations/a");
  EXPECT_EQ(services_.diagnosed[2].evidence_revision(), 8);
  EXPECT_EQ(seen, 1);
  ASSERT_OK(CatchUp(clients_, wave_, &seen, always));
  EXPECT_THAT(services_.diagnosed, SizeIs(3));
  services_.SetFact("sg2", "fact_sg", "yes", 2);  // b lies below it, a does not
  ASSERT_OK(CatchUp(clients_, wave_, &seen, always));
  ASSERT_THAT(services_.diagnosed, SizeIs(4));
  EXPECT_EQ(services_.diagnosed[3].parent(), "programmes/p/organisations/b");
  EXPECT_THAT(services_.drafted, SizeIs(2));  // plans are left to people
  int64_t from_nothing = 0;                   // another gateway, or this one started again
  ASSERT_OK(CatchUp(clients_, wave_, &from_nothing, always));
  EXPECT_THAT(services_.diagnosed, SizeIs(4));
}

// A practice speaks to those above it, and its neighbours are left alone.
TEST_F(FlowsTest, NewFactsOfAPracticeHaveItsGroupDiagnosedAgainAndNotItsNeighbours) {
  services_.AddPractice("a");
  services_.AddPractice("b");
  assessments::v1::SiteEvidence group = services_.evidence[0];
  group.set_organisation("programmes/p/organisations/sg");
  group.set_level(type::v1::LEVEL_STEERING_GROUP);
  services_.evidence.push_back(group);
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  ASSERT_THAT(services_.diagnosed, SizeIs(3));
  services_.SetFact("a", "fact_pr", "yes", 1);
  int64_t seen = 0;
  ASSERT_OK(CatchUp(clients_, wave_, &seen, [] { return true; }));
  ASSERT_THAT(services_.diagnosed, SizeIs(5));
  EXPECT_EQ(services_.diagnosed[3].parent(), "programmes/p/organisations/a");
  EXPECT_EQ(services_.diagnosed[4].parent(), "programmes/p/organisations/sg");
  EXPECT_EQ(services_.diagnosed[4].evidence_revision(), 8);
  services_.SetFact("sg", "fact_sg", "no", 2);  // of both practices' evidence
  ASSERT_OK(CatchUp(clients_, wave_, &seen, [] { return true; }));
  EXPECT_THAT(services_.diagnosed, SizeIs(8));
}

// The group changes and then the practice, between the page that has the group and the one that has
// the practice: the newest that is read is the practice's, beside what the group said before.
TEST_F(FlowsTest, WhatChangesWhileEvidenceIsReadIsDiagnosedAgain) {
  services_.AddPractice("a");
  services_.SetFact("sg", "fact_sg", "no", 1);
  services_.SetFact("a", "fact_pr", "no", 2);
  services_.between_fact_pages = [this] {
    services_.SetFact("sg", "fact_sg", "yes", 3);
    services_.SetFact("a", "fact_pr", "yes", 4);
  };
  int64_t seen = 0;
  ASSERT_OK(CatchUp(clients_, wave_, &seen, [] { return true; }));
  services_.between_fact_pages = nullptr;
  EXPECT_EQ(services_.diagnosed.back().evidence_revision(), 9);
  EXPECT_EQ(services_.diagnosed.back().evidence().levels(1).facts(0).category(), "no");
  ASSERT_OK(CatchUp(clients_, wave_, &seen, [] { return true; }));
  ASSERT_THAT(services_.diagnosed, SizeIs(2));
  EXPECT_EQ(services_.diagnosed.back().evidence_revision(), 11);
  EXPECT_EQ(services_.diagnosed.back().evidence().levels(1).facts(0).category(), "yes");
}

TEST_F(FlowsTest, CatchingUpThatFailsIsTakenUpAgain) {
  services_.AddPractice("a");
  services_.SetFact("a", "fact_pr", "yes", 1);
  services_.fail_diagnoses = 1;
  int64_t seen = 0;
  EXPECT_THAT(CatchUp(clients_, wave_, &seen, [] { return true; }),
              HasReason("STORAGE_UNAVAILABLE"));
  EXPECT_EQ(seen, 0);
  EXPECT_THAT(CatchUp(clients_, wave_, &seen, [] { return false; }),
              StatusIs(absl::StatusCode::kCancelled));
  ASSERT_OK(CatchUp(clients_, wave_, &seen, [] { return true; }));
  EXPECT_EQ(seen, 1);
}

TEST_F(FlowsTest, ACoordinatorDiagnosesAgainWhenItHearsOfNewFacts) {
  services_.AddPractice("a");
  services_.state = assessments::v1::WAVE_STATE_CLOSED;
  rpc::Log log(rpc::LogLevel::kOff);
  Coordinator coordinator(&clients_, &log);
  services_.SetFact("a", "fact_pr", "yes", 1);
  coordinator.Heard("programmes/p/organisations/a/observations/o");
  const absl::Time give_up = absl::Now() + absl::Seconds(20);
  const auto diagnosed = [this] {
    std::lock_guard lock(services_.mutex);
    return !services_.diagnosed.empty();
  };
  while (!diagnosed() && absl::Now() < give_up) {
  }
  EXPECT_TRUE(diagnosed());
}

// That sites may read the results of a wave changes nothing in what its diagnoses rest on.
TEST_F(FlowsTest, ACoordinatorKeepsAPublishedWaveCurrent) {
  services_.AddPractice("a");
  services_.state = assessments::v1::WAVE_STATE_PUBLISHED;
  services_.SetFact("a", "fact_pr", "yes", 1);
  rpc::Log log(rpc::LogLevel::kOff);
  Coordinator coordinator(&clients_, &log);
  const absl::Time give_up = absl::Now() + absl::Seconds(20);
  const auto diagnosed = [this] {
    std::lock_guard lock(services_.mutex);
    return !services_.diagnosed.empty();
  };
  while (!diagnosed() && absl::Now() < give_up) {
  }
  EXPECT_TRUE(diagnosed());
}

// A hint is lost where the registry is away just then; the timer would find it in half a minute.
TEST_F(FlowsTest, ACoordinatorLooksAgainSoonWhereItCouldNotLookAround) {
  services_.AddPractice("a");
  services_.state = assessments::v1::WAVE_STATE_CLOSED;
  services_.SetFact("a", "fact_pr", "yes", 1);
  services_.fail_programmes = 2;
  rpc::Log log(rpc::LogLevel::kOff);
  Coordinator coordinator(&clients_, &log);
  const absl::Time give_up = absl::Now() + absl::Seconds(15);
  const auto diagnosed = [this] {
    std::lock_guard lock(services_.mutex);
    return !services_.diagnosed.empty();
  };
  while (!diagnosed() && absl::Now() < give_up) {
  }
  EXPECT_TRUE(diagnosed());
}

// Nobody tells it: training lapses by itself.
TEST_F(FlowsTest, ACoordinatorDiagnosesAgainWhenStaffHaveBeenTrained) {
  services_.AddPractice("a");
  auto* nurses = services_.sites[0].add_headcounts();
  nurses->set_staff_group(type::v1::STAFF_GROUP_NURSE);
  nurses->set_people(4);
  services_.trained = {{"programmes/p/organisations/a", {3, 4}}};
  services_.state = assessments::v1::WAVE_STATE_CLOSED;
  services_.fail_counts = 1;  // and it does not give up
  rpc::Log log(rpc::LogLevel::kOff);
  Coordinator coordinator(&clients_, &log);
  const absl::Time give_up = absl::Now() + absl::Seconds(20);
  const auto diagnosed = [this] {
    std::lock_guard lock(services_.mutex);
    return !services_.diagnosed.empty();
  };
  while (!diagnosed() && absl::Now() < give_up) {
  }
  ASSERT_TRUE(diagnosed());
  std::lock_guard lock(services_.mutex);
  const auto& facts = services_.diagnosed[0].evidence().levels(0).facts();
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_EQ(facts.Get(0).category(), "50_to_79_percent");
}

// Polls until the operation is done; the coordinator works in the background.
v1::Operation WaitUntilDone(Clients& clients, const Coordinator& coordinator) {
  v1::GetOperationRequest request;
  request.set_name("programmes/p/operations/close-w");
  const absl::Time give_up = absl::Now() + absl::Seconds(20);
  for (;;) {
    auto operation = GetOperation(clients, coordinator, CallNow(), request);
    if (!operation.ok() || operation->done() || absl::Now() > give_up) {
      return operation.value_or(v1::Operation());
    }
  }
}

TEST_F(FlowsTest, AnOperationIsTheSameWhoeverAsksAndEndsByItself) {
  services_.AddPractice("a");
  rpc::Log log(rpc::LogLevel::kOff);
  Coordinator coordinator(&clients_, &log);
  v1::GetOperationRequest get;
  get.set_name("programmes/p/operations/close-w");
  EXPECT_THAT(GetOperation(clients_, coordinator, CallNow(), get),
              HasReason("OPERATION_NOT_FOUND"));
  v1::CloseWaveRequest close;
  close.set_name(testing::kWave);
  const auto operation = CloseWave(clients_, coordinator, CallNow(), close);
  ASSERT_OK(operation);
  EXPECT_EQ(operation->name(), get.name());
  const v1::Operation done = WaitUntilDone(clients_, coordinator);
  EXPECT_TRUE(done.done());
  EXPECT_EQ(done.sites_done(), 1);
}

TEST_F(FlowsTest, ACoordinatorTakesUpWhatAnotherLeft) {
  services_.AddPractice("a");
  services_.state = assessments::v1::WAVE_STATE_CLOSING;
  rpc::Log log(rpc::LogLevel::kOff);
  Coordinator coordinator(&clients_, &log);  // nobody tells it of the wave
  EXPECT_TRUE(WaitUntilDone(clients_, coordinator).done());
}

TEST_F(FlowsTest, ACoordinatorTriesAgainUntilTheServiceIsBack) {
  services_.AddPractice("a");
  services_.state = assessments::v1::WAVE_STATE_CLOSING;
  services_.fail_diagnoses = 1;
  rpc::Log log(rpc::LogLevel::kOff);
  Coordinator coordinator(&clients_, &log);
  EXPECT_TRUE(WaitUntilDone(clients_, coordinator).done());
}

}  // namespace
}  // namespace pcsp::gateway

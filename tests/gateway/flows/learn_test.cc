#include "gateway/flows/nightly/learn.h"

#include "gateway/flows/coordinator.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/gateway/flows/fake_services.h"

namespace pcsp::gateway {
namespace {

using ::testing::SizeIs;

const absl::Time kNight = absl::FromUnixSeconds(1'767'578'400);  // 2026-01-05 02:00 UTC

bool GoOn() { return true; }

class LearnTest : public ::testing::Test {
 protected:
  testing::FakeServices services_;
  Clients clients_{services_.channels()};
  rpc::Log log_{rpc::LogLevel::kOff};
  NightlyLearning learning_{&clients_, &log_};
};

TEST(Night, BeginsAtTwo) {
  EXPECT_EQ(LatestNight(kNight), kNight);
  EXPECT_EQ(LatestNight(kNight - absl::Microseconds(1)), kNight - absl::Hours(24));
  EXPECT_EQ(LatestNight(kNight + absl::Hours(23)), kNight);
  EXPECT_EQ(LatestNight(kNight + absl::Hours(24)), kNight + absl::Hours(24));
}

TEST_F(LearnTest, EachProgrammeLearnsOnceANight) {
  learning_.Run({"programmes/p", "programmes/q"}, kNight + absl::Hours(1), GoOn);
  learning_.Run({"programmes/p", "programmes/q"}, kNight + absl::Hours(20), GoOn);
  ASSERT_THAT(services_.learned, SizeIs(2));
  EXPECT_EQ(services_.learned[0].name(), "programmes/p");
  EXPECT_EQ(services_.learned[0].as_of().seconds(), absl::ToUnixSeconds(kNight));
  EXPECT_TRUE(services_.learned[0].follow());
  EXPECT_NE(services_.learned[0].request_id(), services_.learned[1].request_id());
  learning_.Run({"programmes/p"}, kNight + absl::Hours(24), GoOn);
  ASSERT_THAT(services_.learned, SizeIs(3));
  EXPECT_NE(services_.learned[2].request_id(), services_.learned[0].request_id());
}

TEST_F(LearnTest, ReplicasAskForTheSame) {
  NightlyLearning other(&clients_, &log_);
  learning_.Run({"programmes/p"}, kNight + absl::Hours(1), GoOn);
  other.Run({"programmes/p"}, kNight + absl::Hours(9), GoOn);
  ASSERT_THAT(services_.learned, SizeIs(2));
  EXPECT_EQ(services_.learned[0].SerializeAsString(), services_.learned[1].SerializeAsString());
}

TEST_F(LearnTest, TriesAgainWhatIsUnderWayAndNotWhatHasNoReviews) {
  services_.learning_fault = "LEARNING_UNDER_WAY";
  learning_.Run({"programmes/p"}, kNight, GoOn);
  services_.learning_fault = "NO_REVIEWS";
  learning_.Run({"programmes/p"}, kNight, GoOn);
  learning_.Run({"programmes/p"}, kNight, GoOn);
  EXPECT_THAT(services_.learned, SizeIs(2));
}

TEST_F(LearnTest, StopsBetweenProgrammes) {
  learning_.Run({"programmes/p"}, kNight, [] { return false; });
  EXPECT_THAT(services_.learned, SizeIs(0));
}

// Until `done` says so, at most 20 seconds.
template <typename Done>
bool Wait(testing::FakeServices& services, Done done) {
  const absl::Time give_up = absl::Now() + absl::Seconds(20);
  while (absl::Now() < give_up) {
    std::lock_guard lock(services.mutex);
    if (done()) return true;
  }
  return false;
}

TEST_F(LearnTest, ACoordinatorLearnsOnlyWhereItIsToldTo) {
  services_.AddPractice("a");
  services_.state = assessments::v1::WAVE_STATE_CLOSED;
  {
    Coordinator coordinator(&clients_, &log_);
    for (size_t round = 1; round <= 2; ++round) {  // at the second, one is over
      services_.SetFact("a", "fact_pr", "yes", static_cast<int64_t>(round));
      coordinator.Heard("programmes/p/organisations/a/observations/o");
      EXPECT_TRUE(Wait(services_, [&] { return services_.diagnosed.size() == round; }));
    }
  }
  EXPECT_THAT(services_.learned, SizeIs(0));
  Coordinator coordinator(&clients_, &log_, /*learn_nightly=*/true);
  EXPECT_TRUE(Wait(services_, [&] { return !services_.learned.empty(); }));
}

}  // namespace
}  // namespace pcsp::gateway

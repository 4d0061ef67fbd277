#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/programme_plan/programme_plan.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using enum ProgrammePlanState;

constexpr char kName[] = "programmes/north/programmePlans/spring";
const absl::Time kNow = absl::FromUnixSeconds(1'767'600'000);

// Which of cancelled, approved, applied and compared a plan may be.
struct Case {
  ProgrammePlanState state;
  bool cancel, approve, apply, compare;
};

class StatesTest : public ::testing::TestWithParam<Case> {};

TEST_P(StatesTest, AllowWhatComesNext) {
  ProgrammePlan plan;
  plan.state = GetParam().state;
  EXPECT_EQ(AllowCancel(kName, plan).ok(), GetParam().cancel);
  EXPECT_EQ(AllowApprove(kName, plan).ok(), GetParam().approve);
  EXPECT_EQ(AllowApply(kName, plan).ok(), GetParam().apply);
  EXPECT_EQ(AllowCompare(kName, plan).ok(), GetParam().compare);
}

INSTANTIATE_TEST_SUITE_P(All, StatesTest,
                         ::testing::Values(Case{kRunning, true, false, false, false},
                                           Case{kProposed, true, true, false, true},
                                           Case{kApproved, true, false, true, true},
                                           Case{kApplied, false, false, false, true},
                                           Case{kCancelled, false, false, false, false},
                                           Case{kFailed, false, false, false, false},
                                           Case{kSuperseded, false, false, false, true}));

TEST(States, RefuseByName) {
  ProgrammePlan plan;
  plan.state = kFailed;
  EXPECT_THAT(AllowApply(kName, plan), HasReason("PROGRAMME_PLAN_STATE_FORBIDS"));
}

TEST(States, APlanIsFreeUntilSomebodyLeasesItAndOnceTheLeaseIsOver) {
  ProgrammePlan plan;
  EXPECT_TRUE(IsFree(plan, kNow));
  plan.lease = {"w", kNow + absl::Seconds(15), 1};
  EXPECT_FALSE(IsFree(plan, kNow));
  EXPECT_TRUE(IsFree(plan, kNow + absl::Seconds(15)));
  plan.state = kProposed;
  EXPECT_FALSE(IsFree(plan, kNow + absl::Seconds(15)));
}

}  // namespace
}  // namespace pcsp::planning

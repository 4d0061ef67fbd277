#include "services/assessments/domain/disclosure/policy.h"

#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;

PrivacyPolicy Checked(PrivacyPolicy policy) {
  Violations violations;
  const PrivacyPolicy checked = CheckedPolicy(policy, "wave.", violations);
  EXPECT_TRUE(violations.empty());
  return checked;
}

TEST(CheckedPolicy, FillsInWhatIsNotGiven) {
  EXPECT_EQ(Checked({}), (PrivacyPolicy{5, 8, 10}));
  EXPECT_EQ(Checked({.min_group_size = 9}), (PrivacyPolicy{9, 9, 10}));
  EXPECT_EQ(Checked({3, 3, 4}), (PrivacyPolicy{3, 3, 4}));
}

TEST(CheckedPolicy, ReportsEveryViolation) {
  Violations violations;
  CheckedPolicy({6, 5, 26}, "wave.", violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("wave.privacy_policy.min_distribution_size",
                          "wave.privacy_policy.min_free_text_size"));
  Violations others;
  CheckedPolicy({.min_group_size = 26}, "wave.", others);
  CheckedPolicy({.min_group_size = 2}, "wave.", others);
  EXPECT_THAT(ViolatedFields(others.ToStatus()),
              ElementsAre("wave.min_group_size", "wave.min_group_size"));
}

TEST(CountShown, IsABandWhereThereAreFew) {
  const PrivacyPolicy policy{5, 8, 10};
  EXPECT_EQ(CountShown(5, policy, true), (Band{5, 7}));
  EXPECT_EQ(CountShown(7, policy, true), (Band{5, 7}));
  EXPECT_EQ(CountShown(8, policy, true), (Band{8, 8}));
  EXPECT_EQ(CountShown(12, policy, false), (Band{10, 19}));
}

TEST(Ends, GoAwayFromEachOther) {
  EXPECT_EQ(LowEnd(59.96), 59.9);
  EXPECT_EQ(HighEnd(60.04), 60.1);
  EXPECT_EQ(LowEnd(63.9, 5), 60);
  EXPECT_EQ(HighEnd(61.1, 5), 65);
  EXPECT_EQ(LowEnd(60, 5), 60) << "what is on a step stays there";
  EXPECT_EQ(HighEnd(60, 5), 60);
  EXPECT_EQ(LowEnd(.3), .3) << ".3 / .1 is less than 3";
  EXPECT_EQ(HighEnd(.1 + .2), .3);
  for (double x = 0; x < 3; x += .07) {
    EXPECT_LE(LowEnd(x, .5), RoundedPoints(x, .5)) << x;
    EXPECT_GE(HighEnd(x, .5), RoundedPoints(x, .5)) << x;
  }
}

TEST(Rounding, LeavesAPersonOpen) {
  EXPECT_EQ(RoundedPoints(56.25), 56.3);
  EXPECT_EQ(RoundedPoints(56.25, 5), 55);
  EXPECT_EQ(RoundedPoints(56.25, .5), 56.5);
  EXPECT_EQ(RoundedShare(.126), .13);
  EXPECT_EQ(CoarseStep(5), 10);
  EXPECT_EQ(CoarseStep(10), 5);
  EXPECT_EQ(CoarseStep(25), 2);
  EXPECT_EQ(CoarseStep(7000), kFineStep);
}

}  // namespace
}  // namespace pcsp::assessments

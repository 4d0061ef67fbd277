#include "services/assessments/domain/disclosure/policy.h"

#include <map>

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

// Small teams and scales of few answers need more than 5; nobody needs less.
TEST(BandedStep, LeavesMoreThanOneCountAndSum) {
  EXPECT_EQ(BandedStep({5, 7}, 4), 5);
  EXPECT_EQ(BandedStep({5, 7}, 16), 5);
  EXPECT_EQ(BandedStep({3, 4}, 4), 10) << "to 5, 1 of 3 people's 12 points is told as 10 alone";
  EXPECT_EQ(BandedStep({5, 7}, 2), 10);
  EXPECT_EQ(BandedStep({5, 7}, 1), 20) << "to 5, yes and no are counted";
  EXPECT_EQ(BandedStep({40, 79}, 1), 5);
  for (int low = 3; low <= 12; ++low) {
    for (int high = low + 1; high <= low + 5; ++high) {
      for (int top = 1; top <= 16; ++top) {
        const double step = BandedStep({low, high}, top);
        std::map<double, int> fits;
        for (int n = low; n <= high; ++n) {
          for (int sum = 1; sum < n * top; ++sum) {
            ++fits[RoundedPoints(100. * sum / (n * top), step)];
          }
        }
        for (const auto& [mean, times] : fits) {
          EXPECT_TRUE(mean == 0 || mean == 100 || times > 1) << low << high << top << mean;
        }
      }
    }
  }
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

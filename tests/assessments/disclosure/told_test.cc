#include "services/assessments/domain/disclosure/told.h"

#include <random>

#include "gmock/gmock.h"
#include "services/assessments/domain/scoring/construct_score.h"

namespace pcsp::assessments {
namespace {

constexpr int kSteps = 5, kUnit = 4;  // four items, each of 1 to 5
constexpr int64_t kMost = int64_t{kUnit} * (kSteps - 1);

ConstructSums Of(const std::vector<int64_t>& people) {
  ConstructSums sums;
  for (int64_t y : people) sums += {.people = 1, .sum = y, .sum_squares = y * y};
  return sums;
}

TEST(RoughSums, MovesTheMeanAndNothingElse) {
  const ConstructSums exact = Of({4, 9, 11, 7, 12, 3});
  const SiteMean before = ToSiteMean(exact, kUnit, kSteps);
  const SiteMean after = ToSiteMean(RoughSums(exact, kUnit, kSteps), kUnit, kSteps);
  EXPECT_NEAR(before.mean, 47.9, .05);
  EXPECT_NEAR(after.mean, 50, .01);
  EXPECT_EQ(after.people, 6);
  EXPECT_NEAR(after.within, before.within, 100 * 100 / kMost / kMost + 40);
  EXPECT_EQ(RoughSums({}, kUnit, kSteps), ConstructSums());
  EXPECT_EQ(ToSiteMean(RoughSums(Of({16, 16, 16, 16, 16}), kUnit, kSteps), kUnit, kSteps).mean,
            100);
}

TEST(RoughStep, LeavesMoreOpenTheFewerTheyAre) {
  EXPECT_EQ(RoughStep(5), 10);
  EXPECT_EQ(RoughStep(9), 10);
  EXPECT_EQ(RoughStep(10), 5);
  EXPECT_EQ(RoughStep(400), 5);
}

// The worst case: everybody answers as before, and the mean before is known exactly. What one who
// joined has said is then any of the values for which the rough mean would be the same.
TEST(RoughSums, LeavesOpenWhatOneWhoJoinedHasSaid) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int64_t> answer(0, kMost);
  int found = 0, narrow = 0;
  constexpr int kTeams = 2000;
  for (int t = 0; t < kTeams; ++t) {
    ConstructSums before;
    for (int i = 0; i < 5 + t % 12; ++i) before += Of({answer(random)});
    const auto told = [&](int64_t joined) {
      ConstructSums after = before;
      after += Of({joined});
      return RoughSums(after, kUnit, kSteps).sum;
    };
    const int64_t truth = told(answer(random));
    int64_t low = kMost, high = 0;
    for (int64_t y = 0; y <= kMost; ++y) {
      if (told(y) != truth) continue;
      low = std::min(low, y);
      high = std::max(high, y);
    }
    found += low == high;
    narrow += 4 * (high - low) < kMost;
  }
  EXPECT_LT(found, kTeams / 50) << "of 2,000 who joined, those whose mean is known";
  EXPECT_LT(narrow, kTeams / 6) << "those whose mean is known to a quarter of the scale";
}

}  // namespace
}  // namespace pcsp::assessments

#include "services/assessments/domain/disclosure/told.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "gmock/gmock.h"
#include "services/assessments/domain/disclosure/policy.h"
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

// Sums that `people` hidden people may have, by what is told of them and all that is known.
struct OpenSums {
  double low = 0, high = 0;

  // A mean to `step` of them and of `others`, whose sum is known.
  void Narrow(double step, int64_t people, const ConstructSums& others, int64_t sum) {
    const auto most = static_cast<double>(kMost * (people + others.people));
    const double mean = static_cast<double>(sum + others.sum) / most * 100;
    const double told = RoundedPoints(mean, step);
    const auto known = static_cast<double>(others.sum);
    low = std::max(low, std::ceil((told - step / 2) / 100 * most - known - 1e-9));
    high = std::min(high, std::floor((told + step / 2) / 100 * most - known + 1e-9));
  }
};

// The finest of some steps that leaves the mean of the hidden open by 10 points.
double StepFor(int64_t hidden, int64_t all) {
  for (const double step : {.1, .2, .5, 1., 2., 5.}) {
    if (step * static_cast<double>(all) >= 10 * static_cast<double>(hidden)) return step;
  }
  return 10;
}

// Why a group whose figures would give a hidden team away is told nothing, not even roughly: each
// level's mean leaves the hidden open as told.h demands, all of them together do not.
TEST(RoughMeans, OfSeveralLevelsTogetherGiveAHiddenTeamAway) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int64_t> answer(0, kMost);
  int by_one = 0, by_all = 0;
  constexpr int kTeams = 2000;
  for (int t = 0; t < kTeams; ++t) {
    ConstructSums hidden, others;
    for (int i = 0; i < 3 + t % 5; ++i) hidden += Of({answer(random)});
    OpenSums one{0, static_cast<double>(kMost * hidden.people)}, all = one;
    for (const int more : {40, 200, 1500}) {  // of the steering group, the system, the programme
      for (int i = 0; i < more; ++i) others += Of({answer(random)});
      const double step = StepFor(hidden.people, hidden.people + others.people);
      all.Narrow(step, hidden.people, others, hidden.sum);
      if (more == 40) one.Narrow(step, hidden.people, others, hidden.sum);
    }
    ASSERT_LE(all.low, static_cast<double>(hidden.sum));
    ASSERT_GE(all.high, static_cast<double>(hidden.sum));
    by_one += one.low == one.high;
    by_all += all.low == all.high;
  }
  EXPECT_LT(by_one, kTeams / 500);
  EXPECT_GT(by_all, kTeams / 50) << "more than what RoughSums leaves of one who joined";
}

}  // namespace
}  // namespace pcsp::assessments

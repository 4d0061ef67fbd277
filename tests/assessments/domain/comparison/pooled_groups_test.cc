#include "services/assessments/domain/comparison/pooled_groups.h"

#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace pcsp::assessments {
namespace {

Estimate Known(double score) { return {.score = score, .low = score, .high = score}; }

TEST(PooledGroups, OneSiteIsWhatItsTeamSays) {
  const PooledSpread pool{.tau2 = 80, .local2 = 80, .sigma2 = 300};
  const Estimate site{.score = 55, .low = 45, .high = 65, .deviation = 6};
  // Where a staff group is of one site, nothing is left to be told by other sites: twice the
  // spread.
  const PooledMean first{6, 70, 1}, second{4, 40, 1};
  const ScoreGap gap = PooledGap(first, second, site, pool);
  const double b1 = (80 + 50.0) / (160 + 50), b2 = (80 + 75.0) / (160 + 75);
  EXPECT_NEAR(gap.difference, (1 - b1) * 70 - (1 - b2) * 40 + (b1 - b2) * 55, 1e-9);
  EXPECT_NEAR(gap.deviation, std::hypot(std::sqrt((b1 + b2) * 80), (b1 - b2) * 6), 1e-9);
}

TEST(PooledGroups, ConcentrationCountsSitesByTheirPeople) {
  EXPECT_DOUBLE_EQ(ConcentrationOf({4, 4, 4, 4}), .25);
  EXPECT_DOUBLE_EQ(ConcentrationOf({8, 0}), 1);
  EXPECT_DOUBLE_EQ(ConcentrationOf({}), 1);
  EXPECT_DOUBLE_EQ(ConcentrationOf({6, 2}), .625);
}

TEST(PooledGroups, SilenceWidensTheWeightedScoreAndDoesNotMoveIt) {
  const PooledSpread pool{.tau2 = 80, .local2 = 80, .sigma2 = 300};
  const PooledMean said{40, 60, .1};
  const auto silent = PooledWeightedScore({said, PooledMean{}}, {50, 50}, Known(60), pool);
  const auto heard = PooledWeightedScore({said, said}, {50, 50}, Known(60), pool);
  ASSERT_TRUE(silent && heard);
  EXPECT_NEAR(silent->score, 60, 1e-9);
  EXPECT_GT(silent->high - silent->low, heard->high - heard->low);
  EXPECT_FALSE(PooledWeightedScore({said}, {0}, Known(60), pool));
}

// Staff groups that lie far apart everywhere alike have little of their own at any site.
TEST(PooledGroups, TellsWhatIsTheSameEverywhereFromWhatIsLocal) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  const auto sites_of = [&](double local) {
    std::vector<GroupMeans> sites(400);
    for (GroupMeans& groups : sites) {
      for (int g = 0; g < 2; ++g) {
        const double n = 4 + g;
        groups[g] = {n, 30.0 + 40 * g + local * normal(random) + 20 / std::sqrt(n) * normal(random),
                     400 * (n - 1)};
      }
    }
    return sites;
  };
  EXPECT_NEAR(SpreadOf(sites_of(0), {.tau2 = 800, .sigma2 = 400}).local2, 0, 15);
  EXPECT_NEAR(SpreadOf(sites_of(10), {.tau2 = 800, .sigma2 = 400}).local2, 100, 20);
  EXPECT_EQ(SpreadOf({}, {.tau2 = 100, .sigma2 = 400}).local2, 50) << "nothing is known";
}

// 90 % intervals over worlds drawn from the model: staff groups differ by N(0, tau2) over all, and
// by N(0, local2) from site to site.
TEST(PooledGroups, IntervalsHoldWhatTheyPromise) {
  const PooledSpread pool{.tau2 = 60, .local2 = 25, .sigma2 = 350};
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal;
  const std::vector<int> sizes = {2, 3, 4, 5, 6, 7, 8};
  const double people = std::accumulate(sizes.begin(), sizes.end(), 0.0);
  const auto mean_of = [&](double truth) {
    double sum = 0;
    for (int n : sizes) {
      const double site = std::sqrt(pool.local2) * normal(random);
      for (int i = 0; i < n; ++i) sum += truth + site + std::sqrt(pool.sigma2) * normal(random);
    }
    return PooledMean{people, sum / people, ConcentrationOf(sizes)};
  };
  int held = 0;
  constexpr int kWorlds = 4000;
  for (int world = 0; world < kWorlds; ++world) {
    const double a = 50 + std::sqrt(pool.tau2) * normal(random);
    const double b = 50 + std::sqrt(pool.tau2) * normal(random);
    const ScoreGap gap = PooledGap(mean_of(a), mean_of(b), Known(50), pool);
    held += gap.low <= a - b && a - b <= gap.high;
  }
  EXPECT_NEAR(static_cast<double>(held) / kWorlds, .9, .02);
}

}  // namespace
}  // namespace pcsp::assessments

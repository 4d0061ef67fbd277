#include "services/assessments/domain/scoring/construct_score.h"

#include <cmath>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace pcsp::assessments {
namespace {

// Five sites worked out in R: aov() for the moments, qt() for the quantile.
const std::vector<SiteMean> kFive = {
    {4, 60, 900}, {6, 75, 1500}, {5, 50, 1600}, {8, 82, 2100}, {3, 55, 500}};

TEST(Pool, FollowsTheMomentFormulas) {
  const Pool pool = EstimatePool(kFive);
  // N = 26, sum n^2 = 150, xbar = 1761 / 26; SSW = 6600, SSB = sum n (mean - xbar)^2.
  EXPECT_EQ(pool.sites, 5);
  EXPECT_NEAR(pool.sigma2, 6600.0 / 21, 1e-9);
  const double xbar = 1761.0 / 26;
  double ssb = 0;
  for (const SiteMean& s : kFive) ssb += s.people * std::pow(s.mean - xbar, 2);
  const double n0 = (26 - 150.0 / 26) / 4;
  EXPECT_NEAR(pool.tau2, (ssb / 4 - 6600.0 / 21) / n0, 1e-9);
  EXPECT_NEAR(pool.t90, 2.131846786, 1e-8) << "qt(.95, 4)";
}

TEST(Pool, ScoreLiesBetweenSiteAndMu) {
  const Pool pool = EstimatePool(kFive);
  for (const SiteMean& s : kFive) {
    const Estimate e = HowSiteWorks(s, pool);
    EXPECT_GE(e.score, std::min(s.mean, pool.mu));
    EXPECT_LE(e.score, std::max(s.mean, pool.mu));
    EXPECT_LT(e.low, e.score);
    EXPECT_NEAR(e.score - e.low, e.high - e.score, 1e-9);
  }
}

TEST(Pool, EqualSitesAreShrunkAlmostWholly) {
  const Pool pool = EstimatePool({{5, 60, 500}, {5, 60, 500}, {5, 60, 500}, {5, 60.1, 500}});
  EXPECT_LE(pool.tau2, 1e-6);
  EXPECT_NEAR(HowSiteWorks({5, 60.1, 500}, pool).score, 60.025, 1e-3);
}

TEST(Pool, FewSitesLeanOnThePrior) {
  const Pool one = EstimatePool({{6, 70, 1000}});
  EXPECT_NEAR(one.sigma2, (1000 + 3 * 400) / (5 + 3.0), 1e-9);
  EXPECT_NEAR(one.tau2, 100, 1e-9);
  const Estimate e = HowSiteWorks({6, 70, 1000}, one);
  EXPECT_NEAR(e.score, 70, 1e-9) << "nothing to shrink towards";
  EXPECT_NEAR(e.high - e.score, 2.353363435 * std::sqrt(one.sigma2 / 6), 1e-6) << "qt(.95, 3)";

  const Pool none = EstimatePool({});
  EXPECT_EQ(none.sites, 0);
  EXPECT_TRUE(std::isfinite(HowSiteWorks({}, none).low));
}

TEST(Pool, SitesOfOneRespondentEachAreUsable) {
  const Pool pool = EstimatePool({{1, 10, 0}, {1, 50, 0}, {1, 70, 0}, {1, 90, 0}});
  EXPECT_NEAR(pool.sigma2, 400, 1e-9) << "nothing within: the prior";
  EXPECT_TRUE(std::isfinite(HowSiteWorks({1, 10, 0}, pool).high));
}

TEST(TeamNow, IsExactWhenEverybodyAnswered) {
  const Pool pool = EstimatePool(kFive);
  const auto census = TeamNow(kFive[3], pool, 8);
  ASSERT_TRUE(census);
  EXPECT_NEAR(census->score, 82, 1e-9);
  EXPECT_NEAR(census->high - census->low, 0, 1e-9);
  const auto most = TeamNow(kFive[3], pool, 12);
  const Estimate site = HowSiteWorks(kFive[3], pool);
  EXPECT_LT(most->high - most->low, site.high - site.low);
  EXPECT_EQ(TeamNow(kFive[3], pool, 0), std::nullopt);
  EXPECT_EQ(TeamNow(kFive[3], pool, 7), std::nullopt) << "a roster that cannot be right";
}

TEST(ToSiteMean, IsInPoints) {
  // Two people, all 4 of 5 and all 2 of 5, unit 6: y = 18 and 6 of at most 24.
  const SiteMean mean = ToSiteMean({2, 24, 360}, 6, 5);
  EXPECT_NEAR(mean.mean, 50, 1e-12);
  EXPECT_NEAR(mean.within, 2 * 25 * 25, 1e-9);
  // The same answer a million times has exactly no spread.
  EXPECT_EQ(
      ToSiteMean({1'000'000, 83'160'000'000, 83'160LL * 83'160 * 1'000'000}, 27'720, 5).within, 0);
}

// Simulation gate of methods.md 6: 90 % intervals cover between .87 and .93.
double Coverage(int sites, int worlds, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::uniform_int_distribution<int> team(2, 12);
  int covered = 0;
  for (int w = 0; w < worlds; ++w) {
    std::vector<SiteMean> seen(sites);
    std::vector<double> truth(sites);
    for (int s = 0; s < sites; ++s) {
      truth[s] = 60 + 10 * normal(random);
      const int n = team(random);
      double sum = 0, squares = 0;
      for (int r = 0; r < n; ++r) {
        const double y = truth[s] + 18 * normal(random);
        sum += y;
        squares += y * y;
      }
      seen[s] = {static_cast<double>(n), sum / n, squares - sum * sum / n};
    }
    const Pool pool = EstimatePool(seen);
    for (int s = 0; s < sites; ++s) {
      const Estimate e = HowSiteWorks(seen[s], pool);
      covered += e.low <= truth[s] && truth[s] <= e.high;
    }
  }
  return static_cast<double>(covered) / (sites * worlds);
}

TEST(HowSiteWorks, CoversAtItsLevel) {
  for (const auto& [sites, worlds] : {std::pair{12, 1000}, {50, 250}, {300, 40}}) {
    const double coverage = Coverage(sites, worlds, 7);
    EXPECT_GE(coverage, .87) << sites;
    EXPECT_LE(coverage, .93) << sites;
  }
}

}  // namespace
}  // namespace pcsp::assessments

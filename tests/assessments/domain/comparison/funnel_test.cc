#include "services/assessments/domain/comparison/funnel.h"

#include <cmath>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessments/domain/comparison/sentences.h"

namespace pcsp::assessments {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pointwise;

// p.adjust(p, "BH") of R.
TEST(FalseDiscoveryRates, AreThoseOfR) {
  const std::vector<double> p = {.01, .04, .03, .005, .8};
  const std::vector<double> q = {.025, .05, .05, .025, .8};
  EXPECT_THAT(FalseDiscoveryRates(p), Pointwise(DoubleNear(1e-12), q));
  EXPECT_THAT(FalseDiscoveryRates({}), IsEmpty());
  EXPECT_THAT(FalseDiscoveryRates({.2}), ElementsAre(.2));
  const std::vector<double> all = FalseDiscoveryRates({.9, .95, .99});
  for (double value : all) EXPECT_LE(value, 1);
}

TEST(Funnel, NarrowsWithSize) {
  const Pool pool{.sites = 30, .mu = 60, .tau2 = 36, .sigma2 = 400};
  const Funnel funnel = FunnelOf({{4, 75, 0}, {25, 75, 0}, {}}, pool);
  EXPECT_NEAR(funnel.points[0].high95, 60 + 1.9599639845 * std::sqrt(36 + 100), 1e-8);
  EXPECT_NEAR(funnel.points[1].low998, 60 - 3.0902323062 * std::sqrt(36 + 16), 1e-8);
  EXPECT_NEAR(funnel.points[1].z, 15 / std::sqrt(52.0), 1e-12);
  EXPECT_LT(funnel.points[1].p, funnel.points[0].p);
  EXPECT_EQ(funnel.points[1].standing, Standing::kAbove);
  EXPECT_EQ(funnel.points[0].standing, Standing::kAsExpected);
  EXPECT_EQ(funnel.points[2].people, 0) << "of whom nothing is said";
  EXPECT_EQ(SentenceOf(funnel.points[1]),
            "Stands out above the others by more than its size explains (mean 75 of 25 people, "
            "expected 46 to 74).");
  FunnelPoint banded = funnel.points[0];
  SetLimits(funnel, 25, banded);
  EXPECT_EQ(banded.low998, funnel.points[1].low998);
  banded.most = 7;
  EXPECT_THAT(SentenceOf(banded), ::testing::HasSubstr("mean 75 of 4 to 7 people"));
}

// Of thousands of sites that differ by nothing but chance and the usual spread few stand out; with
// some that truly differ, at most about a tenth of those said to is wrong.
TEST(Funnel, KeepsFalseDiscoveriesRare) {
  std::mt19937_64 random(8);
  std::normal_distribution<double> normal;
  constexpr int kSites = 5000, kOdd = 250;
  std::vector<SiteMean> sites;
  for (int s = 0; s < kSites; ++s) {
    const double n = 4 + static_cast<double>(random() % 9);
    const double truth = 60 + 6 * normal(random) - (s < kOdd ? 60 : 0);
    sites.push_back({n, truth + std::sqrt(400 / n) * normal(random), 0});
  }
  const Pool pool{.sites = kSites, .mu = 60, .tau2 = 36, .sigma2 = 400};
  const Funnel funnel = FunnelOf(sites, pool);
  int found = 0, wrong = 0;
  for (int s = 0; s < kSites; ++s) {
    if (funnel.points[s].standing == Standing::kAsExpected) continue;
    ++found;
    wrong += s >= kOdd;
  }
  EXPECT_GT(found - wrong, 240);
  EXPECT_LT(static_cast<double>(wrong) / found, .15);
  EXPECT_GT(wrong, 0) << "a limit of 95 % alone would call 240 of them, none at all is no control";
}

}  // namespace
}  // namespace pcsp::assessments

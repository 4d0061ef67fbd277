#include "services/planning/domain/workforce/cover/distribution.h"

#include <cmath>

#include "gtest/gtest.h"
#include "services/planning/domain/workforce/cover/moments.h"
#include "services/planning/domain/workforce/cover/turnover/belief.h"

namespace pcsp::planning::workforce {
namespace {

double Total(const Distribution& d) {
  double total = 0;
  for (double mass : d.mass) total += mass;
  return total;
}

double Choose(int n, int k) {
  double ways = 1;
  for (int i = 1; i <= k; ++i) ways = ways * (n - k + i) / i;
  return ways;
}

TEST(Distribution, BinomialIsTheTextbooks) {
  for (double p : {1e-9, .02, .3, .5, .97}) {
    const Distribution d = Binomial(20, p);
    for (int k = 0; k <= 20; ++k) {
      EXPECT_NEAR(d.At(k), Choose(20, k) * std::pow(p, k) * std::pow(1 - p, 20 - k), 1e-15);
    }
  }
}

TEST(Distribution, BinomialKeepsItsMassWhateverItsSize) {
  for (int n : {0, 1, 7, 300, 5000}) {
    for (double p : {0.0, 1e-12, .001, .5, .999, 1.0}) {
      const Distribution d = Binomial(n, p);
      EXPECT_NEAR(Total(d), 1, 1e-12) << n << " " << p;
      EXPECT_NEAR(d.Mean(), n * p, 1e-9 * (1 + n * p)) << n << " " << p;
      EXPECT_GE(d.first, 0);
      EXPECT_LE(d.last(), n);
    }
  }
}

TEST(Distribution, SumsAndDifferencesAddUp) {
  const Distribution ten = Sum(Binomial(4, .3), Binomial(6, .3));
  for (int k = 0; k <= 10; ++k) EXPECT_NEAR(ten.At(k), Binomial(10, .3).At(k), 1e-15);
  const Distribution left = Difference(Certainly(10), Binomial(10, .3));
  for (int k = 0; k <= 10; ++k) EXPECT_NEAR(left.At(k), Binomial(10, .7).At(k), 1e-15);
}

TEST(Distribution, ClampsWhatIsOutside) {
  Distribution d{2, {.1, .2, .3, .4}};
  Clamp(3, 4, d);
  EXPECT_NEAR(d.At(3), .3, 1e-15);
  EXPECT_NEAR(d.At(4), .7, 1e-15);
  Clamp(7, 9, d);
  EXPECT_EQ(d.first, 7);
  EXPECT_NEAR(d.At(7), 1, 1e-15);
  Clamp(0, 2, d);
  EXPECT_EQ(d.first, 2);
  EXPECT_NEAR(Total(d), 1, 1e-15);
}

TEST(Distribution, QuantileIsTheSmallestValueThatIsEnough) {
  const Distribution d{5, {.1, .2, .7}};
  EXPECT_EQ(Quantile(d, .1), 5);
  EXPECT_EQ(Quantile(d, .100001), 6);
  EXPECT_EQ(Quantile(d, .31), 7);
  EXPECT_EQ(Quantile(d, 1), 7);
}

TEST(Moments, HeldBetweenLimitsAsIntegrationSays) {
  for (double mean : {-1.0, 2.0, 5.0, 9.5, 14.0}) {
    const Moments normal{mean, 4};
    double first = 0, second = 0;
    constexpr int kSteps = 200'000;
    for (int i = 0; i < kSteps; ++i) {
      const double z = -9 + 18 * (i + .5) / kSteps;
      const double held = std::min(10.0, std::max(0.0, mean + 2 * z));
      const double mass = std::exp(-z * z / 2) / std::sqrt(2 * M_PI) * 18 / kSteps;
      first += mass * held;
      second += mass * held * held;
    }
    const Moments held = Held(0, 10, normal);
    // Holding at one end and then at the other takes the number between for normal again.
    EXPECT_NEAR(held.mean, first, mean == 5 ? .005 : .01) << mean;
    EXPECT_NEAR(held.variance, second - first * first, .06) << mean;
  }
}

// qbeta((1:41 - .5) / 41, 1 + 12, 49 + 600 - 12) of R.
TEST(Turnover, NodesAreQuantilesOfTheBelief) {
  const std::vector<double> nodes = TurnoverNodes(12, 600);
  ASSERT_EQ(nodes.size(), 41u);
  double mean = 0;
  for (double q : nodes) mean += q / 41;
  EXPECT_NEAR(mean, 13.0 / 650, 2e-4);
  EXPECT_NEAR(nodes[20], TurnoverQuantile(12, 600, .5), 1e-12);
  for (int i = 1; i < 41; ++i) EXPECT_LT(nodes[i - 1], nodes[i]);
}

// Beta(1, n) has the quantile 1 - (1 - p)^(1/n) in closed form.
TEST(Turnover, WithoutEvidenceIsTheClosedForm) {
  const std::vector<double> nodes = TurnoverNodes(0, 0);
  for (int i = 0; i < 41; ++i) {
    EXPECT_NEAR(nodes[i], 1 - std::pow(1 - (i + .5) / 41, 1.0 / 49), 1e-12);
  }
}

}  // namespace
}  // namespace pcsp::planning::workforce

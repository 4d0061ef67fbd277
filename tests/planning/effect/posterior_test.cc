#include "services/planning/domain/effect/model/posterior.h"

#include <cmath>

#include "gtest/gtest.h"

namespace pcsp::planning {
namespace {

// Rubin's eight schools (oracles/solutions/eightschools_input.csv): REML, DerSimonian-Laird and
// Paule-Mandel all put tau^2 at 0, so that all schools would get the same effect.
constexpr double kEffect[] = {28, 8, -3, 7, -1, 1, 18, 12};
constexpr double kVariance[] = {225, 100, 256, 121, 81, 121, 100, 324};
constexpr double kMean = 7.685616724956;

NormalEquations EightSchools() {
  NormalEquations equations(8);
  for (size_t i = 0; i < 8; ++i) {
    equations.xx.at(i, i) = 1 / kVariance[i];
    equations.xy[i] = kEffect[i] / kVariance[i];
    equations.yy += kEffect[i] * kEffect[i] / kVariance[i];
  }
  equations.rows = 8;
  return equations;
}

TEST(PosteriorTest, EightSchoolsDoNotCollapse) {
  const Posterior posterior =
      Integrate(EightSchools(), std::vector<CoefficientPrior>(8, {kMean, 1}), 1, 8);
  EXPECT_EQ(posterior.scatter, 1);
  const NormalMixture best = posterior.Of(0, {1});
  const NormalMixture worst = posterior.Of(2, {1});
  EXPECT_GT(best.Mean(), kMean + 1);
  EXPECT_LT(worst.Mean(), kMean - 0.5);
  EXPECT_GT(best.Sd(), 2) << "a point estimate of tau = 0 would say 0";
}

// The same by a fine numerical integration over tau, in closed form for each: the coarse grid must
// be good enough.
TEST(PosteriorTest, TwentyFivePointsAreEnough) {
  const Posterior posterior =
      Integrate(EightSchools(), std::vector<CoefficientPrior>(8, {kMean, 1}), 1, 8);
  constexpr int kPoints = 200000;
  constexpr double kStep = 40.0 / kPoints;
  double total = 0, mean = 0, square = 0;
  for (int k = 0; k < kPoints; ++k) {
    const double tau2 = std::pow((k + 0.5) * kStep, 2);
    double log_weight = -tau2 / 50;
    for (size_t i = 0; i < 8; ++i) {
      const double variance = kVariance[i] + tau2;
      log_weight -= (std::log(variance) + std::pow(kEffect[i] - kMean, 2) / variance) / 2;
    }
    const double weight = std::exp(log_weight + 20);
    const double shrink = tau2 / (kVariance[0] + tau2);
    const double given = kMean + shrink * (kEffect[0] - kMean);
    total += weight;
    mean += weight * given;
    square += weight * (shrink * kVariance[0] + given * given);
  }
  mean /= total;
  const NormalMixture best = posterior.Of(0, {1});
  EXPECT_NEAR(best.Mean(), mean, 0.01);
  EXPECT_NEAR(best.Sd(), std::sqrt(square / total - mean * mean), 0.01);
}

TEST(PosteriorTest, BelievesTheWeightsUntilTheRowsSayOtherwise) {
  NormalEquations equations(1);
  equations.rows = 101;  // 100 degrees of freedom: doubted from 100 + 3 * sqrt(200) on
  equations.xx.at(0, 0) = 101;
  equations.yy = 140;
  const std::vector<CoefficientPrior> priors(1);
  const Posterior believed = Integrate(equations, priors, 1, 1);
  EXPECT_EQ(believed.scatter, 1);
  equations.yy = 400;
  const Posterior doubted = Integrate(equations, priors, 1, 1);
  EXPECT_NEAR(doubted.scatter, 4, 1e-3);
  EXPECT_NEAR(doubted.Of(0, {1}).Sd(), 2 * believed.Of(0, {1}).Sd(), 1e-4);
}

TEST(MixtureTest, QuantilesAndTailsAgree) {
  NormalMixture mixture;
  mixture.weight[0] = 0.3;
  mixture.weight[24] = 0.7;
  mixture.sd.fill(1);
  mixture.mean[24] = 6;
  mixture.sd[24] = 0.5;
  for (const double p : {0.001, 0.1, 0.3, 0.5, 0.9, 0.9999}) {
    EXPECT_NEAR(1 - mixture.Above(mixture.Quantile(p)), p, 1e-9);
  }
  EXPECT_NEAR(mixture.Mean(), 4.2, 1e-12);
  EXPECT_NEAR(mixture.Sd(), std::sqrt(0.3 * 1 + 0.7 * 0.25 + 0.21 * 36), 1e-12);
  EXPECT_EQ(mixture.Draw(0.29, 1), 1) << "first component";
  EXPECT_EQ(mixture.Draw(0.31, -2), 5) << "last component";
}

}  // namespace
}  // namespace pcsp::planning

#include <cmath>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/learning/calibration/calibration_map.h"
#include "services/diagnosis/domain/learning/calibration/promotion.h"
#include "tests/diagnosis/simulation/chance.h"

namespace pcsp::diagnosis {
namespace {

using testing::Chance;

double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

// Forecasts whose truth is the map (a, b) of them, judged by reviewers of this accuracy.
std::vector<JudgedForecast> Judged(int n, double a, double b, const LabelAccuracy& reviewers,
                                   uint64_t seed) {
  Chance chance(seed);
  std::vector<JudgedForecast> judged;
  for (int i = 0; i < n; ++i) {
    const double logit = chance.Normal(2);
    const bool holds = chance.Happens(Logistic(a + b * logit));
    const bool confirmed = chance.Happens(reviewers.Of(true, holds));
    judged.push_back({absl::StrCat("s", i / 5), Logistic(logit), confirmed});
  }
  return judged;
}

TEST(CalibrationMap, IsTheIdentityWithoutVerdicts) {
  const CalibrationMap map = FitCalibrationMap({}, kExpectedAccuracy);
  EXPECT_TRUE(map.identity());
  EXPECT_EQ(map(.3), .3);
  EXPECT_EQ(map(0), 0);
}

TEST(CalibrationMap, FindsTheLineThroughNoise) {
  const LabelAccuracy reviewers = {.9, .85};
  const auto judged = Judged(20'000, -.5, .7, reviewers, 1);
  const CalibrationMap map = FitCalibrationMap(judged, reviewers);
  EXPECT_NEAR(map.a, -.5, .08);
  EXPECT_NEAR(map.b, .7, .05);
  const CalibrationMap plain = FitCalibrationMap(judged, {1 - 1e-9, 1 - 1e-9});
  EXPECT_LT(plain.b, .6) << "taken for the truth, errors look like over-confidence";
}

TEST(CalibrationMap, FindsTheLineBehindForecastsThatAreAllButCertain) {
  const auto judged = Judged(4000, 0, .6, kExpectedAccuracy, 9);
  std::vector<JudgedForecast> certain;
  for (JudgedForecast one : judged) {
    one.probability = one.probability > .5 ? 1 - 1e-6 : 1e-6;
    certain.push_back(one);
  }
  const CalibrationMap map = FitCalibrationMap(certain, kExpectedAccuracy);
  EXPECT_LT(map.b, .1);
  EXPECT_NEAR(map(1 - 1e-6), .71, .04);
}

TEST(CalibrationMap, HoldsToThePriorWhenThereIsLittle) {
  const CalibrationMap map = FitCalibrationMap(Judged(3, 3, .2, kExpectedAccuracy, 2), {.95, .97});
  EXPECT_LT(std::abs(map.a), 2);
  EXPECT_GT(map.b, .5);
}

TEST(CalibrationMap, NeverTurnsTheOrderRound) {
  std::vector<JudgedForecast> judged;
  for (int i = 0; i < 400; ++i) judged.push_back({"s", i % 2 ? .9 : .1, i % 2 == 0});
  const CalibrationMap map = FitCalibrationMap(judged, kExpectedAccuracy);
  EXPECT_GT(map.b, 0);
  EXPECT_LT(map(.1), map(.9));
}

TEST(CalibrationMap, CountsHeavyForecastsOnceEach) {
  auto judged = Judged(500, .5, .8, kExpectedAccuracy, 3);
  const CalibrationMap before = FitCalibrationMap(judged, kExpectedAccuracy);
  for (JudgedForecast& one : judged) one.weight = 20;
  const CalibrationMap after = FitCalibrationMap(judged, kExpectedAccuracy);
  EXPECT_NEAR(after.a, before.a, 1e-9);
  EXPECT_NEAR(after.b, before.b, 1e-9);
}

TEST(Promotion, TakesAFullWindow) {
  EXPECT_FALSE(
      DecidePromotion(Judged(199, -2, .3, kExpectedAccuracy, 4), kExpectedAccuracy).promoted);
}

TEST(Promotion, IsEarnedByForecastingBetter) {
  const Promotion promotion =
      DecidePromotion(Judged(600, -1, .4, kExpectedAccuracy, 5), kExpectedAccuracy);
  EXPECT_TRUE(promotion.promoted);
  EXPECT_EQ(promotion.judged, kPromotionWindow);
  EXPECT_GT(promotion.gain, 2 * promotion.standard_error);
  EXPECT_FALSE(promotion.InUse().identity());
}

TEST(Promotion, IsHardlyEverGivenForNothing) {
  int promoted = 0;
  for (uint64_t seed = 10; seed < 60; ++seed) {
    const Promotion promotion =
        DecidePromotion(Judged(400, 0, 1, kExpectedAccuracy, seed), kExpectedAccuracy);
    promoted += promotion.promoted;
    EXPECT_EQ(promotion.InUse().identity(), !promotion.promoted);
  }
  EXPECT_LE(promoted, 3);
}

// What was forecast by a learner that knew little says nothing of one that knows more.
TEST(Promotion, ForgetsTheEarlierHalf) {
  auto judged = Judged(300, -2, .3, kExpectedAccuracy, 7);
  const auto later = Judged(300, 0, 1, kExpectedAccuracy, 8);
  judged.insert(judged.end(), later.begin(), later.end());
  const CalibrationMap map = DecidePromotion(judged, kExpectedAccuracy).fitted;
  const CalibrationMap expected = FitCalibrationMap(later, kExpectedAccuracy);
  EXPECT_EQ(map.a, expected.a);
  EXPECT_EQ(map.b, expected.b);
}

TEST(Promotion, LooksAtNothingFromLaterThanTheVerdict) {
  auto judged = Judged(300, -1, .4, kExpectedAccuracy, 6);
  // The last block of the window is forecast by a fit that has not seen it: whatever it holds, the
  // losses before it stay, so the gain moves by its own losses alone.
  const Promotion before = DecidePromotion(judged, kExpectedAccuracy);
  for (size_t i = judged.size() - kRefitEvery; i < judged.size(); ++i) judged[i].confirmed = true;
  const Promotion after = DecidePromotion(judged, kExpectedAccuracy);
  const size_t until = judged.size() - kRefitEvery;
  const CalibrationMap used = FitCalibrationMap(
      absl::MakeSpan(judged).subspan(until / 2, until - until / 2), kExpectedAccuracy);
  const auto original = Judged(300, -1, .4, kExpectedAccuracy, 6);
  double moved = 0;
  for (size_t i = judged.size() - kRefitEvery; i < judged.size(); ++i) {
    const auto gain = [&](bool confirmed) {
      const double p = kExpectedAccuracy.Confirmed(judged[i].probability);
      const double q = kExpectedAccuracy.Confirmed(used(judged[i].probability));
      return confirmed ? std::log(q / p) : std::log((1 - q) / (1 - p));
    };
    moved += gain(true) - gain(original[i].confirmed);
  }
  EXPECT_NEAR(after.gain - before.gain, moved / kPromotionWindow, 1e-12);
}

}  // namespace
}  // namespace pcsp::diagnosis

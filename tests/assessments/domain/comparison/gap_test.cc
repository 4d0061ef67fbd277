#include "services/assessments/domain/comparison/gap.h"

#include <cmath>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "services/assessments/domain/comparison/sentences.h"

namespace pcsp::assessments {
namespace {

TEST(ScoreGap, IsTheNormalDifference) {
  const ScoreGap gap = GapBetween({.score = 70, .deviation = 3}, {.score = 50, .deviation = 4});
  EXPECT_NEAR(gap.difference, 20, 1e-12);
  EXPECT_NEAR(gap.deviation, 5, 1e-12);
  EXPECT_NEAR(gap.low, 20 - 8.2242681348, 1e-8);
  EXPECT_NEAR(gap.p_apart, .977249868 + 9.87e-10, 1e-8) << "pnorm(2) + pnorm(-6)";
  EXPECT_EQ(gap.word, GapWord::kFirstMoreSettled);
  EXPECT_EQ(GapBetween({.score = 50, .deviation = 4}, {.score = 70, .deviation = 3}).word,
            GapWord::kSecondMoreSettled);
  EXPECT_EQ(GapBetween({.score = 64, .deviation = 4}, {.score = 50, .deviation = 3}).word,
            GapWord::kFirstProbablyMoreSettled)
      << "P = pnorm(.8) = .788";
  EXPECT_EQ(GapBetween({.score = 50, .deviation = 9}, {.score = 50, .deviation = 9}).word,
            GapWord::kNoGapSeen)
      << "often apart, but nobody knows which way";
}

// In steps, an interval still holds what it held; and the steps by which its ends have moved do not
// make anybody less sure.
TEST(ScoreGap, InStepsHoldsItsInterval) {
  for (double difference = -30; difference < 30; difference += .7) {
    const ScoreGap exact = GapOf(difference, 3.3);
    for (double step : {.1, 1., 5., 10.}) {
      const ScoreGap told = InSteps(exact, step);
      EXPECT_LE(told.low, exact.low + 1e-9);
      EXPECT_GE(told.high, exact.high - 1e-9);
      EXPECT_LE(told.low, told.difference);
      EXPECT_GE(told.high, told.difference);
      EXPECT_GT(told.high, told.low) << "never 60 to 60";
      EXPECT_NEAR(told.deviation, exact.deviation, step / 2 + 1e-9);
    }
  }
  const ScoreGap one = InSteps(GapOf(60.2, .1), 1);
  EXPECT_EQ(one.low, 60);
  EXPECT_EQ(one.high, 61);
}

TEST(ScoreGap, NamesWhoSeesItAsMoreSettled) {
  const ScoreGap gap = GapBetween({.score = 70, .deviation = 3}, {.score = 50, .deviation = 4});
  EXPECT_EQ(SentenceOf("coherence", "steering group", "practices", gap),
            "The steering group sees coherence as more settled than the practices does: 20 points "
            "apart (90 % interval 11 to 29).");
}

TEST(Radar, SaysWhichWaveAnEarlierScoreRestsOn) {
  EXPECT_EQ(
      RadarSentence(Construct::kCoherence, {.score = 68, .low = 59.6, .high = 76.2},
                    Estimate{.score = 61}, 60),
      "Coherence is at 68 of 100 (90 % interval 59 to 77), after 61 as the earlier wave alone "
      "says; the programme is at 60.");
}

TEST(MeanOf, CountsEachSiteOnce) {
  const Estimate mean = MeanOf({{.score = 40, .deviation = 3}, {.score = 60, .deviation = 4}});
  EXPECT_NEAR(mean.score, 50, 1e-12);
  EXPECT_NEAR(mean.deviation, 2.5, 1e-12);
}

// Every pair of answers, one by one.
double Brute(const std::vector<int32_t>& a, const std::vector<int32_t>& b) {
  double sum = 0, n = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    for (size_t j = 0; j < b.size(); ++j) {
      sum += static_cast<double>(a[i]) * b[j] * ((i > j) - (i < j));
      n += static_cast<double>(a[i]) * b[j];
    }
  }
  return sum / n;
}

TEST(CliffsDelta, IsThatOfEveryPair) {
  std::mt19937 random(2);
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<int32_t> a(5), b(5);
    for (int k = 0; k < 5; ++k) {
      a[k] = static_cast<int32_t>(random() % 4);
      b[k] = static_cast<int32_t>(random() % 4);
    }
    ++a[2];
    ++b[2];
    const auto delta = CliffsDelta(a, b);
    EXPECT_NEAR(delta->delta, Brute(a, b), 1e-12);
    EXPECT_NEAR(CliffsDelta(b, a)->delta, -delta->delta, 1e-12);
    if (!delta->low) continue;
    EXPECT_LE(*delta->low, delta->delta + 1e-12);
    EXPECT_GE(*delta->high, delta->delta - 1e-12);
    EXPECT_NEAR(*CliffsDelta(b, a)->low, -*delta->high, 1e-9);
  }
}

TEST(CliffsDelta, AtItsEnds) {
  EXPECT_EQ(CliffsDelta({0, 0, 0, 0, 4}, {4, 0, 0, 0, 0})->delta, 1);
  EXPECT_EQ(CliffsDelta({0, 0, 4, 0, 0}, {0, 0, 9, 0, 0})->delta, 0);
  EXPECT_EQ(CliffsDelta({0, 0, 0, 0, 0}, {4, 0, 0, 0, 0}), std::nullopt);
  EXPECT_EQ(CliffsDelta({1, 0, 0}, {1, 0, 0, 0, 0}), std::nullopt) << "scales that differ";
  EXPECT_EQ(CliffsDelta({0, 0, 0, 0, 1}, {4, 0, 0, 0, 0})->low, std::nullopt);
}

// The interval holds the true delta about nine times in ten.
TEST(CliffsDelta, CoversAtItsLevel) {
  const std::vector<double> first = {.05, .15, .3, .3, .2}, second = {.1, .25, .3, .25, .1};
  double truth = 0;
  for (int i = 0; i < 5; ++i) {
    for (int j = 0; j < 5; ++j) truth += first[i] * second[j] * ((i > j) - (i < j));
  }
  std::mt19937_64 random(9);
  std::discrete_distribution<int> a(first.begin(), first.end()), b(second.begin(), second.end());
  int covered = 0;
  constexpr int kTrials = 2000;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<int32_t> x(5), y(5);
    for (int i = 0; i < 15; ++i) ++x[a(random)];
    for (int i = 0; i < 20; ++i) ++y[b(random)];
    const auto delta = CliffsDelta(x, y);
    covered += *delta->low <= truth && truth <= *delta->high;
  }
  EXPECT_NEAR(static_cast<double>(covered) / kTrials, .9, .03);
}

}  // namespace
}  // namespace pcsp::assessments

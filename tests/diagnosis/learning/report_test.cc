#include <algorithm>
#include <cmath>
#include <random>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/learning/report/calibration_report.h"
#include "tests/diagnosis/simulation/chance.h"

namespace pcsp::diagnosis {
namespace {

using testing::Chance;

Scores Score(const std::vector<Forecast>& forecasts) {
  const SortedForecasts sorted(forecasts);
  return ScoresOf(sorted, sorted.weight);
}

Forecast Of(double probability, bool holds, double weight = 1) {
  return {.site = "s", .probability = probability, .holds = holds, .weight = weight};
}

// Outcomes with P(holds) = logistic(a + b logit p).
std::vector<Forecast> Drawn(int n, double a, double b, uint64_t seed) {
  Chance chance(seed);
  std::vector<Forecast> forecasts;
  for (int i = 0; i < n; ++i) {
    const double logit = chance.Normal(1.5);
    forecasts.push_back({absl::StrCat("s", i / 10), Level::kPractice,
                         i % 2 ? Construct::kCoherence : Construct::kCollectiveAction,
                         1 / (1 + std::exp(-logit)),
                         chance.Happens(1 / (1 + std::exp(-a - b * logit)))});
  }
  return forecasts;
}

// By hand: p = .1 .4 .4 .8, outcomes 0 0 1 1.
TEST(Scores, AreWhatAHandComesTo) {
  const Scores scores = Score({Of(.8, true), Of(.4, false), Of(.1, false), Of(.4, true)});
  EXPECT_NEAR(*scores[Metric::kBrier], (.01 + .16 + .36 + .04) / 4, 1e-12);
  EXPECT_NEAR(*scores[Metric::kLogLoss],
              -(std::log(.9) + std::log(.6) + std::log(.4) + std::log(.8)) / 4, 1e-12);
  EXPECT_NEAR(*scores[Metric::kAuc], 3.5 / 4, 1e-12);
  EXPECT_NEAR(*scores[Metric::kUncertainty], .25, 1e-12);
  // Bins {.1}, {.4 .4}, {.8}.
  EXPECT_NEAR(*scores[Metric::kCalibrationError], (.1 + 2 * .1 + .2) / 4, 1e-12);
  EXPECT_NEAR(*scores[Metric::kReliability], (.01 + 2 * .01 + .04) / 4, 1e-12);
  EXPECT_NEAR(*scores[Metric::kResolution], (.25 + 0 + .25) / 4, 1e-12);
}

TEST(Scores, AddUpToBrier) {
  for (uint64_t seed = 1; seed < 6; ++seed) {
    const Scores scores = Score(Drawn(500, .3, .6, seed));
    EXPECT_NEAR(*scores[Metric::kReliability] - *scores[Metric::kResolution] +
                    *scores[Metric::kUncertainty] + *scores[Metric::kWithinBins],
                *scores[Metric::kBrier], 1e-12);
    EXPECT_LT(std::abs(*scores[Metric::kWithinBins]), .01);
  }
}

TEST(Scores, FindSlopeAndIntercept) {
  const Scores right = Score(Drawn(40'000, 0, 1, 1));
  EXPECT_NEAR(*right[Metric::kSlope], 1, .05);
  EXPECT_NEAR(*right[Metric::kIntercept], 0, .05);
  EXPECT_LT(*right[Metric::kCalibrationError], .01);
  const Scores wrong = Score(Drawn(40'000, -.5, .5, 2));
  EXPECT_NEAR(*wrong[Metric::kSlope], .5, .05);
  EXPECT_NEAR(*wrong[Metric::kIntercept], -.5, .05);
  EXPECT_GT(*wrong[Metric::kCalibrationError], .05);
}

TEST(Scores, SayNothingWhereOutcomesCannotTell) {
  const Scores scores = Score({Of(.3, false), Of(.6, false)});
  EXPECT_FALSE(scores[Metric::kAuc]);
  EXPECT_FALSE(scores[Metric::kSlope]);
  EXPECT_TRUE(scores[Metric::kBrier]);
  const Scores apart = Score({Of(.3, false), Of(.6, true)});
  EXPECT_FALSE(apart[Metric::kSlope]) << "perfectly told apart: no finite slope";
  EXPECT_EQ(*apart[Metric::kAuc], 1);
  EXPECT_TRUE(std::isfinite(*Score({Of(0, true), Of(1, false)})[Metric::kLogLoss]));
}

TEST(Scores, WeighAForecastLikeAsManyOfIt) {
  const Scores once = Score({Of(.3, false, 3), Of(.6, true, 2), Of(.7, false)});
  const Scores many = Score(
      {Of(.3, false), Of(.3, false), Of(.3, false), Of(.6, true), Of(.6, true), Of(.7, false)});
  for (int m = 0; m < kMetrics; ++m) {
    ASSERT_EQ(once.values[m].has_value(), many.values[m].has_value()) << m;
    EXPECT_NEAR(once.values[m].value_or(0), many.values[m].value_or(0), 1e-9) << m;
  }
}

TEST(EqualMassBins, HoldAboutTheSameAndKeepTiesTogether) {
  const SortedForecasts sorted(Drawn(1500, 0, 1, 3));
  const std::vector<Bin> bins = EqualMassBins(sorted, sorted.weight);
  ASSERT_EQ(bins.size(), kBins);
  int counted = 0;
  for (const Bin& bin : bins) {
    EXPECT_NEAR(bin.weight, 100, 1);
    counted += bin.forecasts;
  }
  EXPECT_EQ(counted, 1500);
  const SortedForecasts tied(std::vector<Forecast>(100, Of(.5, true)));
  EXPECT_EQ(EqualMassBins(tied, tied.weight).size(), 1);
}

TEST(ReliabilityDiagram, HasBandsThatHoldWhenForecastsAreRight) {
  int outside = 0, points = 0, far = 0;
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    for (const auto& point : ReliabilityDiagram(SortedForecasts(Drawn(900, 0, 1, seed)))) {
      outside += point.observed < point.low || point.observed > point.high;
      ++points;
    }
    for (const auto& point : ReliabilityDiagram(SortedForecasts(Drawn(900, 1.2, 1, seed)))) {
      far += point.observed < point.low || point.observed > point.high;
    }
  }
  EXPECT_LT(outside, .10 * points);
  EXPECT_GT(outside, 0);
  EXPECT_GT(far, .4 * points);
}

TEST(CalibrationReport, HasGroupsAndIntervalsAroundTheirValues) {
  const std::vector<Forecast> forecasts = Drawn(1000, 0, 1, 4);
  const std::vector<GroupReport> groups = CalibrationReport(forecasts);
  ASSERT_EQ(groups.size(), 4);  // all, practice, and two constructs
  EXPECT_FALSE(groups[0].level);
  EXPECT_EQ(groups[1].level, Level::kPractice);
  EXPECT_EQ(groups[2].construct, Construct::kCoherence);
  EXPECT_EQ(groups[2].forecasts, 500);
  EXPECT_EQ(groups[0].sites, 100);
  for (Metric metric : {Metric::kBrier, Metric::kLogLoss, Metric::kAuc, Metric::kSlope}) {
    const Estimate& estimate = groups[0][metric];
    EXPECT_LT(*estimate.low, *estimate.value);
    EXPECT_GT(*estimate.high, *estimate.value);
  }
}

TEST(CalibrationReport, GivesNoIntervalsOfAFewSites) {
  std::vector<Forecast> forecasts = Drawn(50, 0, 1, 4);  // of five sites
  EXPECT_TRUE(CalibrationReport(forecasts)[0][Metric::kBrier].low);
  for (Forecast& forecast : forecasts) {
    if (forecast.site == "s4") forecast.site = "s3";
  }
  const GroupReport few = CalibrationReport(forecasts)[0];
  EXPECT_EQ(few.sites, 4);
  EXPECT_TRUE(few[Metric::kBrier].value);
  EXPECT_FALSE(few[Metric::kBrier].low || few[Metric::kBrier].high);
}

TEST(CalibrationReport, IsTheSameInAnyOrderAndEveryTime) {
  std::vector<Forecast> forecasts = Drawn(300, 0, 1, 5);
  const std::vector<GroupReport> once = CalibrationReport(forecasts, {.draws = 50});
  std::mt19937_64 random(1);
  std::shuffle(forecasts.begin(), forecasts.end(), random);
  const std::vector<GroupReport> again = CalibrationReport(forecasts, {.draws = 50});
  for (size_t g = 0; g < once.size(); ++g) {
    for (int m = 0; m < kMetrics; ++m) {
      EXPECT_EQ(once[g].estimates[m].value, again[g].estimates[m].value);
      EXPECT_EQ(once[g].estimates[m].low, again[g].estimates[m].low);
      EXPECT_EQ(once[g].estimates[m].high, again[g].estimates[m].high);
    }
  }
}

// Sites whose forecasts stand or fall together leave more doubt than as many independent ones.
TEST(CalibrationReport, DrawsWholeSites) {
  std::vector<Forecast> together, apart;
  Chance chance(6);
  for (int site = 0; site < 40; ++site) {
    const bool holds = chance.Happens(.5);
    for (int i = 0; i < 10; ++i) {
      together.push_back({absl::StrCat("s", site), Level::kPractice, Construct::kNone, .6, holds});
      apart.push_back(together.back());
      apart.back().site = absl::StrCat("s", site, "/", i);
    }
  }
  const auto width = [](const std::vector<Forecast>& forecasts) {
    const Estimate brier = CalibrationReport(forecasts)[0][Metric::kBrier];
    return *brier.high - *brier.low;
  };
  EXPECT_GT(width(together), 2 * width(apart));
}

}  // namespace
}  // namespace pcsp::diagnosis

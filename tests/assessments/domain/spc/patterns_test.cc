// The rules one by one, against the published oracles and against cases made by formula.
#include "services/assessments/domain/spc/patterns.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::assessments::spc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Observed> Series(const std::vector<double>& values) {
  std::vector<Observed> points;
  for (double value : values) {
    points.push_back({.index = static_cast<int>(points.size()), .value = value});
  }
  return points;
}

// Middle 0 and limits +-3, so that values are their own z scores.
std::vector<Pattern> Find(const std::vector<double>& values, absl::string_view set = "mdc-2019") {
  return FindPatterns(Series(values), {0, std::vector<double>(values.size(), 1.0)},
                      *FindRuleSet(set));
}

Pattern P(Rule rule, size_t first, size_t last, int side) { return {rule, first, last, side}; }

const std::vector<double> kOracle = {52, 54, 51, 55, 53, 52, 56, 54, 53, 55,
                                     58, 60, 59, 61, 60, 62, 61, 63, 59, 64};

TEST(Limits, AreThoseOfTheOracle) {
  const auto limits = XmrLimits(Series(kOracle), 10, true);
  ASSERT_TRUE(limits);
  EXPECT_DOUBLE_EQ(limits->centre, 53.5);
  EXPECT_NEAR(limits->Lower(0), 47.293333333333, 1e-9);
  EXPECT_NEAR(limits->Upper(19), 59.706666666667, 1e-9);
  std::vector<int> outside;
  for (const Pattern& pattern : FindPatterns(Series(kOracle), *limits, RuleSets()[0])) {
    if (pattern.rule == Rule::kPointOutside) outside.push_back(static_cast<int>(pattern.first) + 1);
  }
  EXPECT_THAT(outside, ElementsAre(12, 14, 15, 16, 17, 18, 20));
}

TEST(Limits, LeaveOutOddRangesOnce) {
  // Six ranges of 1 and two of 10: their mean is 3.25, and 10 is less than 3.267 times that.
  const auto quiet = XmrLimits(Series({0, 1, 0, 1, 0, 10, 0, 1, 0}), 0, true);
  EXPECT_NEAR(quiet->sigma[0] * 3, 2.66 * 26 / 8, 1e-9);
  // Nine ranges of 1 and one of 40: the mean is 4.9, and 40 is more than 3.267 times that.
  const std::vector<double> odd = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 41};
  EXPECT_NEAR(XmrLimits(Series(odd), 0, true)->sigma[0] * 3, 2.66, 1e-9);
  EXPECT_NEAR(XmrLimits(Series(odd), 0, false)->sigma[0] * 3, 2.66 * 49 / 10, 1e-9);
}

TEST(Limits, TakeNoRangeAcrossAGap) {
  std::vector<Observed> points = Series({1, 2, 9, 10});
  points[2].index = 5;
  points[3].index = 6;
  EXPECT_NEAR(XmrLimits(points, 0, true)->sigma[0] * 3, 2.66, 1e-9);
  points[1].index = 2;
  points[3].index = 8;
  EXPECT_FALSE(XmrLimits(points, 0, true));
}

TEST(Limits, OfProportionsGoByTheDenominator) {
  // 10 of 100 and 40 of 400: both at the middle of 0.1, so the spread is no wider than chance.
  std::vector<Observed> points = {{0, 0.1, 100}, {1, 0.1, 400}};
  const auto limits = PLimits(points, 0);
  EXPECT_DOUBLE_EQ(limits->centre, 0.1);
  EXPECT_NEAR(limits->sigma[0], 0.03, 1e-12);
  EXPECT_NEAR(limits->sigma[1], 0.015, 1e-12);
}

TEST(Limits, OfRatesWidenWithSpreadBeyondChance) {
  // Middle 0.2 at 100: sigma 0.04, z = -2.5, 2.5, -2.5, 2.5; mean range 5, factor 5 / 1.128.
  std::vector<Observed> points = {{0, 0.1, 100}, {1, 0.3, 100}, {2, 0.1, 100}, {3, 0.3, 100}};
  EXPECT_NEAR(PLimits(points, 0)->sigma[2], 0.04 * 5 / 1.128, 1e-12);
  // Middle 4 for each of 25: sigma sqrt(4 / 25) = 0.4, z = -2.5 and so on.
  points = {{0, 3, 25}, {1, 5, 25}, {2, 3, 25}, {3, 5, 25}};
  EXPECT_NEAR(ULimits(points, 0)->sigma[0], 0.4 * 5 / 1.128, 1e-12);
  // All or nothing leaves no room for chance.
  points = {{0, 1, 25}, {1, 1, 25}};
  EXPECT_EQ(PLimits(points, 0)->sigma[0], 0);
}

TEST(Patterns, BeyondALimitAndNotOnIt) {
  EXPECT_THAT(Find({0, 3, 0}), IsEmpty());
  EXPECT_THAT(Find({0, 3.01, 0, -3.01}),
              ElementsAre(P(Rule::kPointOutside, 1, 1, 1), P(Rule::kPointOutside, 3, 3, -1)));
}

TEST(Patterns, SevenOnOneSideUnlessOneIsOnTheMiddle) {
  EXPECT_THAT(Find({-1, 1, .5, 1, .5, 1, .5}), IsEmpty());
  EXPECT_THAT(Find({-1, 1, .5, 1, .5, 1, .5, 1, .5}), ElementsAre(P(Rule::kShift, 1, 8, 1)));
  EXPECT_THAT(Find({1, .5, 1, 0, 1, .5, 1, .5, 1}), IsEmpty());
  EXPECT_THAT(Find({-1, -.5, -1, -.5, -1, -.5, -1}), ElementsAre(P(Rule::kShift, 0, 6, -1)));
}

TEST(Patterns, ATrendIsSixStepsAndEqualValuesEndIt) {
  EXPECT_THAT(Find({-1.5, -1, -.5, .5, 1, 1.5}), IsEmpty());
  EXPECT_THAT(Find({-1.5, -1, -.5, .5, 1, 1.5}, "mdc-2019-trend-6"),
              ElementsAre(P(Rule::kTrend, 0, 5, 1)));
  EXPECT_THAT(Find({1, -1.5, -1, -.5, -.2, .5, 1, 1.5}), ElementsAre(P(Rule::kTrend, 1, 7, 1)));
  EXPECT_THAT(Find({-1.5, -1, -.5, -.5, .5, 1, 1.5}), IsEmpty());
  EXPECT_THAT(Find({1.5, 1, .5, .2, -.5, -1, -1.5}), ElementsAre(P(Rule::kTrend, 0, 6, -1)));
}

TEST(Patterns, TwoOfThreeNearALimit) {
  EXPECT_THAT(Find({-.5, 2.1, 2.2, -.5}), IsEmpty());  // the third is on the other side
  EXPECT_THAT(Find({-.5, 2.1, 1, 2.2, -.5}), ElementsAre(P(Rule::kNearLimit, 1, 3, 1)));
  EXPECT_THAT(Find({-.5, 2, 1, 2.2, -.5}), IsEmpty());  // on two thirds is not beyond
  EXPECT_THAT(Find({1, -2.1, -1, -2.5, 1}), ElementsAre(P(Rule::kNearLimit, 1, 3, -1)));
  EXPECT_THAT(Find({-.5, 2.1, 1, 2.2, 2.3, -.5}), ElementsAre(P(Rule::kNearLimit, 1, 4, 1)));
}

TEST(Patterns, RuleSetsDifferInWhetherBeyondIsNear) {
  const std::vector<double> values = {-.5, 2.1, 1, 3.5, -.5};
  EXPECT_THAT(Find(values), ElementsAre(P(Rule::kPointOutside, 3, 3, 1)));
  EXPECT_THAT(Find(values, "mdc-2025"),
              ElementsAre(P(Rule::kNearLimit, 1, 3, 1), P(Rule::kPointOutside, 3, 3, 1)));
}

TEST(Runs, AreThoseOfTheOracle) {
  const RunChart chart = FindRuns(Series(kOracle));
  EXPECT_EQ(chart.median, 57);
  EXPECT_EQ(chart.useful, 20);
  EXPECT_EQ(chart.longest_run, 10);
  EXPECT_EQ(chart.crossings, 1);
  EXPECT_THAT(chart.patterns, ElementsAre(P(Rule::kLongRun, 0, 9, -1), P(Rule::kLongRun, 10, 19, 1),
                                          P(Rule::kFewCrossings, 0, 19, 0)));
}

struct Anhoej {
  int useful, run, crossings;
};

TEST(Runs, HaveThePublishedLimits) {
  // domain.md 3.7 for 10 to 30, the oracle for 40 and 60.
  const Anhoej table[] = {{10, 6, 2}, {11, 6, 2},  {12, 7, 3},  {13, 7, 3},  {14, 7, 4}, {15, 7, 4},
                          {16, 7, 4}, {17, 7, 5},  {18, 7, 5},  {19, 7, 6},  {20, 7, 6}, {21, 7, 6},
                          {22, 7, 7}, {23, 8, 7},  {24, 8, 8},  {25, 8, 8},  {26, 8, 8}, {27, 8, 9},
                          {28, 8, 9}, {29, 8, 10}, {30, 8, 10}, {40, 8, 14}, {60, 9, 23}};
  for (const Anhoej& row : table) {
    std::vector<double> values;
    for (int i = 0; i < row.useful; ++i) values.push_back(i % 2 == 0 ? -1.0 - i : 1.0 + i);
    if (row.useful % 2 == 1) values.back() = 1.5;  // so that no point is on the median
    values.push_back(0);                           // and one that is: it is not useful
    if (row.useful % 2 == 1) values.push_back(0);
    const RunChart chart = FindRuns(Series(values));
    EXPECT_EQ(chart.useful, row.useful);
    EXPECT_EQ(chart.longest_run_limit, row.run) << row.useful;
    EXPECT_EQ(chart.crossings_limit, row.crossings) << row.useful;
  }
}

TEST(Runs, PassOverTiesWithTheMedian) {
  // Median 5: above, tie, above is one run of two.
  const RunChart chart = FindRuns(Series({6, 5, 7, 4, 5, 3, 8, 2}));
  EXPECT_EQ(chart.median, 5);
  EXPECT_EQ(chart.useful, 6);
  EXPECT_EQ(chart.longest_run, 2);
  EXPECT_EQ(chart.crossings, 3);
  EXPECT_THAT(chart.patterns, IsEmpty());  // too few to say
}

TEST(Runs, SayNothingOfChanceAlone) {
  const RunChart chart = FindRuns(Series({1, 9, 2, 8, 3, 7, 1, 9, 2, 8, 3, 7}));
  EXPECT_THAT(chart.patterns, IsEmpty());
  EXPECT_EQ(FindRuns(Series({4, 4, 4})).useful, 0);
}

TEST(RuleSets, AreFoundByName) {
  for (const RuleSet& set : RuleSets()) EXPECT_EQ(FindRuleSet(set.name), &set);
  EXPECT_EQ(FindRuleSet("mdc-1999"), nullptr);
  EXPECT_EQ(NameOf(Rule::kTrend, *FindRuleSet("mdc-2019-trend-6")), "a trend of 6");
}

}  // namespace
}  // namespace pcsp::assessments::spc

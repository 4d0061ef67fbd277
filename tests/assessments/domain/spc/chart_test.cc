#include "services/assessments/domain/spc/chart.h"

#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::assessments::spc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Month kStart(2024, 1);

std::vector<MonthFigure> Months(const std::vector<double>& counts, double denominator = 0) {
  std::vector<MonthFigure> figures;
  for (double count : counts) {
    figures.push_back({kStart + static_cast<int>(figures.size()), count, denominator});
  }
  return figures;
}

const std::vector<double> kQuiet = {52, 54, 51, 55, 53, 52, 56, 54, 53, 55, 52, 54};

TEST(Chart, OfNothingSaysSo) {
  const Chart chart = DrawChart({}, {}, {});
  EXPECT_THAT(chart.points, IsEmpty());
  EXPECT_EQ(chart.sentence, "No month has a figure that can be shown.");
}

TEST(Chart, OfQuietMonthsIsAnXmrWithoutSignals) {
  const Chart chart = DrawChart(Months(kQuiet), {}, {});
  EXPECT_EQ(chart.kind, ChartKind::kXmr);
  EXPECT_EQ(chart.rules->name, "mdc-2019");
  EXPECT_THAT(chart.signals, IsEmpty());
  ASSERT_THAT(chart.phases, SizeIs(1));
  EXPECT_TRUE(chart.phases[0].has_limits);
  EXPECT_EQ(chart.sentence,
            "There is no sign of change: the months differ as chance lets them. The mean is 53.4; "
            "chance alone takes a month anywhere from 47.1 to 59.7.");
}

TEST(Chart, SaysWhenThereAreTooFewMonths) {
  const Chart chart = DrawChart(Months({3, 4, 5}), {}, {});
  EXPECT_EQ(chart.kind, ChartKind::kRun);
  EXPECT_EQ(chart.rules->name, "anhoej-2014");
  EXPECT_EQ(chart.phases[0].centre, 4);
  EXPECT_FALSE(chart.points[2].upper);
  EXPECT_EQ(chart.sentence,
            "So far there are 3 months, the latest (2024-03) with 5: too few to tell change from "
            "chance, a run chart needs 10 months off its median and limits need 12.");
  EXPECT_THAT(DrawChart(Months({3}), {}, {}).sentence, HasSubstr("there is 1 month, the latest"));
  EXPECT_THAT(DrawChart(Months({3, 4}), {}, {.kind = ChartKind::kXmr}).sentence,
              HasSubstr("limits need 12"));
}

TEST(Chart, OfElevenMonthsIsARunChartThatJudges) {
  const Chart chart = DrawChart(Months({1, 2, 1, 2, 1, 5, 9, 8, 9, 8, 9}), {}, {});
  EXPECT_EQ(chart.kind, ChartKind::kRun);
  ASSERT_THAT(chart.signals, SizeIs(1));
  EXPECT_EQ(chart.signals[0].rule, Rule::kFewCrossings);
  EXPECT_EQ(chart.signals[0].meaning, Meaning::kNeutral);
  EXPECT_THAT(chart.sentence, HasSubstr("unusually few crossings since 2024-01"));
}

TEST(Chart, NamesWhatIsBetterByTheDirection) {
  std::vector<double> counts = kQuiet;
  for (int i = 0; i < 7; ++i) counts.push_back(56 + i % 2);
  const Chart higher = DrawChart(Months(counts), {}, {.baseline = 12});
  ASSERT_THAT(higher.signals, SizeIs(1));
  EXPECT_EQ(higher.signals[0].rule, Rule::kShift);
  EXPECT_EQ(higher.signals[0].first, Month(2024, 12));  // the last quiet month is above the mean
  EXPECT_EQ(higher.signals[0].meaning, Meaning::kImprovement);
  EXPECT_EQ(higher.signals[0].sentence,
            "2024-12 to 2025-07: 7 on one side of the mean, a change for the better.");
  EXPECT_THAT(higher.sentence, HasSubstr("There is a change for the better that chance alone would "
                                         "hardly bring about: 7 on one side of the mean since "
                                         "2024-12."));
  EXPECT_THAT(higher.points[11].rules, ElementsAre(Rule::kShift));
  const Chart lower =
      DrawChart(Months(counts), {}, {.direction = Direction::kLower, .baseline = 12});
  EXPECT_EQ(lower.signals[0].meaning, Meaning::kConcern);
  const Chart neither =
      DrawChart(Months(counts), {}, {.direction = Direction::kNeither, .baseline = 12});
  EXPECT_EQ(neither.signals[0].meaning, Meaning::kNeutral);
}

TEST(Chart, TakesAnEarlierSignalForOver) {
  std::vector<double> counts = kQuiet;
  counts[3] = 70;
  const Chart chart = DrawChart(Months(counts), {}, {});
  ASSERT_THAT(chart.signals, SizeIs(1));
  EXPECT_THAT(chart.sentence, HasSubstr("no sign of change now; the last one ended in 2024-04."));
}

TEST(Chart, BeginsAnewAtADocumentedChangeAlone) {
  std::vector<double> counts = kQuiet;
  for (double count : kQuiet) counts.push_back(count + 20);
  const Chart blind = DrawChart(Months(counts), {}, {});
  EXPECT_FALSE(blind.signals.empty());
  const std::vector<Change> changes = {{Month(2025, 1), "letters go out by post"}};
  const Chart chart = DrawChart(Months(counts), changes, {});
  EXPECT_THAT(chart.signals, IsEmpty());
  ASSERT_THAT(chart.phases, SizeIs(2));
  EXPECT_EQ(chart.phases[0].last, Month(2024, 12));
  EXPECT_EQ(chart.phases[1].reason, "letters go out by post");
  EXPECT_NEAR(*chart.phases[1].centre - *chart.phases[0].centre, 20, 1e-9);
  EXPECT_EQ(chart.points[12].phase, 1);
}

TEST(Chart, SaysThatANewPhaseIsShort) {
  std::vector<double> counts = kQuiet;
  counts.insert(counts.end(), {70, 71});
  const Chart chart = DrawChart(Months(counts), std::vector<Change>{{Month(2025, 1), "x"}}, {});
  EXPECT_TRUE(chart.phases[0].has_limits);
  EXPECT_FALSE(chart.phases[1].has_limits);
  EXPECT_THAT(chart.sentence, HasSubstr("Since the change in 2025-01 there are 2 months"));
  EXPECT_FALSE(chart.points[13].upper);
}

TEST(Chart, KeepsMissingMonthsAsGaps) {
  std::vector<MonthFigure> figures = Months({1, 2, 3});
  figures[2].month = Month(2024, 5);
  const Chart chart = DrawChart(figures, {}, {});
  ASSERT_THAT(chart.points, SizeIs(5));
  EXPECT_FALSE(chart.points[2].value);
  EXPECT_EQ(chart.points[4].value, 3);
  EXPECT_EQ(chart.missing, 2);
  EXPECT_THAT(chart.sentence, HasSubstr("2 months have no figure."));
}

TEST(Chart, KeepsWithheldMonthsAtItsEnds) {
  const Chart chart = DrawChart(Months({std::nan(""), 9, std::nan("")}), {}, {});
  ASSERT_THAT(chart.points, SizeIs(3));
  EXPECT_FALSE(chart.points[0].value);
  EXPECT_FALSE(chart.points[2].value);
  EXPECT_EQ(chart.missing, 2);
  const Chart none = DrawChart(Months({std::nan("")}), {}, {});
  EXPECT_THAT(none.points, SizeIs(1));
  EXPECT_EQ(none.sentence, "No month has a figure that can be shown.");
}

TEST(Chart, DrawsRatesByTheirDenominators) {
  std::vector<MonthFigure> figures = Months(std::vector<double>(12, 40), 50);
  figures[3].count = 80;
  figures[3].denominator = 100;
  figures[5].count = figures[5].denominator = 0;  // nothing to be out of: no figure
  figures.push_back({Month(2025, 1), 38, 50});
  const Chart chart = DrawChart(figures, {}, {.figure = MeasureKind::kProportion});
  EXPECT_EQ(chart.kind, ChartKind::kP);
  EXPECT_EQ(chart.missing, 1);
  EXPECT_NEAR(*chart.points[0].value, 80, 1e-9);
  EXPECT_NEAR(*chart.phases[0].centre, 100 * 518 / 650.0, 1e-9);
  const double wide = *chart.phases[0].centre - *chart.points[0].lower;
  const double narrow = *chart.phases[0].centre - *chart.points[3].lower;
  EXPECT_NEAR(wide / narrow, std::sqrt(2), 1e-9);
  EXPECT_THAT(chart.sentence, HasSubstr("%"));
}

TEST(Chart, LeavesOutLimitsBeyondWhatIsPossible) {
  std::vector<double> counts;
  for (int i = 0; i < 12; ++i) counts.push_back(i % 2 == 0 ? 1 : 9);
  EXPECT_FALSE(DrawChart(Months(counts), {}, {}).points[0].lower);
  EXPECT_TRUE(DrawChart(Months(counts), {}, {}).points[0].upper);
  const Chart share =
      DrawChart(Months(std::vector<double>(12, 49), 50), {}, {.figure = MeasureKind::kProportion});
  EXPECT_FALSE(share.points[0].upper);
}

TEST(Chart, GivesRatiosForSoMany) {
  const Chart chart = DrawChart(Months(std::vector<double>(12, 5), 2000), {},
                                {.figure = MeasureKind::kRatio, .per = 1000});
  EXPECT_EQ(chart.kind, ChartKind::kU);
  EXPECT_NEAR(*chart.points[0].value, 2.5, 1e-9);
  EXPECT_NEAR(*chart.points[0].upper, 1000 * (0.0025 + 3 * std::sqrt(0.0025 / 2000)), 1e-9);
}

}  // namespace
}  // namespace pcsp::assessments::spc

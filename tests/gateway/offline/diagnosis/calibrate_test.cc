// A file of verdicts to its figures, checked by hand, and everything that can be wrong with one.
#include <cmath>
#include <sstream>

#include "gateway/cli/offline/diagnosis/calibration_json.h"
#include "gateway/cli/offline/diagnosis/verdict_file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/gateway/offline/diagnosis/examples.h"
#include "tests/support/status_matchers.h"

namespace pcsp::offline {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsOk;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

absl::StatusOr<nlohmann::ordered_json> Calibrated(const std::string& csv) {
  std::istringstream in(csv);
  auto verdicts = ReadVerdicts(in);
  if (!verdicts.ok()) return verdicts.status();
  return ToJson(diagnosis::CalibrationReport(*verdicts));
}

double Of(const nlohmann::ordered_json& json, const char* figure) {
  return json[figure].get<double>();
}

TEST(Calibrate, ScoresTheExample) {
  const auto json = Calibrated(testing::Example("csv"));
  ASSERT_OK(json);
  EXPECT_EQ((*json)["verdicts"], 6);
  EXPECT_EQ((*json)["sites"], 3);
  const double brier = (.09 * .09 + .12 * .12 + .65 * .65 + .08 * .08 + .55 * .55 + .28 * .28) / 6;
  EXPECT_NEAR(Of(*json, "brier"), brier, 1e-12);
  EXPECT_NEAR(Of(*json, "log_loss"), -std::log(.91 * .88 * .35 * .92 * .45 * .72) / 6, 1e-12);
  EXPECT_NEAR(Of(*json, "auc"), 8.0 / 9, 1e-12) << "of nine pairs, .35 loses to .55";
  // Six bins of one verdict each: the mean distance of p and verdict.
  EXPECT_NEAR(Of(*json, "ece"), (.09 + .12 + .65 + .08 + .55 + .28) / 6, 1e-12);
  EXPECT_NEAR(Of(*json, "brier"),
              Of(*json, "brier_reliability") - Of(*json, "brier_resolution") +
                  Of(*json, "brier_uncertainty") + Of(*json, "brier_within_bins"),
              1e-12);
  EXPECT_NEAR(Of(*json, "brier_uncertainty"), .25, 1e-12);
  EXPECT_THAT((*json)["reliability_table"], SizeIs(6));
  EXPECT_TRUE((*json)["intervals"]["brier"].is_null()) << "three sites tell too little of others";
  EXPECT_EQ((*json)["reliability_table"][0]["verdicts"], 1);
  EXPECT_THAT((*json)["groups"], SizeIs(2)) << "the level, and its issues without a construct";
}

TEST(Calibrate, GivesIntervalsFromFiveSitesOn) {
  const auto json = Calibrated("p,verdict\n0.9,1\n0.7,1\n0.6,0\n0.3,1\n0.1,0\n");
  ASSERT_OK(json);
  EXPECT_EQ((*json)["sites"], 5);
  EXPECT_LT((*json)["intervals"]["brier"]["low"].get<double>(), Of(*json, "brier"));
  EXPECT_GT((*json)["intervals"]["brier"]["high"].get<double>(), Of(*json, "brier"));
}

// At its optimum the residuals add up to nothing, and so do residuals times logits.
TEST(Calibrate, LineIsTheLikeliest) {
  const auto json = Calibrated(testing::Example("csv"));
  ASSERT_OK(json);
  const std::pair<double, int> rows[] = {{.91, 1}, {.12, 0}, {.35, 1},
                                         {.08, 0}, {.55, 0}, {.72, 1}};
  double sum = 0, moment = 0;
  for (const auto& [p, verdict] : rows) {
    const double x = std::log(p / (1 - p));
    const double fit = 1 / (1 + std::exp(-Of(*json, "intercept") - Of(*json, "slope") * x));
    sum += verdict - fit;
    moment += (verdict - fit) * x;
  }
  EXPECT_NEAR(sum, 0, 1e-7);
  EXPECT_NEAR(moment, 0, 1e-7);
}

TEST(Calibrate, WeighsByTheInverseOfTheShowProbability) {
  const auto json = Calibrated("p;verdict;show_probability\n0.2;no;0.5\n0.8;no;1\n");
  ASSERT_OK(json);
  EXPECT_NEAR(Of(*json, "brier"), (2 * .04 + .64) / 3, 1e-12);
  EXPECT_EQ((*json)["sites"], 2);
  EXPECT_TRUE((*json)["auc"].is_null());
  EXPECT_TRUE((*json)["slope"].is_null());
}

TEST(Calibrate, NamesEveryFaultByRowAndColumn) {
  const auto json = Calibrated("p,verdict,level\n1.2,1,practice\n0.5,perhaps,house\n0.5,1\n");
  EXPECT_THAT(json, HasReason("INVALID_FILE"));
  EXPECT_THAT(ViolatedFields(json.status()), ElementsAre("row 2, column p", "row 3, column verdict",
                                                         "row 3, column level", "row 4"));
  const auto never_shown = Calibrated("p,verdict,show_probability\n0.1,1,0\n0.2,0,1\n");
  EXPECT_THAT(ViolatedFields(never_shown.status()), ElementsAre("row 2, column show_probability"));
  EXPECT_THAT(ViolatedFields(Calibrated("prob,verdict\n").status()),
              UnorderedElementsAre("columns", "columns"));
  EXPECT_THAT(ViolatedFields(Calibrated("p,verdict\n").status()), ElementsAre("row 2"));
  EXPECT_THAT(ViolatedFields(Calibrated("").status()), ElementsAre("columns"));
}

}  // namespace
}  // namespace pcsp::offline

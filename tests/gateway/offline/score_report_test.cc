#include "gateway/cli/offline/score_report.h"

#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/assessments/domain/reliability/team_answers.h"
#include "tests/assessments/small_instruments.h"
#include "tests/support/status_matchers.h"

namespace pcsp::offline {
namespace {

using assessments::Instrument;
using assessments::PairPlan;
using assessments::Scale;
using assessments::testing::SmallInstrument;
using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

absl::StatusOr<nlohmann::ordered_json> Score(const Instrument& instrument, const std::string& csv) {
  const PairPlan plan(instrument);
  std::istringstream in(csv);
  auto responses = ReadResponses(in, instrument, plan);
  if (!responses.ok()) return responses.status();
  return ToJson(ScoreReport(instrument, plan, *std::move(responses)));
}

// The people of team_answers.h, whose figures R worked out.
TEST(Score, SaysWhatRSays) {
  std::string csv = "staff_group;i1;i2;i3;i4;i5;site\r\n";
  for (const auto& [team, row] : assessments::testing::TeamAnswers()) {
    absl::StrAppend(&csv, "Nurse");
    for (char c : row) absl::StrAppend(&csv, ";", c == '0' ? "" : std::string(1, c));
    absl::StrAppend(&csv, ";team ", team, "\r\n");
  }
  const auto json = Score(assessments::testing::ItemsOfCoherence(5), csv);
  ASSERT_OK(json);
  EXPECT_EQ((*json)["respondents"], 44);
  ASSERT_EQ((*json)["sites"].size(), 7u);
  const auto& overall = (*json)["overall"]["constructs"][0];
  EXPECT_NEAR(overall["alpha"].get<double>(), .716823668215, 1e-9);
  EXPECT_NEAR(overall["alpha_if_dropped"]["i4"].get<double>(), .788250823348, 1e-9);
  EXPECT_NEAR(overall["omega"].get<double>(), .742357286, 1e-7);
  EXPECT_NEAR(overall["icc1"].get<double>(), .223355609755, 1e-9);
  EXPECT_NEAR(overall["icc2"].get<double>(), .643838141083, 1e-9);
  EXPECT_THAT(overall["alerts"][0].get<std::string>(), HasSubstr("i4"));
  const auto& site = (*json)["sites"][4]["constructs"][0];
  EXPECT_EQ(site["n"], 7);
  EXPECT_NEAR(site["mean"].get<double>(), 25 * (3.52857142857 - 1), 1e-8);
  EXPECT_LT(site["score"].get<double>(), site["mean"].get<double>()) << "drawn to the others";
  // Nobody answered the other constructs: that is said, not made up.
  EXPECT_TRUE((*json)["overall"]["constructs"][1]["alpha"].is_null());
  EXPECT_TRUE((*json)["sites"][0]["constructs"][1]["mean"].is_null());
}

// A file of twenty people for whom a thing is the more normal the more they agree, or the less.
std::string WithGeneralItem(bool reversed) {
  std::string csv = "site,staff_group,g,a\n";
  for (int person = 0; person < 20; ++person) {
    const int agreement = 1 + person / 4;
    absl::StrAppend(&csv, "team,gp,", person / 2, ",", reversed ? 6 - agreement : agreement, "\n");
  }
  return csv;
}

TEST(Score, RefusesAnswersThatRunAgainstTheGeneralOnes) {
  Instrument instrument = SmallInstrument();
  Scale general{.id = "general", .kind = assessments::ScaleKind::kZeroToTen, .low = 0, .high = 10};
  MakePositions(general, {});
  instrument.scales.push_back(general);
  const int place = static_cast<int>(instrument.scales.size()) - 1;
  const int agreement = instrument.items[0].scale;
  instrument.items = {{.code = "g", .scale = place, .text = "G"},
                      {.code = "a",
                       .construct = assessments::Construct::kCoherence,
                       .scale = agreement,
                       .text = "A"}};
  instrument.IndexItems();
  EXPECT_OK(Score(instrument, WithGeneralItem(false)));
  const absl::Status refused = Score(instrument, WithGeneralItem(true)).status();
  EXPECT_THAT(refused, HasReason("CODING_REVERSED"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("Recode the file"));
}

TEST(Score, KeepsKindsOfAnswersApart) {
  const auto json = Score(SmallInstrument(),
                          "site,staff_group,pr_purpose,pr_already,pr_value\n"
                          " a ,gp,5,1,nr_role\n"
                          "a,,4,5,\n"
                          "a,admin,,,\n"
                          "b,nurse,nr_stage,2,3\n");
  ASSERT_OK(json);
  EXPECT_EQ((*json)["sites"].size(), 2u) << "spaces around a name do not matter";
  const auto& a = (*json)["sites"][0];
  EXPECT_EQ(a["respondents"], 3) << "who skipped everything is a respondent too";
  EXPECT_EQ(a["constructs"][0]["n"], 2);
  EXPECT_EQ(a["constructs"][0]["not_relevant"]["nr_role"], 1);
  EXPECT_EQ(a["constructs"][0]["skipped"], 4);
  EXPECT_EQ(a["items"][1]["counts"]["5"], 1) << "as answered";
  EXPECT_THAT(a["items"][1]["scored_counts"].get<std::vector<int>>(), ElementsAre(1, 0, 0, 0, 1))
      << "turned round";
  EXPECT_EQ(a["items"][3]["skipped"], 3) << "an item without a column";
  // Person 1: 5 and (reversed) 5; person 2: 4 and 1.
  EXPECT_NEAR(a["constructs"][0]["mean"].get<double>(), (100 + 37.5) / 2, 1e-9);
}

TEST(Score, NamesEveryFaultByRowAndColumn) {
  const auto result = Score(SmallInstrument(),
                            "site,staff_group,pr_purpose,pr_already\n"
                            "a,gp,6,1\n"
                            ",gp,1,1\n"
                            "\n"
                            "a,doctor,1,x\n"
                            "a,gp,1\n");
  EXPECT_THAT(result.status(), HasReason("INVALID_FILE"));
  EXPECT_THAT(ViolatedFields(result.status()),
              ElementsAre("row 2, column pr_purpose", "row 3, column site",
                          "row 5, column staff_group", "row 5, column pr_already", "row 6"));
}

TEST(Score, RefusesWhatIsNoTable) {
  EXPECT_THAT(ViolatedFields(Score(SmallInstrument(), "site,staff_group,pr_nothing\n").status()),
              ElementsAre("columns[3]"));
  EXPECT_THAT(ViolatedFields(Score(SmallInstrument(), "staff_group,pr_purpose\n").status()),
              ElementsAre("columns"));
  EXPECT_THAT(Score(SmallInstrument(), "").status(), HasReason("INVALID_FILE"));
  EXPECT_THAT(ViolatedFields(Score(SmallInstrument(), "site,staff_group,pr_purpose\n").status()),
              ElementsAre("row 2"));
}

TEST(Score, StopsListingFaultsAtAHundred) {
  std::string csv = "site,staff_group,pr_purpose\n";
  for (int i = 0; i < 500; ++i) csv += "a,gp,9\n";
  EXPECT_EQ(ViolatedFields(Score(SmallInstrument(), csv).status()).size(), 100u);
}

}  // namespace
}  // namespace pcsp::offline

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "gateway/cli/offline/problem_file.h"
#include "gateway/cli/planning/site_problem.h"
#include "gateway/cli/planning/site_report.h"
#include "tests/support/status_matchers.h"

namespace pcsp::offline {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using testing::IsOk;
using ::testing::IsSupersetOf;
using testing::ReasonOf;
using testing::ViolatedFields;

constexpr char kExample[] = "tests/planning/site_plan/examples/one_practice.json";

absl::StatusOr<planning::site::Problem> Read(absl::string_view json) {
  auto document = text::ParseJson(json, "test");
  if (!document.ok()) return document.status();
  return ReadSiteProblem(*std::move(document));
}

nlohmann::ordered_json Report(planning::site::Problem problem) {
  const auto never = [] { return false; };
  return ToJson(MakeSiteReport(std::move(problem), never, never));
}

nlohmann::ordered_json ExampleReport() {
  auto document = cli::ReadProblem(kExample);
  EXPECT_THAT(document, IsOk());
  auto problem = ReadSiteProblem(*std::move(document));
  EXPECT_THAT(problem, IsOk());
  return Report(*std::move(problem));
}

std::vector<std::string> Of(const nlohmann::ordered_json& list, const char* field) {
  std::vector<std::string> texts;
  for (const auto& one : list) texts.push_back(one.at(field).get<std::string>());
  return texts;
}

TEST(SiteFileTest, TheExampleIsSolvedAndProven) {
  const auto report = ExampleReport();
  EXPECT_TRUE(report["proven"]);
  EXPECT_EQ(report["gap"], 0.0);
  EXPECT_EQ(report["value"], report["bound"]);
  EXPECT_THAT(Of(report["plan"], "action"),
              ElementsAre("protected-hour", "install-template", "who-does-what",
                          "train-on-template", "reflection-meeting"));
  EXPECT_THAT(report["not_started"], ElementsAre("team-course"));
  double gains = 0;
  for (const auto& step : report["plan"]) gains += step["gain"].get<double>();
  EXPECT_NEAR(gains, report["value"].get<double>(), 1e-9);
  EXPECT_EQ(report["quarters"][2]["actions"], (std::vector<std::string>{"reflection-meeting"}));
  EXPECT_EQ(report["budget"]["used"], 1000.0);
}

// By hand: two issues, two quarters, an action in each.
TEST(SiteFileTest, ValueIsTheFormulaOfTheDocumentedFormat) {
  const auto problem = Read(R"({
    "hours_per_quarter": 10, "quarters": 2,
    "issues": [{"id": "i", "weight": 2}, {"id": "k", "weight": 1}],
    "actions": [{"id": "a", "hours": 10, "closes": {"i": 0.5, "k": 0.2}},
                {"id": "b", "hours": 10, "closes": {"i": 0.1}}]})");
  ASSERT_THAT(problem, IsOk());
  const auto report = Report(*problem);
  EXPECT_NEAR(report["value"].get<double>(), 2 * 0.5 + 1 * 0.2 + 2 * (1 - 0.5 * 0.9) + 0.2, 1e-12);
  EXPECT_NEAR(report["share_closed_at_end"].get<double>(), (2 * 0.55 + 0.2) / 3, 1e-12);
}

TEST(SiteFileTest, SaysWhatBindsAndWhatRelaxingItGives) {
  const auto report = ExampleReport();
  EXPECT_THAT(Of(report["binds"], "limit"), Contains("hours_per_quarter"));
  ASSERT_FALSE(report["relax"].empty());
  EXPECT_THAT(Of(report["relax"], "change"), IsSupersetOf({"team-course no longer forbidden",
                                                           "reflection-meeting no longer pinned"}));
  double before = 1e9;
  for (const auto& relief : report["relax"]) {
    EXPECT_GT(relief["gain"].get<double>(), 0);
    EXPECT_LE(relief["value"].get<double>(), before) << "the best first";
    before = relief["value"].get<double>();
  }
}

TEST(SiteFileTest, TellsEveryFaultAtOnce) {
  const auto problem = Read(R"({
    "hours_per_quarter": [10, -1], "quarters": 3, "budgett": 5,
    "issues": [{"id": "i", "weight": -1}],
    "actions": [{"id": "a", "hours": "many", "closes": {"nobody": 0.5}, "needs": ["b"]},
                {"id": "b", "hours": 5, "closes": {"i": 1.5}, "needs": ["a", "c"]}],
    "pinned": ["a", {"action": "x", "quarter": 0}], "forbidden": ["a"]})");
  EXPECT_EQ(ReasonOf(problem.status()), "INVALID_CONTENT");
  EXPECT_THAT(ViolatedFields(problem.status()),
              IsSupersetOf({"quarters", "budgett", "issues[0].weight", "actions[0].hours",
                            "actions[0].closes.nobody", "actions[1].needs[1]",
                            "actions[1].closes[i]", "actions[0].needs", "pinned[0]",
                            "pinned[1].action", "pinned[1].quarter", "hours_per_quarter[1]"}));
}

TEST(SiteFileTest, StoppedAtOnceItStillHasAPlanAndABound) {
  auto document = cli::ReadProblem(kExample);
  ASSERT_THAT(document, IsOk());
  const auto problem = ReadSiteProblem(*std::move(document));
  const auto always = [] { return true; };
  const auto report = ToJson(MakeSiteReport(*problem, always, always));
  EXPECT_FALSE(report["proven"]);
  EXPECT_GT(report["value"].get<double>(), 0);
  EXPECT_GT(report["gap"].get<double>(), 0);
}

}  // namespace
}  // namespace pcsp::offline

#include "gateway/cli/offline/problem_file.h"

#include <nlohmann/json.hpp>

#include "common/text/yaml.h"
#include "gateway/cli/planning/workforce_problem.h"
#include "gateway/cli/planning/workforce_report.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::offline {
namespace {

using namespace planning::workforce;  // NOLINT: a page of its vocabulary
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr char kExample[] = "tests/planning/workforce/examples/two_regions.json";

TEST(WorkforceFile, ExampleOfTheDocumentationSaysEveryField) {
  auto document = cli::ReadProblem(kExample);
  ASSERT_OK(document);
  const auto file = ReadWorkforceProblem(*document);
  ASSERT_OK(file);
  const Problem& problem = file->problem;
  EXPECT_EQ(problem.months, 24);
  EXPECT_EQ(problem.first_month, absl::CivilMonth(2027, 1));
  EXPECT_EQ(problem.reach_by, 17);
  EXPECT_EQ(problem.roles[0].validity_months, 36);
  EXPECT_EQ(problem.roles[0].refreshed, .8);
  EXPECT_EQ(problem.roles[1].training_cost, 300);
  EXPECT_EQ(problem.roles[1].shortfall_cost, 250);
  EXPECT_EQ(problem.trainers[0].people.turnover, .01);
  EXPECT_EQ(problem.trainers[0].people.lead_months, 6);
  EXPECT_EQ(problem.trainers[0].people.completes, .8);
  EXPECT_EQ(problem.trainers[0].seats_a_session, 12);
  EXPECT_THAT(problem.facilitators[0].people.joining, ElementsAre(0, 0, 1));
  EXPECT_THAT(problem.facilitators[0].people.leaving, ElementsAre(0, 0, 0, 0, 1));
  EXPECT_EQ(problem.facilitators[0].practices, std::vector<double>(24, 30));
  EXPECT_EQ(problem.posts[0].trainers, 0);
  EXPECT_EQ(problem.posts[2].trainers, -1);
  EXPECT_EQ(problem.posts[2].intakes, std::vector<int>(24, 5));
  EXPECT_THAT(problem.posts[1].expiring, ElementsAre(0, 2, 0, 5));
  EXPECT_EQ(problem.waves[0].start, 8);
  EXPECT_EQ(problem.scenarios[0].delivered, .8);
  EXPECT_EQ(problem.scenarios[1].turnover_quantile, std::nullopt);
  EXPECT_EQ(file->wanted.paths, 200);
}

TEST(WorkforceFile, ExampleOfTheDocumentationIsForecast) {
  auto document = cli::ReadProblem(kExample);
  ASSERT_OK(document);
  auto file = ReadWorkforceProblem(*document);
  ASSERT_OK(file);
  file->wanted.distributions = true;
  const auto forecast = MakeForecast(file->problem, file->wanted);
  ASSERT_OK(forecast);
  const auto report = WorkforceReport(file->problem, *forecast);
  ASSERT_EQ(report["posts"].size(), 3u);
  EXPECT_TRUE(report["posts"][0]["exact"]);
  EXPECT_FALSE(report["posts"][2]["exact"]);
  EXPECT_EQ(report["posts"][0]["needed"], 42);
  // What is summarised of a month is what its distribution says.
  const auto& distribution = report["posts"][0]["distributions"][23];
  double mean = 0, reach = 0;
  for (size_t i = 0; i < distribution["mass"].size(); ++i) {
    const int x = distribution["first"].get<int>() + static_cast<int>(i);
    mean += x * distribution["mass"][i].get<double>();
    if (x >= 42) reach += distribution["mass"][i].get<double>();
  }
  EXPECT_NEAR(report["posts"][0]["months"][23]["mean"], mean, 1e-9);
  EXPECT_NEAR(report["posts"][0]["months"][23]["reach"], reach, 1e-9);
  EXPECT_EQ(report["scenarios"].size(), 3u);
  EXPECT_EQ(report["scenarios"][0]["bands"]["roles"]["gp"]["low"].size(), 24u);
  EXPECT_NEAR(report["facilitators"][0]["months"][0]["mean"], 3, 1e-12);
  EXPECT_FALSE(report["earliest_starts"][0]["binding"].get<std::string>().empty());
  EXPECT_FALSE(report["recruit"].empty());
  EXPECT_EQ(report["training_plan"]["posts"].size(), 3u);
}

TEST(WorkforceFile, ReportsEveryFaultAtOnce) {
  auto document = text::ParseJson(R"({
    "months": 0, "first_month": "soon", "weather": "fine",
    "roles": [{"replaced_trained": 2}],
    "posts": [{"site": "n", "role": "gp", "posts": -1, "intakes": [1, "two"], "trainers": "x"}],
    "facilitators": [{"id": "f", "active": 2}],
    "waves": [{"practices": 0}]})",
                                  "problem");
  ASSERT_OK(document);
  EXPECT_THAT(ViolatedFields(ReadWorkforceProblem(*document).status()),
              UnorderedElementsAre("months", "first_month", "weather", "roles[0].id",
                                   "roles[0].replaced_trained", "posts[0].role", "posts[0].posts",
                                   "posts[0].intakes[1]", "posts[0].trainers",
                                   "facilitators[0].hours_a_month", "waves[0].practices"));
}

TEST(WorkforceFile, FaultsOfFormHideNoneOfSense) {
  auto document = text::ParseJson(R"({
    "months": 12, "confidence": 1, "roles": [{"id": "gp"}],
    "posts": [{"site": "n", "role": "gp", "posts": -1, "trained": 2},
              {"site": "n", "role": "gp", "posts": 3, "trained": 2}],
    "facilitators": [{"id": "f", "active": 2, "hours_a_month": 10, "leaving": [1, 2]}]})",
                                  "problem");
  ASSERT_OK(document);
  EXPECT_THAT(ViolatedFields(ReadWorkforceProblem(*document).status()),
              UnorderedElementsAre("confidence", "posts[0].posts", "posts[1].role",
                                   "facilitators[0].leaving"));
}

TEST(WorkforceFile, TakesTheUsualScenarios) {
  auto document = text::ParseJson(R"({"months": 3})", "problem");
  const auto file = ReadWorkforceProblem(*document);
  ASSERT_OK(file);
  EXPECT_EQ(file->problem.scenarios.size(), 3u);
  EXPECT_EQ(file->problem.scenarios[0].id, "low");
}

}  // namespace
}  // namespace pcsp::offline

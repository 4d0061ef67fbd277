#include "gateway/cli/offline/problem_file.h"

#include <nlohmann/json.hpp>

#include "common/text/yaml.h"
#include "gateway/cli/planning/facilitator_problem.h"
#include "gateway/cli/planning/facilitator_report.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::offline {
namespace {

using namespace planning::facilitators;  // NOLINT: a page of its vocabulary
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

absl::StatusOr<FacilitatorFile> Read(const std::string& json) {
  auto document = text::ParseJson(json, "problem");
  if (!document.ok()) return document.status();
  return ReadFacilitatorProblem(*document);
}

TEST(FacilitatorFile, ExampleOfTheDocumentationIsPlanned) {
  auto document = cli::ReadProblem("tests/planning/facilitators/examples/two_facilitators.json");
  ASSERT_OK(document);
  const auto file = ReadFacilitatorProblem(*document);
  ASSERT_OK(file);
  Effort effort;
  effort.seconds = 1;
  const auto plan = MakePlan(file->problem, effort);
  ASSERT_OK(plan);
  const auto report = FacilitatorReport(*plan, file->maximise);
  EXPECT_TRUE(report["proven"]);
  EXPECT_EQ(report["gap"], 0);
  ASSERT_EQ(report["practices"].size(), 5u);
  EXPECT_EQ(report["practices"][0]["facilitator"], "ann") << "alone has the skill";
  EXPECT_EQ(report["facilitators"][0]["hours"], 45);
  // 80 hours of need and 75 of capacity: somebody goes without, and that is said.
  ASSERT_EQ(report["unserved"].size(), 1u);
  EXPECT_EQ(report["practices"].size() - report["unserved"].size(), 4u);
  double cost = report["unserved"][0]["cost"];
  for (const auto& practice : report["practices"]) {
    if (!practice["facilitator"].is_null()) cost += practice["cost"].get<double>();
  }
  EXPECT_NEAR(report["cost"], cost, 1e-9);
}

TEST(FacilitatorFile, FaultsOfFormHideNoneOfSense) {
  const auto file = Read(R"({
    "facilitators": [{"id": "a", "capacity": -1}, {"id": "a", "capacity": 8}],
    "practices": [{"id": "p", "need": "much"}, {"id": "q", "options": [["a", 5], ["a", 6]]}]})");
  EXPECT_THAT(
      ViolatedFields(file.status()),
      UnorderedElementsAre("facilitators[0].capacity", "facilitators[1].id", "practices[0].need",
                           "practices[0].options", "practices[1].options[1].facilitator"));
}

TEST(FacilitatorFile, SaysEveryFieldOfTheProblem) {
  const auto file = Read(R"({
    "objective": "max", "unserved_cost_per_need": 7, "discontinuity_penalty": 3, "nearest": 4,
    "warn_practices": 9, "travel": {"cost_per_km": 1, "visits": 2, "road_factor": 3, "assumed_km": 4},
    "facilitators": [{"id": "a", "capacity_by_month": [1, 2], "skills": ["s"],
                      "place": {"east_km": 1, "north_km": -2}, "reach_km": 5, "most_practices": 6,
                      "regions": ["n", "s"]},
                     {"id": "b", "capacity": 8}],
    "practices": [{"id": "p", "need": 2, "current": "b", "skills": ["s"], "first_month": 1, "months": 1,
                   "regions": ["n"], "place": {"east_km": 0, "north_km": 0}, "unserved_cost": 12,
                   "options": [{"facilitator": "b", "value": 4, "need": 3}, ["a", 5], ["a", 5, 1]]}]})");
  ASSERT_OK(file);
  EXPECT_TRUE(file->maximise);
  const Problem& problem = file->problem;
  EXPECT_EQ(problem.unserved_cost_per_need, 7);
  EXPECT_EQ(problem.discontinuity_penalty, 3);
  EXPECT_EQ(problem.nearest, 4);
  EXPECT_EQ(problem.warn_practices, 9);
  EXPECT_EQ(
      problem.travel.cost_per_km + 10 * problem.travel.visits + 100 * problem.travel.road_factor,
      321);
  EXPECT_THAT(problem.facilitators[0].capacity_by_month, ElementsAre(1, 2));
  EXPECT_EQ(problem.facilitators[0].place->north_km, -2);
  EXPECT_EQ(problem.facilitators[0].reach_km, 5);
  EXPECT_EQ(problem.facilitators[0].most_practices, 6);
  EXPECT_EQ(problem.travel.assumed_km, 4);
  EXPECT_THAT(problem.facilitators[0].regions, ElementsAre("n", "s"));
  EXPECT_THAT(problem.practices[0].regions, ElementsAre("n"));
  EXPECT_EQ(problem.facilitators[1].capacity, 8);
  const Practice& practice = problem.practices[0];
  EXPECT_EQ(practice.current, 1);
  EXPECT_EQ(practice.unserved_cost, 12);
  EXPECT_EQ(practice.first_month, 1);
  EXPECT_EQ(practice.months, 1);
  ASSERT_EQ(practice.options.size(), 3u);
  EXPECT_EQ(practice.options[0].cost, -4);
  EXPECT_EQ(practice.options[0].need, 3);
  EXPECT_EQ(practice.options[1].need, std::nullopt);
  EXPECT_EQ(practice.options[2].need, 1);
}

TEST(FacilitatorFile, ReportsEveryFaultAtOnce) {
  const auto file = Read(R"({
    "objective": "best", "colour": 1, "capacity": [3, -4],
    "practices": [{"need": "much", "current": "9", "options": [[0], [7, 1], [1, 2, 3, 4]]}]})");
  EXPECT_THAT(ViolatedFields(file.status()),
              UnorderedElementsAre("objective", "colour", "capacity[1]", "practices[0].need",
                                   "practices[0].current", "practices[0].options[0]",
                                   "practices[0].options[1][0]", "practices[0].options[2]"));
}

}  // namespace
}  // namespace pcsp::offline

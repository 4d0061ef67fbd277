// The open instances of methods.md 5 to their gates. Their files are problem files as they are,
// except gap1, whose text is turned into one here: agents are facilitators, jobs are practices,
// profits are values to be maximised, and a job's need depends on its agent.
#include <time.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/text/yaml.h"
#include "gateway/cli/offline/problem_file.h"
#include "gateway/cli/planning/facilitator_problem.h"
#include "gtest/gtest.h"
#include "services/planning/domain/facilitators/explain/checker.h"
#include "services/planning/domain/facilitators/facilitator_plan.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::facilitators {
namespace {

constexpr char kFolder[] = "tests/planning/facilitators/oracles/";

offline::FacilitatorFile Read(const std::string& name) {
  auto document = cli::ReadProblem(kFolder + name);
  EXPECT_OK(document);
  auto file = offline::ReadFacilitatorProblem(*document);
  EXPECT_OK(file);
  return *std::move(file);
}

Effort Slices(int64_t slices) {
  Effort effort;
  effort.seconds = 1;
  effort.slices = slices;
  return effort;
}

TEST(Oracles, OfAHundredPracticesIsSolvedToProof) {
  const auto plan = MakePlan(Read("facilitators_100.json").problem, Slices(1'000));
  ASSERT_OK(plan);
  EXPECT_TRUE(plan->proven);
  // To the six digits of a cost in which the solvers that proved it read their files.
  EXPECT_NEAR(plan->cost, 2467.820771, 1e-5);
  EXPECT_NEAR(plan->lp_bound, 2464.20, .005);
  EXPECT_EQ(plan->gap, 0);
  EXPECT_TRUE(Objections(plan->problem, plan->choices, plan->cost, plan->bound).empty());
}

TEST(Oracles, OfAThousandPracticesAtOnceIsWithinItsGate) {
  const auto plan = MakePlan(Read("facilitators_1000.json").problem, Effort());
  ASSERT_OK(plan);
  EXPECT_NEAR(plan->lp_bound, 22219.79, .01);
  EXPECT_EQ(plan->bound, plan->lp_bound);
  EXPECT_LE(plan->lp_gap, .006);
  EXPECT_NEAR(plan->cost, plan->instant_cost, 1e-6);
}

TEST(Oracles, OfAThousandPracticesWithWorkIsWithinItsGate) {
  const auto plan = MakePlan(Read("facilitators_1000.json").problem, Slices(36));
  ASSERT_OK(plan);
  EXPECT_LE(plan->lp_gap, .002);
  EXPECT_LT(plan->cost, plan->instant_cost);
  EXPECT_GT(plan->bound, plan->lp_bound);
  EXPECT_LE(plan->bound, 22245.55) << "the best that is known";
  EXPECT_FALSE(plan->proven);
}

TEST(Oracles, TheSameSlicesGiveTheSamePlan) {
  const Problem problem = Read("facilitators_1000.json").problem;
  const auto one = MakePlan(problem, Slices(6)), other = MakePlan(problem, Slices(6));
  ASSERT_OK(one);
  ASSERT_OK(other);
  EXPECT_EQ(one->choices, other->choices);
  EXPECT_EQ(one->bound, other->bound);
}

// One instance of gap1.txt: agents, jobs, profits, needs, capacities.
nlohmann::json Gap(std::istream& in) {
  int agents = 0, jobs = 0;
  in >> agents >> jobs;
  std::vector<std::vector<double>> value(agents, std::vector<double>(jobs)), need = value;
  for (auto* table : {&value, &need}) {
    for (auto& row : *table) {
      for (double& cell : row) in >> cell;
    }
  }
  nlohmann::json problem = {{"objective", "max"}, {"unserved_cost_per_need", 1000}};
  for (int a = 0; a < agents; ++a) {
    double capacity = 0;
    in >> capacity;
    problem["capacity"].push_back(capacity);
  }
  for (int j = 0; j < jobs; ++j) {
    nlohmann::json options;
    for (int a = 0; a < agents; ++a) options.push_back({a, value[a][j], need[a][j]});
    problem["practices"].push_back({{"options", options}});
  }
  return problem;
}

TEST(Oracles, OfTheLiteratureAreSolvedToProof) {
  std::ifstream in(std::string(kFolder) + "gap1.txt");
  std::ifstream expected_file(std::string(kFolder) + "gap1_expected.json");
  const nlohmann::json expected = nlohmann::json::parse(expected_file)["instances"];
  int count = 0;
  in >> count;
  ASSERT_EQ(count, 5);
  ASSERT_EQ(expected.size(), 5u);
  for (int i = 0; i < count; ++i) {
    auto document = text::ParseJson(Gap(in).dump(), "gap1");
    ASSERT_OK(document);
    const auto file = offline::ReadFacilitatorProblem(*document);
    ASSERT_OK(file);
    EXPECT_TRUE(file->maximise);
    const auto plan = MakePlan(file->problem, Slices(10'000));
    ASSERT_OK(plan);
    EXPECT_TRUE(plan->proven);
    EXPECT_TRUE(plan->unserved.empty());
    EXPECT_NEAR(-plan->cost, expected[i]["optimum"].get<double>(), 1e-9) << i;
  }
}

}  // namespace
}  // namespace pcsp::planning::facilitators

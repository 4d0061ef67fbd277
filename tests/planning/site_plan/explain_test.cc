#include "services/planning/domain/site_plan/explain.h"

#include <gmock/gmock.h>

#include "services/planning/domain/site_plan/arrange/benefit.h"
#include "services/planning/domain/site_plan/solve.h"
#include "tests/planning/site_plan/enumeration.h"

namespace pcsp::planning::site {
namespace {

using testing::RandomProblem;

TEST(ExplainTest, EachExtraActionClosesAShareOfWhatRemains) {
  Problem problem;
  problem.issues = {{"roles unclear", 1}, {"no time", 0.1}};
  problem.hours = {40, 40};
  problem.options = {{"a", 10, 0, {{0, 0.4}}}, {"b", 10, 0, {{0, 0.5}, {1, 0.2}}}};
  problem.options[0].prerequisites = {{1, 0}};
  problem.pins = {{0, {}}};
  const std::vector<Step> steps = StepsOf(problem, {0, 0});
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_EQ(steps[0].option, 1) << "what is needed comes first";
  EXPECT_EQ(steps[0].reason, "Closes 50 % of roles unclear and 20 % of no time. Prepares a.");
  EXPECT_EQ(steps[1].reason, "Closes 40 % of the 50 % that remains of roles unclear. Pinned.");
}

TEST(ExplainTest, GainsAddUpToTheValue) {
  int explained = 0;
  for (uint64_t seed = 0; seed < 30; ++seed) {
    const Problem problem = RandomProblem(seed, 6, 4, 3);
    const auto schedule = Draft(problem);
    if (!schedule) continue;
    double sum = 0;
    for (const Step& step : StepsOf(problem, *schedule)) sum += step.gain;
    EXPECT_NEAR(sum, Value(problem, *schedule), 1e-12) << seed;
    ++explained;
  }
  EXPECT_GT(explained, 15);
}

}  // namespace
}  // namespace pcsp::planning::site

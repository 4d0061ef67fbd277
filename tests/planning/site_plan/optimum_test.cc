#include <gmock/gmock.h>

#include "services/planning/domain/site_plan/arrange/arrangement.h"
#include "services/planning/domain/site_plan/check.h"
#include "services/planning/domain/site_plan/solve.h"
#include "tests/planning/site_plan/enumeration.h"

namespace pcsp::planning::site {
namespace {

using ::testing::DoubleNear;
using testing::Enumerate;
using testing::FormulaValue;
using testing::KeepsRules;
using testing::RandomProblem;

// What Check() says must be what enumeration says: pins that cannot be met have no plan.
void ExpectLikeEnumeration(const Problem& problem) {
  Violations violations;
  Check(problem, violations);
  const auto enumerated = Enumerate(problem);
  EXPECT_EQ(violations.empty(), enumerated.has_value()) << violations.ToStatus();
  if (!violations.empty() || !enumerated) return;
  const Found found = Solve(problem, {});
  ASSERT_TRUE(found.proven);
  ASSERT_TRUE(found.schedule.has_value());
  EXPECT_TRUE(KeepsRules(problem, *found.schedule));
  EXPECT_NEAR(FormulaValue(problem, *found.schedule), found.value, 1e-12);
  EXPECT_NEAR(found.value, enumerated->value, 1e-9 * enumerated->value + 1e-15);
  EXPECT_GE(found.bound, enumerated->value - 1e-12);
  const Found quick = SolveQuickly(problem);
  ASSERT_TRUE(quick.schedule.has_value());
  EXPECT_TRUE(KeepsRules(problem, *quick.schedule));
  EXPECT_LE(quick.value, enumerated->value + 1e-12);
  EXPECT_GE(quick.bound, enumerated->value - 1e-12);
}

TEST(OptimumTest, IsThatOfEnumeration) {
  for (uint64_t seed = 0; seed < 250; ++seed) {
    SCOPED_TRACE(seed);
    ExpectLikeEnumeration(RandomProblem(seed, 5, 3, 3));
  }
}

TEST(OptimumTest, IsThatOfEnumerationWithMoreActionsAndMoreQuarters) {
  for (uint64_t seed = 1000; seed < 1040; ++seed) {
    SCOPED_TRACE(seed);
    ExpectLikeEnumeration(RandomProblem(seed, 8, 4, 2));
    ExpectLikeEnumeration(RandomProblem(seed, 4, 3, 6));
  }
}

TEST(OptimumTest, TheSameProblemHasTheSameAnswer) {
  const Problem problem = RandomProblem(7, 12, 6, 4);
  const Found one = Solve(problem, {}), other = Solve(problem, {});
  EXPECT_EQ(one.schedule, other.schedule);
  EXPECT_EQ(one.value, other.value);
  EXPECT_EQ(one.bound, other.bound);
  EXPECT_EQ(one.nodes, other.nodes);
}

// A problem whose proof takes more than the root.
Problem Hard() {
  Problem problem;
  for (uint64_t seed = 50;; ++seed) {
    problem = RandomProblem(seed, 14, 6, 4);
    problem.pins.clear();
    problem.forbidden.clear();
    problem.most_new = 3;
    if (Solve(problem, {}).nodes > 3) return problem;
  }
}

// Every action answers half of the issues and may start in any quarter. It takes 970 nodes where
// the relaxation is scaled and trials stop after 20 iterations, 109 now.
TEST(OptimumTest, ALargeDenseProblemTakesFewNodes) {
  Problem problem = RandomProblem(0, 30, 12, 4);
  problem.pins.clear();
  problem.forbidden.clear();
  problem.most_new = 3;
  for (Option& option : problem.options) {
    option.prerequisites.clear();
    option.earliest = 0;
    option.latest = 3;
  }
  Limits limits;
  limits.nodes = 300;
  EXPECT_TRUE(Solve(problem, limits).proven);
}

TEST(OptimumTest, StoppedItSaysHowGoodItsPlanIsAtLeast) {
  const Problem problem = Hard();
  const Found whole = Solve(problem, {});
  Limits few;
  few.nodes = 1;
  const Found found = Solve(problem, few);
  EXPECT_FALSE(found.proven);
  EXPECT_EQ(found.nodes, 1);
  EXPECT_GE(found.bound, whole.value);
  EXPECT_GT(found.gap(), 0);
  EXPECT_TRUE(Allowed(problem, *found.schedule));
}

TEST(OptimumTest, IsCancelledBetweenSolves) {
  const Problem problem = Hard();
  int asked = 0;
  Limits limits;
  limits.stop = [&asked] { return ++asked > 2; };
  const Found found = Solve(problem, limits);
  EXPECT_FALSE(found.proven);
  EXPECT_LE(asked, 6);
  EXPECT_TRUE(Allowed(problem, *found.schedule));
  EXPECT_LE(found.bound, WholeValue(problem));
}

// What is closed early counts in every quarter that follows.
TEST(OptimumTest, StartsWithWhatClosesMostSoonest) {
  Problem problem;
  problem.issues = {{"i", 1}};
  problem.hours = {10, 10, 10};
  problem.options = {{"small", 10, 0, {{0, 0.1}}}, {"large", 10, 0, {{0, 0.5}}}};
  const Found found = Solve(problem, {});
  EXPECT_EQ(*found.schedule, (Schedule{1, 0}));
  EXPECT_THAT(found.value, DoubleNear(0.5 + 2 * (1 - 0.5 * 0.9), 1e-12));
}

TEST(OptimumTest, MoreOfAnythingIsNeverWorse) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Problem problem = RandomProblem(seed, 7, 4, 3);
    problem.pins.clear();
    const double value = Solve(problem, {}).value;
    Problem longer = problem, richer = problem, wider = problem;
    longer.hours[1] += 10;
    richer.budget += 40;
    wider.most_new += 1;
    for (const Problem& more : {longer, richer, wider}) {
      EXPECT_GE(Solve(more, {}).value, value * (1 - 1e-9)) << seed;
    }
  }
}

TEST(OptimumTest, NothingToDoIsProvenToo) {
  Problem problem;
  problem.hours = {10};
  const Found found = Solve(problem, {});
  EXPECT_TRUE(found.proven);
  EXPECT_EQ(found.value, 0);
  EXPECT_EQ(found.gap(), 0);
}

}  // namespace
}  // namespace pcsp::planning::site

// Small instances of every shape beside all their plans.
#include <functional>
#include <random>

#include "gtest/gtest.h"
#include "services/planning/domain/facilitators/explain/checker.h"
#include "services/planning/domain/facilitators/facilitator_plan.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::facilitators {
namespace {

struct Shape {
  int practices, facilitators, months;
  bool places, needs_differ;
};

Problem Random(const Shape& shape, uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto between = [&](int low, int high) {
    return static_cast<double>(std::uniform_int_distribution<>(low, high)(random));
  };
  Problem problem;
  problem.unserved_cost_per_need = 10;
  for (int f = 0; f < shape.facilitators; ++f) {
    Facilitator facilitator;
    facilitator.id = "f" + std::to_string(f);
    facilitator.capacity = between(8, 20);
    for (int t = 0; t < shape.months; ++t) facilitator.capacity_by_month.push_back(between(2, 9));
    if (shape.places && f > 0) facilitator.most_practices = between(1, 3);
    problem.facilitators.push_back(facilitator);
  }
  for (int p = 0; p < shape.practices; ++p) {
    Practice practice;
    practice.id = "p" + std::to_string(p);
    practice.need = between(2, 9);
    if (shape.months > 1) {
      practice.first_month = static_cast<int>(between(0, shape.months - 1));
      practice.months = static_cast<int>(between(0, 2));
    }
    for (int f = 0; f < shape.facilitators; ++f) {
      if (between(0, 3) == 0) continue;
      practice.options.push_back({f, between(1, 60)});
      if (shape.needs_differ) practice.options.back().need = between(2, 9);
    }
    if (practice.options.empty()) practice.options.push_back({0, 5});
    problem.practices.push_back(practice);
  }
  return problem;
}

double CheapestOfAll(const Problem& problem) {
  double best = 1e300;
  std::vector<int> choices(problem.practices.size(), -1);
  const std::function<void(size_t, double)> choose = [&](size_t p, double cost) {
    if (p == problem.practices.size()) {
      if (cost < best && Objections(problem, choices, cost, cost).empty()) best = cost;
      return;
    }
    const Practice& practice = problem.practices[p];
    choices[p] = -1;
    choose(p + 1, cost + problem.unserved_cost_per_need * practice.need);
    for (size_t o = 0; o < practice.options.size(); ++o) {
      choices[p] = static_cast<int>(o);
      choose(p + 1, cost + practice.options[o].cost);
    }
  };
  choose(0, 0);
  return best;
}

class SmallInstances : public ::testing::TestWithParam<Shape> {};

TEST_P(SmallInstances, AreSolvedToTheOptimum) {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    const Problem problem = Random(GetParam(), seed);
    Effort effort;
    effort.seconds = 1;
    const auto plan = MakePlan(problem, effort);
    ASSERT_OK(plan);
    const double best = CheapestOfAll(problem);
    EXPECT_TRUE(plan->proven);
    EXPECT_NEAR(plan->cost, best, 1e-6) << seed;
    EXPECT_LE(plan->lp_bound, best + 1e-6);
    EXPECT_GE(plan->instant_cost, best - 1e-6);
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, SmallInstances,
                         ::testing::Values(Shape{6, 3, 0, false, false},
                                           Shape{6, 3, 0, false, true},
                                           Shape{6, 3, 4, false, false},
                                           Shape{6, 3, 3, true, false},
                                           Shape{6, 2, 0, true, true}));

// Too many facilitators for a proof: neighbourhoods better the plan, and the bound is below it.
TEST(LargeInstances, GetBetterWithWork) {
  const Problem problem = Random({90, 16, 0, false, false}, 3);
  const auto instant = MakePlan(problem, Effort());
  ASSERT_OK(instant);
  Effort effort;
  effort.seconds = 1;
  effort.slices = 40;
  const auto better = MakePlan(problem, effort);
  ASSERT_OK(better);
  EXPECT_LE(better->cost, instant->cost);
  EXPECT_GE(better->bound, instant->bound);
  EXPECT_LE(better->bound, better->cost);
  EXPECT_FALSE(better->proven);
  EXPECT_EQ(better->slices, 40);
}

TEST(LargeInstances, KeepTheirBestWhenCancelled) {
  const Problem problem = Random({90, 16, 0, false, false}, 3);
  Effort effort;
  effort.seconds = 1;
  int asked = 0;
  effort.cancelled = [&asked] { return ++asked > 100; };
  const auto plan = MakePlan(problem, effort);
  ASSERT_OK(plan);
  EXPECT_LE(plan->cost, plan->instant_cost);
  double now = 0;
  Effort timed;
  timed.seconds = 3;
  timed.elapsed = [&now] { return now += .1; };
  EXPECT_OK(MakePlan(problem, timed)) << "stops by the time that it is told";
}

}  // namespace
}  // namespace pcsp::planning::facilitators

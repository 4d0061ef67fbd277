#include "services/planning/domain/site_plan/exact/relaxation.h"

#include <gmock/gmock.h>

#include "tests/planning/site_plan/enumeration.h"

namespace pcsp::planning::site {
namespace {

using testing::RandomProblem;

constexpr double kRoundingOfBound = 1e-7;
constexpr int kEnough = 5000;  // iterations

// As large as a site's, without pins, so that there is always a plan.
Problem Large(uint64_t seed) {
  Problem problem = RandomProblem(seed, 30, 12, 4);
  problem.pins.clear();
  problem.most_new = 3;
  return problem;
}

// Duals of another point than the optimum would show as a bound that rises: where CLP scales the
// program, it does for these.
TEST(RelaxationTest, CutsOnlyLowerTheBound) {
  for (const uint64_t seed : {6, 8}) {
    const Problem problem = Large(seed);
    const Ground ground(problem);
    const Box box(ground);
    Relaxation relaxation(ground);
    const double first = relaxation.Bound(box);
    double bound = first;
    for (int round = 0; round < 20 && relaxation.AddCuts(/*packings=*/true) > 0; ++round) {
      const double next = relaxation.Bound(box);
      EXPECT_LE(next, bound + kRoundingOfBound) << seed << " " << round;
      bound = next;
    }
    EXPECT_LT(bound, first);
  }
}

TEST(RelaxationTest, TrialsOfASmallerBoxAreNoHigherAndChangeNothing) {
  const Problem problem = Large(1);
  const Ground ground(problem);
  const Box box(ground);
  Relaxation relaxation(ground);
  double bound = relaxation.Bound(box);
  for (int round = 0; round < 3; ++round) {
    relaxation.AddCuts(/*packings=*/true);
    bound = relaxation.Bound(box);
  }
  for (int index = 0; index < box.size(); ++index) {
    if (!box.Open(index)) continue;
    for (const bool started : {false, true}) {
      Box smaller = box;
      smaller.Decide(index, started);
      if (!smaller.Tighten()) continue;
      EXPECT_LE(relaxation.TrialBound(smaller, kEnough), bound + kRoundingOfBound) << index;
    }
  }
  EXPECT_NEAR(relaxation.TrialBound(box, kEnough), bound, kRoundingOfBound);
}

}  // namespace
}  // namespace pcsp::planning::site

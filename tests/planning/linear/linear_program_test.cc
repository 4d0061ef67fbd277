#include "services/planning/domain/linear/linear_program.h"

#include <gmock/gmock.h>

#include <random>

#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::testing::DoubleNear;
using testing::IsOk;
using ::testing::Pointwise;
using testing::ReasonOf;
using testing::StatusIs;

// min -3x - 5y; x <= 4, 2y <= 12, 3x + 2y <= 18: x 2, y 6, -36 (Hillier and Lieberman's Wyndor).
struct Wyndor {
  Wyndor() {
    x = lp.AddColumn(-3, 0, kUnbounded);
    y = lp.AddColumn(-5, 0, kUnbounded);
    lp.AddRow(-kUnbounded, 4, {{x, 1}});
    lp.AddRow(-kUnbounded, 12, {{y, 2}});
    lp.AddRow(-kUnbounded, 18, {{x, 3}, {y, 2}});
  }
  LinearProgram lp;
  int x, y;
};

TEST(LinearProgramTest, FindsOptimumAndDuals) {
  for (const bool dual : {true, false}) {
    Wyndor wyndor;
    ASSERT_THAT(dual ? wyndor.lp.SolveDual() : wyndor.lp.SolvePrimal(), IsOk());
    EXPECT_NEAR(wyndor.lp.objective(), -36, 1e-9);
    EXPECT_THAT(wyndor.lp.values(), Pointwise(DoubleNear(1e-9), {2.0, 6.0}));
    EXPECT_THAT(wyndor.lp.duals(), Pointwise(DoubleNear(1e-9), {0.0, -1.5, -1.0}));
    EXPECT_THAT(wyndor.lp.reduced_costs(), Pointwise(DoubleNear(1e-9), {0.0, 0.0}));
  }
}

TEST(LinearProgramTest, TakesUpChangesFromWhereItWas) {
  Wyndor wyndor;
  LinearProgram& lp = wyndor.lp;
  ASSERT_THAT(lp.SolveDual(), IsOk());
  // A third product that uses what plant 3 has: worth 4, of which its use of plant 3 costs 1.
  const int z = lp.AddColumn(-4, 0, 1, {{2, 1}});
  ASSERT_THAT(lp.SolvePrimal(), IsOk());
  EXPECT_NEAR(lp.objective(), -39, 1e-9);
  EXPECT_NEAR(lp.values()[z], 1, 1e-9);
  lp.SetCost(z, 0);
  ASSERT_THAT(lp.SolvePrimal(), IsOk());
  EXPECT_NEAR(lp.objective(), -36, 1e-9);
  lp.SetColumnBounds(wyndor.y, 0, 5);
  ASSERT_THAT(lp.SolveDual(), IsOk());
  EXPECT_NEAR(lp.objective(), -3 * 8 / 3.0 - 25, 1e-9);
  lp.SetRowBounds(0, -kUnbounded, 1);
  ASSERT_THAT(lp.SolveDual(), IsOk());
  EXPECT_NEAR(lp.objective(), -28, 1e-9);
  lp.AddRow(2, kUnbounded, {{z, 1}, {wyndor.x, 1}});
  ASSERT_THAT(lp.SolveDual(), IsOk());
  EXPECT_NEAR(lp.values()[z], 1, 1e-9);
  lp.RemoveColumns({0});
  EXPECT_EQ(lp.columns(), 2);
  EXPECT_EQ(ReasonOf(lp.SolveDual()), "LP_INFEASIBLE");  // z alone cannot be 2
}

TEST(LinearProgramTest, TakesRowsOutAndGoesOn) {
  for (const auto scaling : {LinearProgram::Scaling::kAutomatic, LinearProgram::Scaling::kNone}) {
    LinearProgram lp(scaling);
    const int x = lp.AddColumn(-3, 0, 10), y = lp.AddColumn(-5, 0, 10);
    for (const double most : {1, 4, 2}) lp.AddRow(-kUnbounded, most, {{x, 1}});
    lp.AddRow(-kUnbounded, 30, {{x, 3}, {y, 2}});
    ASSERT_THAT(lp.SolveDual(), IsOk());
    EXPECT_NEAR(lp.objective(), -3 * 1 - 5 * 10, 1e-9);
    lp.RemoveRows({0, 2});
    EXPECT_EQ(lp.rows(), 2);
    lp.SetColumnBounds(y, 0, 2);
    ASSERT_THAT(lp.SolveDual(), IsOk());
    EXPECT_NEAR(lp.objective(), -3 * 4 - 5 * 2, 1e-9);
    EXPECT_THAT(lp.duals(), Pointwise(DoubleNear(1e-9), {-3.0, 0.0}));
  }
}

TEST(LinearProgramTest, SaysWhatIsWrong) {
  LinearProgram infeasible;
  infeasible.AddColumn(1, 0, 1);
  infeasible.AddRow(2, kUnbounded, {{0, 1}});
  EXPECT_THAT(infeasible.SolveDual(), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ReasonOf(infeasible.SolvePrimal()), "LP_INFEASIBLE");

  LinearProgram unbounded;
  unbounded.AddColumn(-1, 0, kUnbounded);
  unbounded.AddRow(1, kUnbounded, {{0, 1}});
  EXPECT_EQ(ReasonOf(unbounded.SolvePrimal()), "LP_UNBOUNDED");
}

// Ships goods from `n` sources to `n` sinks at random costs.
LinearProgram Transport(int n, int seed) {
  std::mt19937 random(seed);
  LinearProgram lp;
  for (int i = 0; i < n; ++i) lp.AddRow(-kUnbounded, 10 + static_cast<int>(random() % 5));
  for (int i = 0; i < n; ++i) lp.AddRow(10, kUnbounded);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) {
      lp.AddColumn(1 + static_cast<int>(random() % 100), 0, kUnbounded, {{i, 1}, {n + j, 1}});
    }
  }
  return lp;
}

TEST(LinearProgramTest, GoesOnAfterItsIterations) {
  LinearProgram whole = Transport(20, 1), parts = Transport(20, 1);
  ASSERT_THAT(whole.SolveDual(), IsOk());
  int calls = 1;
  for (absl::Status s = parts.SolveDual(5); !s.ok(); s = parts.SolveDual(5), ++calls) {
    ASSERT_THAT(s, StatusIs(absl::StatusCode::kResourceExhausted));
    ASSERT_LT(calls, 1000);
  }
  EXPECT_GT(calls, 1);
  EXPECT_NEAR(parts.objective(), whole.objective(), 1e-6);
}

TEST(LinearProgramTest, PrimalAndDualObjectivesMeet) {
  for (int seed = 1; seed <= 20; ++seed) {
    LinearProgram lp = Transport(12, seed);
    ASSERT_THAT(lp.SolveDual(), IsOk());
    LinearProgram other = Transport(12, seed);
    ASSERT_THAT(other.SolvePrimal(), IsOk());
    EXPECT_NEAR(lp.objective(), other.objective(), 1e-6);
    std::mt19937 random(seed);
    double from_duals = 0;
    for (int i = 0; i < 12; ++i)
      from_duals += lp.duals()[i] * (10 + static_cast<int>(random() % 5));
    for (int j = 0; j < 12; ++j) from_duals += lp.duals()[12 + j] * 10;
    EXPECT_NEAR(lp.objective(), from_duals, 1e-6);
  }
}

TEST(LinearProgramTest, Moves) {
  Wyndor wyndor;
  LinearProgram lp = std::move(wyndor.lp);
  ASSERT_THAT(lp.SolveDual(), IsOk());
  EXPECT_NEAR(lp.objective(), -36, 1e-9);
  EXPECT_EQ(lp.rows(), 3);
}

}  // namespace
}  // namespace pcsp::planning

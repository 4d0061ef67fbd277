// Trainers that all regions share.
#include <gmock/gmock.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/planning/domain/cohorts/plan_cohorts.h"
#include "services/planning/domain/cohorts/search/national_pool.h"
#include "tests/planning/cohorts/generated.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;

CohortProblem Country(uint64_t seed) {
  return GenerateCohorts(
      {.practices = 60, .regions = 3, .fortnights = 18, .venues = 2, .trainers = 1.6}, seed);
}

TEST(National, AWidePoolChangesNothing) {
  CohortProblem problem = Country(1);
  const auto without = PlanCohorts(problem, {.moves = 100});
  problem.national_trainers.assign(problem.fortnights, 1000);
  const auto with = PlanCohorts(problem, {.moves = 100});
  ASSERT_OK(without);
  ASSERT_OK(with);
  EXPECT_NEAR(with->bound, without->bound, 1e-6 * without->bound);
  EXPECT_EQ(with->plan.bookings, without->plan.bookings);
}

// CheckPlan() counts what all regions take together.
TEST(National, ATightPoolIsSharedAndCosts) {
  for (uint64_t seed = 1; seed <= 2; ++seed) {
    CohortProblem problem = Country(seed);
    const auto without = PlanCohorts(problem, {.moves = 200});
    ASSERT_OK(without);
    std::vector<int> used(problem.fortnights);
    for (const int s : without->plan.held) {
      used[problem.sessions[s].fortnight] += problem.sessions[s].trainers;
    }
    const int most = std::ranges::max(used);
    problem.national_trainers.assign(problem.fortnights, most - 4);
    const auto with = PlanCohorts(problem, {.moves = 200});
    ASSERT_OK(with);
    EXPECT_GT(with->bound, without->bound);
    EXPECT_LE(with->bound, with->objective + 1e-6);
    EXPECT_GT(std::ranges::max(with->national_prices), 0);
    const auto short_of =
        std::ranges::find(with->shortages, CohortShortage::What::kNational, &CohortShortage::what);
    ASSERT_NE(short_of, with->shortages.end());
    EXPECT_EQ(short_of->units, 2);
    EXPECT_NEAR(short_of->saving, 2 * with->national_prices[short_of->fortnight], 1e-9);
    EXPECT_EQ(WordsFor(problem, *short_of),
              absl::StrCat("2 more national trainers in fortnight ", short_of->fortnight,
                           ": may save ", absl::StrFormat("%.0f", short_of->saving)));
  }
}

TEST(NationalPool, PricesRiseWhereTooManyAreAskedFor) {
  NationalPool pool({4, 4});
  pool.Round(1000, {{4, 1}, {4, 1}});
  EXPECT_EQ(pool.bound(), 1000);
  EXPECT_GT(pool.prices()[0], 0);
  EXPECT_EQ(pool.prices()[1], 0);
  const double price = pool.prices()[0];
  pool.Round(1000 + 5 * price, {{2, 1}, {3, 1}});
  EXPECT_DOUBLE_EQ(pool.bound(), 1000 + price);
  EXPECT_DOUBLE_EQ(pool.best_prices()[0], price);
}

TEST(NationalPool, QuotasAreWholeAndWithinWhatThereIs) {
  NationalPool pool({7});
  pool.Round(1, {{3.5}, {2.5}, {1}});
  // Three units of two among regions that asked for 1.75, 1.25 and .5 of them.
  EXPECT_THAT(pool.Quotas({{6}, {6}, {6}}, {{0}, {0}, {0}}, {{2}, {2}, {2}}),
              ElementsAre(ElementsAre(4), ElementsAre(2), ElementsAre(0)));
  // The third needs two for what must run; the first has no more than two.
  EXPECT_THAT(pool.Quotas({{2}, {6}, {6}}, {{0}, {0}, {2}}, {{2}, {2}, {2}}),
              ElementsAre(ElementsAre(2), ElementsAre(2), ElementsAre(2)));
}

}  // namespace
}  // namespace pcsp::planning

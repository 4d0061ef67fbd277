#include "services/planning/domain/cohorts/explain/shortages.h"

#include <gmock/gmock.h>

#include "services/planning/domain/cohorts/plan_cohorts.h"
#include "tests/planning/cohorts/generated.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using What = CohortShortage::What;

// Sixteen people want a core day; one session a fortnight in the first two, eight seats each.
CohortProblem Village() {
  CohortProblem p;
  p.fortnights = 3;
  p.courses = {{"core"}};
  p.regions = {{"north", {2, 2, 0}}};
  p.venues = {{"hall", 0}};
  p.late_rate = 10;
  p.unmet_cost = 500;
  for (int t = 0; t < 3; ++t) {
    p.sessions.push_back({.id = std::string("core ") + std::to_string(t),
                          .course = 0,
                          .venue = 0,
                          .fortnight = t,
                          .seats = 7,
                          .fixed_cost = 100});
  }
  for (const char* id : {"a", "b"}) {
    p.practices.push_back(
        {.id = id, .needs = {{.course = 0, .roles = {{"", 8}}}}, .backfill = 4, .km = {0}});
  }
  return p;
}

CohortResult Planned(const CohortProblem& problem) {
  auto result = PlanCohorts(problem, {.moves = 200});
  EXPECT_OK(result);
  return *std::move(result);
}

// Two stay untrained, for want of seats: a third session costs 100 and lateness of 20 each.
TEST(Shortages, SaysWhatMoreWouldSaveAndProvesIt) {
  const CohortProblem problem = Village();
  const CohortResult result = Planned(problem);
  EXPECT_EQ(result.checked.unmet_people, 2);
  ASSERT_THAT(result.shortages, SizeIs(::testing::Ge(2)));
  bool trainers = false, seats = false;
  for (const CohortShortage& s : result.shortages) {
    EXPECT_TRUE(s.verified);
    if (s.what == What::kTrainers && s.fortnight == 2) {
      trainers = true;
      EXPECT_EQ(s.units, 2);
      // In the relaxation two sevenths of a session are enough.
      EXPECT_NEAR(s.saving, 2 * 500 - 100 * 2 / 7. - 2 * 20, 1e-6);
      EXPECT_NEAR(s.people, 2, 1e-6);
      EXPECT_THAT(WordsFor(problem, s), HasSubstr("2 more trainers of north in fortnight 2"));
    }
    if (s.what == What::kSeats) {
      seats = true;
      EXPECT_NEAR(s.people, 2, 1e-6);
      EXPECT_NEAR(s.saving, 2 * 500 - 10, 1e-6);
    }
  }
  EXPECT_TRUE(trainers);
  EXPECT_TRUE(seats);
}

TEST(Shortages, BackfillIsShortWhereNothingElseIs) {
  CohortProblem problem = Village();
  problem.practices[0].backfill = 1;
  for (CohortSession& s : problem.sessions) s.seats = 30;
  problem.regions[0].trainers = {2, 2, 2};
  const CohortResult result = Planned(problem);
  EXPECT_EQ(result.checked.unmet_people, 5);
  ASSERT_FALSE(result.shortages.empty());
  EXPECT_EQ(result.shortages[0].what, What::kBackfill);
  EXPECT_EQ(result.shortages[0].practice, 0);
  EXPECT_NEAR(result.shortages[0].people, 3, 1e-6);
  EXPECT_THAT(WordsFor(problem, result.shortages[0]), HasSubstr("1 more of a away at a time"));
}

TEST(Shortages, NothingIsShortWithPlentyOfEverything) {
  CohortProblem problem = Village();
  for (CohortSession& s : problem.sessions) s.seats = 30, s.fixed_cost = 0;
  problem.practices[0].backfill = problem.practices[1].backfill = 20;
  EXPECT_THAT(Planned(problem).shortages, IsEmpty());
}

// A little more of something never makes the relaxation worse, and estimates err upwards.
TEST(Shortages, VerifiedSavingsAreBelowTheirPrices) {
  const CohortProblem problem =
      GenerateCohorts({.practices = 16, .fortnights = 16, .venues = 2, .trainers = .8}, 5);
  const CohortResult result = Planned(problem);
  int verified = 0;
  for (const CohortShortage& s : result.shortages) {
    EXPECT_GE(s.saving, 0);
    verified += s.verified ? 1 : 0;
    if (!s.verified || s.what != What::kTrainers) continue;
    EXPECT_LE(s.saving, s.units * result.regions[0].trainer_prices[s.fortnight] + 1e-6);
  }
  EXPECT_GT(verified, 0);
  EXPECT_LE(verified, 5);
}

}  // namespace
}  // namespace pcsp::planning

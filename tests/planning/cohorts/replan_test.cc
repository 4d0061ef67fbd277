// Planning again: diaries are kept, and who moves is told why.
#include <gmock/gmock.h>

#include <map>

#include "services/planning/domain/cohorts/explain/changes.h"
#include "services/planning/domain/cohorts/plan_cohorts.h"
#include "tests/planning/cohorts/generated.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::testing::IsEmpty;
using Why = CohortMove::Why;

CohortProblem Planned(uint64_t seed, int regions = 1) {
  CohortProblem problem = GenerateCohorts({.practices = 24 * regions,
                                           .regions = regions,
                                           .fortnights = 20,
                                           .venues = 2,
                                           .trainers = 1.5},
                                          seed);
  const auto plan = PlanCohorts(problem, {.seed = seed, .moves = 300});
  EXPECT_OK(plan);
  problem.current.bookings = plan->plan.bookings;
  return problem;
}

TEST(Replan, WithoutAChangeNobodyMoves) {
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    const CohortProblem problem = Planned(seed);
    const auto again = PlanCohorts(problem, {.seed = 99, .moves = 300});
    ASSERT_OK(again);
    EXPECT_EQ(again->plan.bookings, problem.current.bookings);
    EXPECT_THAT(CompareWithCurrent(problem, again->plan).moves, IsEmpty());
    EXPECT_LE(again->bound, again->objective + 1e-6);
    EXPECT_NEAR(again->objective, again->checked.cost.total(), 1e-6);
  }
}

// A trainer falls ill: few move beyond those who must, and only in that region.
TEST(Replan, KeepsDiariesWhenTrainersFallIll) {
  CohortProblem problem = Planned(2, 2);
  int hit = 0;
  for (const CohortBooking& b : problem.current.bookings) {
    const CohortSession& s = problem.sessions[b.session];
    if (problem.venues[s.venue].region == 0 && s.fortnight == 5) hit += b.people;
  }
  ASSERT_GT(hit, 0);
  problem.regions[0].trainers[5] = 0;
  const auto plan = PlanCohorts(problem, {.moves = 500});
  ASSERT_OK(plan);
  const CohortChanges changes = CompareWithCurrent(problem, plan->plan);
  EXPECT_GE(changes.moved, hit);
  EXPECT_LE(changes.moved, 4 * hit);
  int because = 0;
  for (const CohortMove& move : changes.moves) {
    EXPECT_EQ(problem.practices[move.practice].region, 0);
    EXPECT_NE(WordsFor(move), "");
    because += move.why == Why::kTrainers ? move.people : 0;
  }
  EXPECT_EQ(because, hit);
  // The objective is the cost and what the moves are worth.
  EXPECT_NEAR(plan->objective, plan->checked.cost.total() + problem.current.keep * changes.moved,
              1e-6);
  EXPECT_LE(plan->bound, plan->objective + 1e-6);

  problem.current.keep = 0;
  const auto careless = PlanCohorts(problem, {.moves = 500});
  ASSERT_OK(careless);
  EXPECT_GT(CompareWithCurrent(problem, careless->plan).moved, 2 * changes.moved);
}

// More people need training, in a region that had planned for all whom it knew.
TEST(Replan, TrainsThoseWhoCameSinceInSessionsOfTheirOwn) {
  CohortProblem problem = GenerateCohorts(
      {.practices = 24, .fortnights = 20, .venues = 2, .trainers = 1.5, .refreshers = true}, 5);
  const std::vector<CohortPractice> with_refreshers = problem.practices;
  const int refresher = static_cast<int>(problem.courses.size()) - 1;
  for (CohortPractice& practice : problem.practices) {
    std::erase_if(practice.needs, [&](const CourseNeed& need) { return need.course == refresher; });
  }
  const auto before = PlanCohorts(problem, {.seed = 5, .moves = 300});
  ASSERT_OK(before);
  problem.current.bookings = before->plan.bookings;
  problem.practices = with_refreshers;
  const auto fresh = [&] {
    CohortProblem forgotten = problem;
    forgotten.current = {};
    return PlanCohorts(forgotten, {.moves = 300});
  }();
  ASSERT_OK(fresh);
  const auto again = PlanCohorts(problem, {.moves = 300});
  ASSERT_OK(again);
  EXPECT_LE(again->checked.unmet_people, fresh->checked.unmet_people + 2);
  int people = 0;
  for (const CohortBooking& b : problem.current.bookings) people += b.people;
  EXPECT_LE(CompareWithCurrent(problem, again->plan).moved, people / 5);
}

TEST(Replan, FrozenFortnightsStay) {
  CohortProblem problem = Planned(3);
  problem.current.frozen_until = 6;
  problem.current.keep = 0;  // all else may change
  for (CohortPractice& practice : problem.practices) practice.priority = 2 - practice.priority;
  const auto plan = PlanCohorts(problem, {.moves = 300});
  ASSERT_OK(plan);  // CheckPlan() found nothing frozen that changed
  const CohortChanges changes = CompareWithCurrent(problem, plan->plan);
  EXPECT_GT(changes.moved, 0);
  for (const CohortMove& move : changes.moves) {
    for (const int session : {move.from, move.to}) {
      EXPECT_TRUE(session < 0 || problem.sessions[session].fortnight >= 6);
    }
  }
}

TEST(Replan, SaysWhyEachHasToMove) {
  CohortProblem problem = Planned(4);
  std::map<int, int> people;
  for (const CohortBooking& b : problem.current.bookings) people[b.session] += b.people;
  const CohortBooking first = problem.current.bookings.front();
  const CohortBooking last = problem.current.bookings.back();
  problem.practices[first.practice].blocked.push_back(problem.sessions[first.session].fortnight);
  problem.sessions[last.session].running = CohortSession::Running::kMustNot;
  const auto plan = PlanCohorts(problem, {.moves = 300});
  ASSERT_OK(plan);
  std::map<std::pair<int, int>, Why> why;
  for (const CohortMove& move : CompareWithCurrent(problem, plan->plan).moves) {
    why[{move.practice, move.from}] = move.why;
  }
  EXPECT_EQ((why[{first.practice, first.session}]), Why::kPractice);
  EXPECT_EQ((why[{last.practice, last.session}]), Why::kSession);
}

}  // namespace
}  // namespace pcsp::planning

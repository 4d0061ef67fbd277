#include "services/planning/domain/cohorts/plan_cohorts.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/cli/planning/in_threads.h"
#include "services/planning/domain/cohorts/explain/attendance.h"
#include "services/planning/domain/cohorts/explain/leaders.h"
#include "services/planning/domain/cohorts/explain/substitutes.h"
#include "tests/planning/cohorts/generated.h"
#include "tests/planning/cohorts/oracles.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::testing::IsEmpty;

CohortOptions Moves(int64_t moves, uint64_t seed = 1) { return {.seed = seed, .moves = moves}; }

CohortProblem Small(uint64_t seed, int regions = 1) {
  return GenerateCohorts(
      {.practices = 16 * regions, .regions = regions, .fortnights = 16, .venues = 2, .trainers = 2},
      seed);
}

CohortResult Planned(const CohortProblem& problem, const CohortOptions& options) {
  auto result = PlanCohorts(problem, options);
  EXPECT_OK(result);
  return *std::move(result);
}

TEST(PlanCohorts, FindsTheOptimaThatThreeSolversAgreeOn) {
  const std::vector<Oracle> oracles = ReadOracles();
  ASSERT_EQ(oracles.size(), 5u);
  for (const Oracle& oracle : oracles) {
    const CohortResult result = Planned(oracle.problem, Moves(20'000));
    EXPECT_NEAR(result.checked.cost.total(), oracle.optimum, .005);
    EXPECT_LE(result.bound, oracle.optimum + 1e-6);
    EXPECT_GE(result.bound, .7 * oracle.optimum);
    EXPECT_TRUE(result.bound_optimal);
  }
}

// Days of venues limit what is held there, whatever the course; the bound knows it too.
TEST(PlanCohorts, HoldsNoMoreSessionsAtAVenueThanItHasDays) {
  int together = 0;  // sessions that would share a venue and fortnight
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    CohortProblem problem =
        GenerateCohorts({.practices = 40, .fortnights = 16, .venues = 1, .trainers = 2}, seed);
    const auto held_in = [&problem](const CohortPlan& plan) {
      std::map<int, int> held;
      for (const int s : plan.held) ++held[problem.sessions[s].fortnight];
      return held;
    };
    const CohortResult before = Planned(problem, Moves(300));
    const int first = problem.sessions[before.plan.held.front()].fortnight;
    for (const auto& [t, sessions] : held_in(before.plan)) together += sessions - 1;
    problem.venues[0].days.assign(problem.fortnights, 1);
    problem.venues[0].days[first] = 0;
    const CohortResult after = Planned(problem, Moves(300));  // checked against every rule
    for (const auto& [t, sessions] : held_in(after.plan)) EXPECT_EQ(sessions, 1) << t;
    EXPECT_FALSE(held_in(after.plan).contains(first));
    EXPECT_GE(after.bound, before.bound - 1e-6) << "a rule more never lowers it";
    EXPECT_LE(after.bound, after.objective + 1e-6);
  }
  EXPECT_GT(together, 0);
}

// A refresher of its own course, due at two times that share the practice's backfill.
TEST(PlanCohorts, RefreshersAreTakenWhenTheyAreDue) {
  CohortProblem problem = Small(2);
  problem.courses.push_back({"refresher"});
  const int refresher = static_cast<int>(problem.courses.size()) - 1;
  for (int t = 0; t < problem.fortnights; ++t) {
    problem.sessions.push_back({.id = absl::StrCat("refresher ", t),
                                .course = refresher,
                                .venue = 0,
                                .fortnight = t,
                                .seats = 12,
                                .fixed_cost = 50,
                                .trainers = 0});
  }
  for (CohortPractice& practice : problem.practices) {
    practice.blocked.clear();
    practice.km[0] = std::max(practice.km[0], 1.0);
    practice.needs.push_back(
        {.course = refresher, .roles = {{"gp", 1}}, .from = 2, .until = 6, .must = true});
    practice.needs.push_back(
        {.course = refresher, .roles = {{"nurse", 1}}, .from = 9, .until = 14, .must = true});
  }
  const CohortResult result = Planned(problem, Moves(200));
  EXPECT_THAT(result.checked.broken, IsEmpty());
  EXPECT_LE(result.bound, result.objective + 1e-6);
  std::map<std::pair<int, bool>, int> went;  // practice, and whether late
  for (const CohortBooking& b : result.plan.bookings) {
    const CohortSession& s = problem.sessions[b.session];
    if (s.course == refresher) went[{b.practice, s.fortnight > 6}] += b.people;
  }
  for (size_t p = 0; p < problem.practices.size(); ++p) {
    EXPECT_EQ((went[{static_cast<int>(p), false}]), 1);
    EXPECT_EQ((went[{static_cast<int>(p), true}]), 1);
  }
  const Attendance attendance = ReadAttendance(problem, result.plan);
  for (size_t i = 0; i < result.plan.bookings.size(); ++i) {
    const CohortSession& s = problem.sessions[result.plan.bookings[i].session];
    if (s.course != refresher) continue;
    ASSERT_EQ(attendance.bookings[i].size(), 1u);
    EXPECT_EQ(attendance.bookings[i][0].role, s.fortnight > 6 ? "nurse" : "gp");
  }
}

// A trainer falls ill so soon that nothing can be moved any more: the plan goes on.
TEST(PlanCohorts, GoesOnWhenATrainerOfAFrozenSessionFallsOut) {
  CohortProblem problem = Small(5);
  const CohortResult first = Planned(problem, Moves(50));
  problem.current.bookings = first.plan.bookings;
  problem.current.frozen_until = 4;
  int ill = -1;
  for (const CohortBooking& b : first.plan.bookings) {
    if (problem.sessions[b.session].fortnight < 4) ill = problem.sessions[b.session].fortnight;
  }
  ASSERT_GE(ill, 0);
  problem.regions[0].trainers[ill] = 0;
  EXPECT_EQ(testing::ReasonOf(PlanCohorts(problem, Moves(50)).status()), "COHORT_RULES_CONFLICT");
  for (CohortSession& s : problem.sessions) {
    if (s.fortnight == ill) s.fallen_out = s.trainers;
  }
  const CohortResult again = Planned(problem, Moves(50));
  EXPECT_THAT(again.checked.broken, IsEmpty());
  const auto leaders = LeadersOf(problem, again.plan);
  EXPECT_FALSE(SubstitutesOf(problem, again.plan, leaders).empty());
}

TEST(PlanCohorts, NoPlanIsBelowTheBound) {
  for (uint64_t seed = 1; seed <= 6; ++seed) {
    const CohortResult result = Planned(Small(seed), Moves(200));
    EXPECT_LE(result.bound, result.objective + 1e-6);
    EXPECT_NEAR(result.objective, result.checked.cost.total(), 1e-6);
    EXPECT_LT(result.gap(), 1);
  }
}

// Stopped in the middle of column generation, what has been proven still holds.
TEST(PlanCohorts, BoundHoldsWhenStoppedEarly) {
  const CohortProblem problem = Small(3);
  const double whole = Planned(problem, Moves(1)).bound;
  for (const int looks : {1, 2, 5, 10, 20, 40}) {
    int left = looks;
    CohortOptions options = Moves(1);
    options.cancelled = [&left] { return --left < 0; };
    const CohortResult result = Planned(problem, options);
    EXPECT_LE(result.bound, whole + 1e-6 * whole) << looks;
    EXPECT_THAT(result.checked.broken, IsEmpty());
  }
}

TEST(PlanCohorts, SameSeedSamePlan) {
  const CohortProblem problem = Small(4, 3);
  CohortOptions two = Moves(150, 7);
  two.threads = 2;
  two.parallel = [](int n, const std::function<void(int)>& task) {
    offline::InThreads(2, n, task);
  };
  const CohortResult first = Planned(problem, Moves(150, 7)), again = Planned(problem, two);
  EXPECT_EQ(first.plan.held, again.plan.held);
  EXPECT_EQ(first.plan.bookings, again.plan.bookings);
  EXPECT_EQ(first.bound, again.bound);
  const CohortResult other = Planned(problem, Moves(150, 8));
  EXPECT_NE(first.plan.bookings, other.plan.bookings);
}

// The clock jumps by 70 of the 100 seconds at some look at it, as on a machine that stops for a
// while.
TEST(PlanCohorts, AMachineThatStallsMakesTheSamePlan) {
  const CohortProblem problem =
      GenerateCohorts({.practices = 40, .fortnights = 20, .venues = 2, .trainers = 1.5}, 1);
  const auto stalled_at = [&](int64_t stall) {
    auto looks = std::make_shared<std::atomic<int64_t>>(0);
    CohortOptions options = Moves(4000);
    options.seconds = 100;
    options.elapsed = [looks, stall] {
      const int64_t look = (*looks)++;
      return static_cast<double>(look) * .001 + (look > stall ? 70 : 0);
    };
    return Planned(problem, options).objective;
  };
  const double undisturbed = stalled_at(std::numeric_limits<int64_t>::max());
  for (int64_t stall : {30, 200}) EXPECT_EQ(stalled_at(stall), undisturbed) << stall;
}

TEST(PlanCohorts, TakingARuleAwayNeverRaisesTheBound) {
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    const CohortProblem problem = Small(seed);
    const double bound = Planned(problem, Moves(1)).bound;
    CohortProblem easier[5] = {problem, problem, problem, problem, problem};
    for (int& trainers : easier[0].regions[0].trainers) trainers += 2;
    for (CohortPractice& practice : easier[1].practices) practice.blocked.clear();
    for (CohortPractice& practice : easier[2].practices) ++practice.backfill;
    for (CohortSession& session : easier[3].sessions) session.seats += 4;
    easier[4].courses[1].after = -1;
    for (const CohortProblem& one : easier) {
      EXPECT_LE(Planned(one, Moves(1)).bound, bound + 1e-5 * bound);
    }
  }
}

TEST(PlanCohorts, KeepsItsTimeAndSaysHowItGoes) {
  const CohortProblem problem = GenerateCohorts({.practices = 60, .regions = 3}, 1);
  std::vector<CohortProgress> seen;
  CohortOptions options = {.seconds = 2, .elapsed = offline::SteadySeconds, .threads = 2};
  options.parallel = [](int n, const std::function<void(int)>& task) {
    offline::InThreads(2, n, task);
  };
  options.progress = [&seen](const CohortProgress& progress) { seen.push_back(progress); };
  const double start = offline::SteadySeconds();
  const CohortResult result = Planned(problem, options);
  EXPECT_LT(offline::SteadySeconds() - start, 30) << "it never ends";
  // Three relaxations, three walks' ends, and reports on the way.
  ASSERT_GT(seen.size(), 8u);
  EXPECT_EQ(seen.front().bound, 0);
  EXPECT_EQ(seen.front().gap(), std::nullopt);
  for (size_t i = 1; i < seen.size(); ++i) {
    EXPECT_GE(seen[i].done, seen[i - 1].done);
    EXPECT_GE(seen[i].planned, seen[i - 1].planned);
    if (seen[i - 1].gap()) {
      EXPECT_LE(seen[i].best, seen[i - 1].best);
    }
  }
  EXPECT_GT(seen.back().done, .6);
  EXPECT_EQ(seen.back().planned, 3);
  EXPECT_NEAR(seen.back().best, result.objective, 1e-6);
  EXPECT_NEAR(seen.back().bound, result.bound, 1e-6);
  EXPECT_NEAR(seen.back().gap().value_or(1), result.gap(), 1e-9);
}

TEST(PlanCohorts, ACancelledRunKeepsItsBest) {
  const CohortProblem problem = Small(5);
  CohortOptions options = Moves(1'000'000'000);
  int looks = 0;
  options.cancelled = [&looks] { return ++looks > 300; };
  const CohortResult result = Planned(problem, options);
  EXPECT_LT(result.objective, Planned(problem, Moves(1)).objective);
}

// A refresher shares nothing with the courses that follow each other, but who can be away.
TEST(PlanCohorts, PlansRefreshersWhenTheyAreDue) {
  const CohortProblem problem = GenerateCohorts(
      {.practices = 16, .fortnights = 20, .venues = 2, .trainers = 2, .refreshers = true}, 2);
  const CohortResult result = Planned(problem, Moves(400));
  EXPECT_LE(result.bound, result.objective + 1e-6);
  EXPECT_EQ(result.checked.unmet_people, 0);
  int refreshed = 0;
  for (const CohortBooking& b : result.plan.bookings) {
    refreshed += problem.sessions[b.session].course == 2 ? b.people : 0;
  }
  EXPECT_GT(refreshed, 0);
}

TEST(PlanCohorts, HoldsToLeastPinsBansAndWhatMustRun) {
  CohortProblem problem = Small(6);
  for (CohortSession& session : problem.sessions) session.least = 6;
  problem.sessions[20].running = CohortSession::Running::kMust;
  problem.sessions[1].running = CohortSession::Running::kMustNot;
  const CohortResult free = Planned(problem, Moves(100));
  const CohortBooking first = free.plan.bookings.front();
  problem.bans = {{first.practice, first.session}};
  int elsewhere = 0;  // a core day where practice 3 could go
  while (std::ranges::count(problem.practices[3].blocked, problem.sessions[elsewhere].fortnight) >
             0 ||
         elsewhere == 1) {
    ++elsewhere;
  }
  problem.pins = {{3, elsewhere, 1}};
  const CohortResult result = Planned(problem, Moves(100));  // CheckPlan() found nothing
  EXPECT_LE(result.bound, result.objective + 1e-6);
  EXPECT_NE(std::ranges::find(result.plan.held, 20), result.plan.held.end());
}

TEST(PlanCohorts, LeavesOutWhomItCannotTrain) {
  CohortProblem problem = Small(7);
  for (int& trainers : problem.regions[0].trainers) trainers = 0;
  const CohortResult result = Planned(problem, Moves(10));
  int people = 0;
  for (const CohortPractice& practice : problem.practices) {
    for (const CourseNeed& need : practice.needs) people += PeopleOf(need);
  }
  EXPECT_EQ(result.checked.unmet_people, people);
  EXPECT_NEAR(result.bound, people * problem.unmet_cost, 1e-6);
  EXPECT_NEAR(result.gap(), 0, 1e-9);
}

}  // namespace
}  // namespace pcsp::planning

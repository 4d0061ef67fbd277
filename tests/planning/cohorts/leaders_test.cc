// Who leads which session.
#include "services/planning/domain/cohorts/explain/leaders.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "services/planning/domain/cohorts/explain/substitutes.h"
#include "services/planning/domain/cohorts/plan_check.h"
#include "services/planning/domain/cohorts/plan_cohorts.h"
#include "tests/planning/cohorts/generated.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Ann and Bob, and one more whom nobody named; Ann is on leave in fortnight 1.
CohortProblem Town() {
  CohortProblem p;
  p.fortnights = 3;
  p.courses = {{"core"}};
  p.regions = {{"north", {1, 1, 2}}};
  p.venues = {{"hall", 0}};
  p.trainers = {{"ann", 0, {{1, 1}}}, {"bob", 0, {}}};
  for (int t = 0; t < 3; ++t) {
    p.sessions.push_back({.id = "core", .course = 0, .venue = 0, .fortnight = t, .seats = 9});
  }
  p.sessions.push_back(
      {.id = "two", .venue = 0, .fortnight = 2, .seats = 9, .named_trainers = {1}});
  return p;
}

TEST(Leaders, WhoIsThereAndHasLedLeast) {
  const CohortProblem problem = Town();
  const auto leaders = LeadersOf(problem, {.held = {0, 1, 2, 3}});
  ASSERT_EQ(leaders.size(), 4u);
  EXPECT_THAT(leaders[0].named, ElementsAre(0, 1));
  EXPECT_EQ(leaders[0].others, 0);
  EXPECT_THAT(leaders[1].named, ElementsAre(1));  // Ann is on leave
  EXPECT_EQ(leaders[1].others, 1);
  EXPECT_THAT(leaders[2].named, ElementsAre(0));  // Bob was asked for by the other
  EXPECT_EQ(leaders[2].others, 1);
  EXPECT_THAT(leaders[3].named, ElementsAre(1));
  EXPECT_EQ(leaders[3].others, 1);
}

TEST(Leaders, TakeTurns) {
  CohortProblem problem = Town();
  for (CohortSession& s : problem.sessions) s.trainers = 1;
  problem.trainers[0].leave.clear();
  const auto leaders = LeadersOf(problem, {.held = {0, 1, 2}});
  EXPECT_THAT(leaders[0].named, ElementsAre(0));
  EXPECT_THAT(leaders[1].named, ElementsAre(1));
  EXPECT_THAT(leaders[2].named, ElementsAre(0));
}

TEST(Leaders, WithoutNamesOnlyNumbers) {
  CohortProblem problem = Town();
  problem.trainers.clear();
  problem.sessions[3].named_trainers.clear();
  const auto leaders = LeadersOf(problem, {.held = {0}});
  EXPECT_THAT(leaders[0].named, IsEmpty());
  EXPECT_EQ(leaders[0].others, 2);
}

TEST(Leaders, AFrozenSessionIsHeldWithoutWhoFellOutAndSaysWhoCouldLeadIt) {
  CohortProblem problem = Town();
  problem.regions.push_back({"south", {0, 0, 0}});
  problem.trainers.push_back({"cat", 1, {}});
  problem.trainers.push_back({"dan", 1, {{1, 1}}});
  problem.regions[0].trainers = {0, 0, 0};
  problem.sessions[1].fallen_out = 1;  // Bob alone is there in fortnight 1
  problem.sessions[1].away = {"ann"};
  problem.current.frozen_until = 2;
  const CohortPlan plan = {.held = {1}};
  EXPECT_THAT(CheckPlan(problem, plan).broken, IsEmpty());
  auto leaders = LeadersOf(problem, plan);
  EXPECT_THAT(leaders[0].named, ElementsAre(1));
  EXPECT_EQ(leaders[0].others, 0);
  EXPECT_EQ(leaders[0].missing, 1);
  auto needs = SubstitutesOf(problem, plan, leaders);
  ASSERT_THAT(needs, ::testing::SizeIs(1));
  EXPECT_EQ(needs[0].missing, 1);
  EXPECT_THAT(needs[0].could, ElementsAre(2));
  EXPECT_THAT(
      WordsFor(problem, plan, leaders, needs[0]),
      ::testing::EndsWith("ann is away; led by bob; 1 trainer is missing; cat could lead it"));
  problem.regions[0].trainers[1] = 1;  // somebody who is not named
  leaders = LeadersOf(problem, plan);
  EXPECT_EQ(leaders[0].others, 1);
  EXPECT_EQ(SubstitutesOf(problem, plan, leaders)[0].missing, 0) << "still told, since Ann is away";
  problem.current.frozen_until = 0;
  problem.regions[0].trainers[1] = 0;
  EXPECT_THAT(SubstitutesOf(problem, plan, leaders), IsEmpty());
  EXPECT_THAT(CheckPlan(problem, plan).broken, ::testing::SizeIs(1)) << "it can be moved, so it is";
}

// Whatever is planned: everybody in one place at a time, in their region, and never on leave.
TEST(Leaders, OfAPlanAreNeverInTwoPlaces) {
  CohortProblem problem = GenerateCohorts(
      {.practices = 40, .regions = 2, .fortnights = 16, .venues = 2, .trainers = 1.5}, 3);
  for (int i = 0; i < 6; ++i) {
    const int from = 2 * i;
    problem.trainers.push_back(
        {std::string(1, static_cast<char>('a' + i)), i % 2, {{from, from + 3}}});
    for (int t = 0; t < 16; ++t) {
      int& others = problem.regions[i % 2].trainers[t];
      others = std::max(0, others - 1);
    }
  }
  const auto result = PlanCohorts(problem, {.moves = 100});
  ASSERT_OK(result);
  const auto leaders = LeadersOf(problem, result->plan);
  std::set<std::pair<int, int>> places;
  for (size_t i = 0; i < leaders.size(); ++i) {
    const CohortSession& s = problem.sessions[result->plan.held[i]];
    EXPECT_EQ(static_cast<int>(leaders[i].named.size()) + leaders[i].others, s.trainers);
    for (const int trainer : leaders[i].named) {
      EXPECT_TRUE(places.emplace(trainer, s.fortnight).second);
      EXPECT_EQ(problem.trainers[trainer].region, problem.venues[s.venue].region);
      const Trainer::Leave& leave = problem.trainers[trainer].leave[0];
      EXPECT_TRUE(s.fortnight < leave.from || s.fortnight > leave.until);
    }
  }
  EXPECT_GT(places.size(), 6u);
}

}  // namespace
}  // namespace pcsp::planning

#include "services/planning/domain/site_plan/binding.h"

#include <gmock/gmock.h>

#include "services/planning/domain/site_plan/solve.h"

namespace pcsp::planning::site {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = PlanLimit::Kind;

Problem Three() {
  Problem problem;
  problem.issues = {{"i", 1}};
  problem.hours = {25};
  for (const char* id : {"a", "b", "c"}) problem.options.push_back({id, 10, 5, {{0, 0.3}}});
  return problem;
}

TEST(BindingTest, HoursThatKeepSomethingOut) {
  const Problem problem = Three();
  const auto bindings = BindingLimits(problem, {0, 0, kNever});
  ASSERT_THAT(bindings, SizeIs(1));
  EXPECT_EQ(bindings[0].limit, (PlanLimit{Kind::kHours, 0}));
  EXPECT_THAT(bindings[0].keeps_out, ElementsAre(2));
  EXPECT_EQ(bindings[0].short_by, 5);
  const auto changes = ChangesWorthTrying(problem, bindings);
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(InWords(problem, changes[0]), "5 more hours in quarter 1");
  EXPECT_GT(Solve(Changed(problem, changes[0]), {}).value, Solve(problem, {}).value);
}

TEST(BindingTest, BudgetAndPlaces) {
  Problem problem = Three();
  problem.hours = {100};
  problem.budget = 12;
  auto bindings = BindingLimits(problem, {0, 0, kNever});
  ASSERT_THAT(bindings, SizeIs(1));
  EXPECT_EQ(bindings[0].limit.kind, Kind::kBudget);
  EXPECT_EQ(InWords(problem, ChangesWorthTrying(problem, bindings)[0]), "3 more to spend");
  problem.budget = kUnlimited;
  problem.most_new = 2;
  bindings = BindingLimits(problem, {0, 0, kNever});
  ASSERT_THAT(bindings, SizeIs(1));
  EXPECT_EQ(bindings[0].limit.kind, Kind::kPlaces);
  EXPECT_EQ(Changed(problem, ChangesWorthTrying(problem, bindings)[0]).most_new, 3);
}

TEST(BindingTest, WhatStartsLateIsKeptOutOfEarlierQuarters) {
  Problem problem = Three();
  problem.hours = {25, 25};
  const auto bindings = BindingLimits(problem, {0, 0, 1});
  ASSERT_THAT(bindings, SizeIs(1));
  EXPECT_EQ(bindings[0].limit, (PlanLimit{Kind::kHours, 0}));
}

TEST(BindingTest, NothingBindsWhereEverythingStartsAtOnce) {
  Problem problem = Three();
  problem.hours = {30};
  EXPECT_THAT(BindingLimits(problem, {0, 0, 0}), IsEmpty());
}

TEST(BindingTest, PinsAndBansMayBeLifted) {
  Problem problem = Three();
  problem.hours = {30};
  problem.pins = {{0, {}}};
  problem.forbidden = {1};
  const auto changes = ChangesWorthTrying(problem, BindingLimits(problem, {0, kNever, 0}));
  ASSERT_THAT(changes, SizeIs(2));
  EXPECT_EQ(InWords(problem, changes[0]), "a no longer pinned");
  EXPECT_THAT(Changed(problem, changes[0]).pins, IsEmpty());
  EXPECT_EQ(InWords(problem, changes[1]), "b no longer forbidden");
  EXPECT_THAT(Changed(problem, changes[1]).forbidden, IsEmpty());
}

}  // namespace
}  // namespace pcsp::planning::site

#include "services/planning/domain/action/plan_limits.h"

#include "gmock/gmock.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Two quarters of 20 hours from 5 January 2026, with 100 pounds.
Plan MakePlan() {
  Plan plan;
  plan.problem.start = absl::CivilDay(2026, 1, 5);
  plan.problem.quarters = 2;
  plan.problem.hours_per_quarter = 20;
  plan.problem.budget = 100;
  return plan;
}

TrackedAction Made(const std::string& id, double hours, double cost = 0,
                   absl::CivilDay start = absl::CivilDay(2026, 1, 5)) {
  TrackedAction action;
  action.id = id;
  action.step.title = "Do " + id;
  action.step.hours = hours;
  action.step.cost = cost;
  action.step.start = start;
  return action;
}

Violations Room(const std::vector<TrackedAction>& actions, const TrackedAction& changed) {
  Violations violations;
  CheckRoom(MakePlan(), actions, changed, "action.", violations);
  return violations;
}

TEST(PlanLimitsTest, CountsHoursWhereActionsStart) {
  const absl::CivilDay second(2026, 4, 6), after(2026, 7, 6);
  TrackedAction given_up = Made("c", 7, 70);
  given_up.step.state = ActionState::kAbandoned;
  TrackedAction again = Made("d", 5, 5, second);
  again.previous = "a";
  const PlanUse use = UseOf(MakePlan(), {Made("a", 12, 30), Made("b", 8, 20, second), given_up,
                                         again, Made("e", 9, 1, after)});
  EXPECT_THAT(use.hours, ElementsAre(12, 8));
  EXPECT_EQ(use.cost, 51) << "also what starts after the last quarter";
}

TEST(PlanLimitsTest, SaysByHowMuchAndWhatElseIsThere) {
  const Violations found = Room({Made("a", 12), Made("b", 6)}, Made("new", 5));
  ASSERT_EQ(found.list().size(), 1u);
  EXPECT_EQ(found.list()[0].field, "action.hours");
  EXPECT_EQ(found.list()[0].given, "5");
  EXPECT_EQ(found.list()[0].expected,
            "at most 2 hours in quarter 1: of 20, 18 are taken by \"Do a\" 12, \"Do b\" 6; 3 too "
            "much");
}

TEST(PlanLimitsTest, FillsAQuarterToTheBrim) {
  EXPECT_THAT(Room({Made("a", 12)}, Made("new", 8)).list(), IsEmpty());
  EXPECT_THAT(Room({}, Made("new", 30, 0, absl::CivilDay(2026, 7, 6))).list(), IsEmpty())
      << "after the last quarter nothing is counted";
}

TEST(PlanLimitsTest, NamesTheDayThatMovesAnActionIntoAFullQuarter) {
  const absl::CivilDay second(2026, 4, 6);
  const Violations found = Room({Made("a", 15), Made("b", 10, 0, second)}, Made("b", 10));
  ASSERT_EQ(found.list().size(), 1u);
  EXPECT_EQ(found.list()[0].field, "action.start_date");
  EXPECT_EQ(found.list()[0].given, "2026-01-05");
}

TEST(PlanLimitsTest, WhatMakesItNoWorsePasses) {
  EXPECT_THAT(Room({Made("a", 30, 200), Made("b", 4)}, Made("a", 25, 150)).list(), IsEmpty());
}

TEST(PlanLimitsTest, KeepsToTheBudget) {
  const Violations found = Room({Made("a", 1, 80)}, Made("new", 1, 45.5));
  ASSERT_EQ(found.list().size(), 1u);
  EXPECT_EQ(found.list()[0].field, "action.cost");
  EXPECT_EQ(found.list()[0].expected,
            "at most 20 pounds: of 100, 80 are taken by \"Do a\" 80; 25.5 too much");
}

TEST(PlanLimitsTest, SaysOfAWholePlanWhatIsTooMuch) {
  Violations found;
  CheckLimits(MakePlan(), {Made("a", 12, 60), Made("b", 13, 70), Made("c", 1)}, found);
  ASSERT_EQ(found.list().size(), 2u);
  EXPECT_EQ(found.list()[0].field, "hours_per_quarter");
  EXPECT_EQ(found.list()[0].expected,
            "26 for what starts in quarter 1: \"Do b\" 13, \"Do a\" 12, \"Do c\" 1; 6 too much");
  EXPECT_EQ(found.list()[1].field, "budget");
  EXPECT_THAT(found.list()[1].expected, HasSubstr("30 too much"));
}

TEST(PlanLimitsTest, JudgesALimitThatWasLoweredAndNoOther) {
  const std::vector<TrackedAction> over = {Made("a", 26, 130)};
  PlanProblem lower = MakePlan().problem, higher = lower;
  lower.hours_per_quarter = 10;
  lower.budget = 90;
  higher.hours_per_quarter = 40;
  higher.budget.reset();
  Violations raised, lowered;
  CheckLowered(lower, MakePlan(), over, raised);
  EXPECT_THAT(raised.list(), IsEmpty()) << "no worse than it was";
  CheckLowered(higher, MakePlan(), over, lowered);
  ASSERT_EQ(lowered.list().size(), 2u);
  EXPECT_THAT(lowered.list()[0].expected, HasSubstr("\"Do a\" 26; 6 too much"));
  EXPECT_EQ(lowered.list()[1].field, "budget");
}

}  // namespace
}  // namespace pcsp::planning

#include "services/planning/domain/site_plan/check.h"

#include <gmock/gmock.h>

#include <cmath>

namespace pcsp::planning::site {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Problem Plain() {
  Problem problem;
  problem.issues = {{"i", 1}};
  problem.hours = {40, 40};
  for (const char* id : {"a", "b", "c", "d"}) {
    problem.options.push_back({id, 30, 100, {{0, 0.2}}});
  }
  return problem;
}

std::vector<Violation> Faults(const Problem& problem) {
  Violations violations;
  Check(problem, violations);
  return violations.list();
}

std::vector<std::string> Fields(const Problem& problem) {
  std::vector<std::string> fields;
  for (const Violation& one : Faults(problem)) fields.push_back(one.field);
  return fields;
}

TEST(CheckTest, APlainProblemIsFine) { EXPECT_THAT(Faults(Plain()), IsEmpty()); }

TEST(CheckTest, ReportsEveryNumberOutOfItsRangeAtOnce) {
  Problem problem = Plain();
  problem.issues = {{"i", -1}, {"i", NAN}};
  problem.options[0].hours = -2;
  problem.options[1].cost = INFINITY;
  problem.options[2].effects = {{0, 1.1}, {0, 0.5}};
  problem.options[3].earliest = 2;
  problem.options[3].latest = 1;
  problem.hours[1] = -1;
  problem.budget = NAN;
  problem.most_new = 0;
  EXPECT_THAT(Fields(problem),
              ElementsAre("issues[0].weight", "issues[1].id", "issues[1].weight",
                          "actions[0].hours", "actions[1].cost", "actions[2].closes[i]",
                          "actions[2].closes[i]", "actions[3].earliest_quarter",
                          "hours_per_quarter[1]", "budget", "most_new_actions"));
}

TEST(CheckTest, ReportsEachCycleOnce) {
  Problem problem = Plain();
  problem.options[0].prerequisites = {{1, 0}};
  problem.options[1].prerequisites = {{0, 0}};
  problem.options[2].prerequisites = {{2, 0}};
  problem.options[3].prerequisites = {{0, 0}};  // leads into a cycle, is in none
  const auto faults = Faults(problem);
  ASSERT_THAT(faults, SizeIs(2));
  EXPECT_EQ(faults[0].given, "a needs b needs a");
  EXPECT_EQ(faults[1].given, "c needs c");
}

TEST(CheckTest, ReportsPinnedAndForbiddenAtOnceBesideAllElse) {
  Problem problem = Plain();
  problem.pins = {{0, {}}, {0, 1}, {1, 5}};
  problem.forbidden = {0};
  problem.options[2].prerequisites = {{2, 0}};
  EXPECT_THAT(Fields(problem), ElementsAre("actions[2].needs", "pinned[0]", "pinned[1]",
                                           "pinned[1]", "pinned[2].quarter"));
}

TEST(PinsTest, SaysWhichNeedWhatIsForbidden) {
  Problem problem = Plain();
  problem.options[0].prerequisites = {{1, 0}};
  problem.options[1].prerequisites = {{2, 0}};
  problem.pins = {{0, {}}};
  problem.forbidden = {2};
  const auto faults = Faults(problem);
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].field, "pinned[0]");
  EXPECT_THAT(faults[0].expected, HasSubstr("does not need \"c\""));
}

TEST(PinsTest, SaysByHowManyHoursAQuarterIsPassed) {
  Problem problem = Plain();
  problem.pins = {{0, 0}, {1, 0}, {2, 1}};
  const auto faults = Faults(problem);
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].given, "a, b in quarter 1: 60 hours");
  EXPECT_EQ(faults[0].expected, "at most 40 hours: 20 too many");
}

TEST(PinsTest, CountsTheHoursOfWhatIsNeededWithIt) {
  Problem problem = Plain();
  problem.options[0].prerequisites = {{1, 1}};
  problem.options[1].hours = 45;
  problem.hours = {40, 50};
  problem.pins = {{0, 1}};
  const auto faults = Faults(problem);
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].given, "b in quarter 1: 45 hours");
}

TEST(PinsTest, SaysByHowMuchTheWholePlanIsPassed) {
  Problem problem = Plain();
  problem.pins = {{0, {}}, {1, {}}, {2, {}}};
  problem.budget = 250;
  const auto faults = Faults(problem);
  ASSERT_THAT(faults, SizeIs(2));
  EXPECT_EQ(faults[0].field, "pinned");
  EXPECT_EQ(faults[0].expected, "at most the budget of 250: 50 too much");
  EXPECT_EQ(faults[1].given, "a, b, c in quarters 1 to 2: 90 hours");
  EXPECT_EQ(faults[1].expected, "at most 80 hours: 10 too many");
}

TEST(PinsTest, SaysWhichQuarterHasTooManyNewActions) {
  Problem problem = Plain();
  problem.most_new = 1;
  problem.hours = {100, 100};
  problem.pins = {{0, 0}, {1, 0}};
  const auto faults = Faults(problem);
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].given, "a, b in quarter 1: 2 new actions");
  EXPECT_EQ(faults[0].expected, "at most 1: 1 too many");
}

TEST(PinsTest, SaysWhenAPinIsTooEarlyForWhatItNeeds) {
  Problem problem = Plain();
  problem.options[0].prerequisites = {{1, 1}};
  problem.pins = {{0, 0}};
  const auto faults = Faults(problem);
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].field, "pinned[0].quarter");
  EXPECT_EQ(faults[0].given, "a in quarter 1");
  EXPECT_THAT(faults[0].expected, HasSubstr("it can start in quarter 2"));
}

TEST(PinsTest, SaysWhichActionIsBiggerThanAnyQuarter) {
  Problem problem = Plain();
  problem.options[0].hours = 55;
  problem.pins = {{0, {}}, {1, {}}};
  const auto faults = Faults(problem);
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].given, "a: 55 hours");
  EXPECT_THAT(faults[0].expected, HasSubstr("15 too many"));
}

TEST(PinsTest, WhatIsWrongWithOneDoesNotKeepBackWhatIsWrongWithOthers) {
  Problem problem = Plain();
  problem.options[0].hours = 55;
  problem.pins = {{3, 9}, {0, {}}, {1, 0}, {2, 0}};
  problem.pins[1].asked = 7;
  problem.budget = 250;
  EXPECT_THAT(Fields(problem), ElementsAre("pinned[0].quarter", "pinned[7]", "pinned", "pinned"));
  EXPECT_EQ(Faults(problem)[2].given, "a, b, c: cost 300");
  EXPECT_EQ(Faults(problem)[3].given, "b, c in quarter 1: 60 hours");
}

// 25, 25 and 25 hours do not go into 40 and 40, although 75 is less than 80.
TEST(PinsTest, SaysHowManyHoursWouldMakeAnArrangementPossible) {
  Problem problem = Plain();
  for (Option& option : problem.options) option.hours = 25;
  problem.pins = {{0, {}}, {1, {}}, {2, {}}};
  const auto faults = Faults(problem);
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].given, "a, b, c");
  EXPECT_THAT(faults[0].expected, HasSubstr("10 more hours in each would be enough"));
}

}  // namespace
}  // namespace pcsp::planning::site

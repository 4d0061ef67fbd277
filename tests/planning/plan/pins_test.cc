#include <gmock/gmock.h>

#include "services/planning/domain/plan/draft.h"
#include "services/planning/domain/plan/problem_check.h"
#include "tests/planning/catalogues.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using testing::MakeFinding;
using testing::MakeSolution;
using ::testing::SizeIs;

PlanProblem Problem(std::vector<Finding> findings, double hours = 100, int quarters = 4) {
  PlanProblem problem;
  problem.findings = std::move(findings);
  problem.start = absl::CivilDay(2026, 1, 5);
  problem.hours_per_quarter = hours;
  problem.quarters = quarters;
  return problem;
}

std::vector<std::string> Ids(const PlanDraft& draft) {
  std::vector<std::string> ids;
  for (const Action& action : draft.actions) ids.push_back(action.solution);
  return ids;
}

TEST(DraftPinsTest, PinnedActionsAreInThePlanAndForbiddenOnesAreNot) {
  const Catalogue catalogue("t@1", {MakeSolution("best", {"i"}, 6), MakeSolution("other", {"i"}),
                                    MakeSolution("nothing-found", {"k"})});
  PlanProblem problem = Problem({MakeFinding("i")}, 10, 2);
  problem.forbidden = {"best"};
  problem.pinned = {{"nothing-found", 1}};
  const PlanDraft draft = DraftPlan(catalogue, problem);
  ASSERT_THAT(Ids(draft), ElementsAre("nothing-found", "other"));
  EXPECT_EQ(draft.actions[0].quarter, 1);
  EXPECT_EQ(draft.actions[0].reason, "Pinned.");
  EXPECT_EQ(draft.actions[1].quarter, 2);
}

TEST(DraftPinsTest, KeepsWithinTheBudgetAndTheNewActionsAllowed) {
  std::vector<Solution> solutions;
  for (const char* id : {"a", "b", "c"}) {
    solutions.push_back(MakeSolution(id, {"i"}));
    solutions.back().cost = 100;
  }
  PlanProblem problem = Problem({MakeFinding("i")});
  problem.budget = 250;
  EXPECT_THAT(DraftPlan(Catalogue("t@1", solutions), problem).actions, SizeIs(2));
  problem.budget.reset();
  problem.most_new_actions = 1;
  const PlanDraft draft = DraftPlan(Catalogue("t@1", solutions), problem);
  EXPECT_EQ(draft.actions[2].quarter, 3);
}

TEST(CheckPinsTest, ReportsUnknownOnesAndThoseThatCannotBeMet) {
  Solution late = MakeSolution("late", {"i"});
  late.prerequisites = {"long"};
  Solution slow = MakeSolution("long", {"i"});
  slow.duration_weeks = 14;
  Solution theirs = MakeSolution("theirs", {"i"});
  theirs.level = Level::kWholeSystem;
  const Catalogue catalogue("t@1", {late, slow, theirs, MakeSolution("a", {"i"})});
  PlanProblem problem = Problem({MakeFinding("i")}, 15, 2);
  problem.pinned = {{"nobody", {}}, {"theirs", {}}};
  problem.forbidden = {"nobody"};
  Violations unknown;
  CheckPins(catalogue, problem, unknown);
  EXPECT_THAT(ViolatedFields(unknown.ToStatus()),
              ElementsAre("pinned[0].solution", "pinned[1].solution", "forbidden[0]"));
  problem.pinned = {{"late", 1}, {"a", {}}};
  problem.forbidden = {"a"};
  Violations violations;
  CheckPins(catalogue, problem, violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()), ElementsAre("pinned[1]", "pinned[0].quarter"));
  problem.forbidden.clear();
  Violations early;
  CheckPins(catalogue, problem, early);
  EXPECT_THAT(ViolatedFields(early.ToStatus()), ElementsAre("pinned[0].quarter"));
  problem.pinned = {{"a", 1}, {"long", 1}};
  Violations full;
  CheckPins(catalogue, problem, full);
  ASSERT_THAT(full.list(), SizeIs(1));
  EXPECT_EQ(full.list()[0].expected, "at most 15 hours: 5 too many");
}

// A solution each of whose pins is wrong in a way of its own, among pins that are unknown.
TEST(CheckPinsTest, ReportsWhatCannotBeMetBesideAllElseThatIsWrong) {
  Solution late = MakeSolution("late", {"i"});
  late.prerequisites = {"long"};
  Solution slow = MakeSolution("long", {"i"});
  slow.duration_weeks = 14;
  Solution big = MakeSolution("big", {"i"});
  big.hours = 40;
  std::vector<Solution> solutions = {late, slow, big};
  for (const char* id : {"a", "b"}) {
    solutions.push_back(MakeSolution(id, {"i"}));
    solutions.back().cost = 100;
  }
  const Catalogue catalogue("t@1", solutions);
  PlanProblem problem = Problem({MakeFinding("i"), MakeFinding("i")}, 15, 2);
  problem.budget = 150;
  problem.pinned = {{"nobody", {}}, {"late", 1}, {"big", {}}, {"a", 2}, {"b", 2}, {"a", {}}};
  problem.forbidden = {"none"};
  Violations violations;
  CheckProblem(problem, violations);
  CheckPins(catalogue, problem, violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("findings[1].issue", "pinned[0].solution", "forbidden[0]", "pinned[5]",
                          "pinned[1].quarter", "pinned[2]", "pinned", "pinned"));
  EXPECT_EQ(violations.list()[5].expected,
            "at most 15 hours, what quarters 1 to 2 have at most: 25 too many");
  EXPECT_EQ(violations.list()[6].expected, "at most the budget of 150: 50 too much");
  EXPECT_EQ(violations.list()[7].given, "a, b in quarter 2: 20 hours");
}

TEST(CheckPinsTest, AsksNothingOfLimitsThatAreWrongThemselves) {
  const Catalogue catalogue("t@1", {MakeSolution("a", {"i"}), MakeSolution("b", {"i"})});
  PlanProblem problem = Problem({}, -1, 99);
  problem.budget = -5;
  problem.most_new_actions = 0;
  problem.pinned = {{"a", 12}, {"b", 13}};
  Violations violations;
  CheckPins(catalogue, problem, violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()), ElementsAre("pinned[1].quarter"));
}

}  // namespace
}  // namespace pcsp::planning

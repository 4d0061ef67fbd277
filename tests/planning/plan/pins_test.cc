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

TEST(CheckPinsTest, ReportsUnknownOnesAndThenThoseThatCannotBeMet) {
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
  EXPECT_THAT(ViolatedFields(violations.ToStatus()), ElementsAre("pinned[1]"));
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

}  // namespace
}  // namespace pcsp::planning

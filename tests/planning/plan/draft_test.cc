#include "services/planning/domain/plan/draft.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/plan/problem_check.h"
#include "tests/planning/catalogues.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeFinding;
using testing::MakeSolution;
using ::testing::Not;
using ::testing::SizeIs;

constexpr absl::CivilDay kMonday(2026, 1, 5);

PlanProblem Problem(std::vector<Finding> findings, double hours = 100, int quarters = 4) {
  PlanProblem problem;
  problem.findings = std::move(findings);
  problem.start = kMonday;
  problem.hours_per_quarter = hours;
  problem.quarters = quarters;
  return problem;
}

std::vector<std::string> Ids(const PlanDraft& draft) {
  std::vector<std::string> ids;
  for (const Action& action : draft.actions) ids.push_back(action.solution);
  return ids;
}

std::vector<Warning::Code> Codes(const PlanDraft& draft) {
  std::vector<Warning::Code> codes;
  for (const Warning& warning : draft.warnings) codes.push_back(warning.code);
  return codes;
}

TEST(SitePlanTest, StartsWithWhatClosesMostForTheQuartersThatFollow) {
  Solution small = MakeSolution("small", {"i"}, 2), large = MakeSolution("large", {"i"}, 4);
  small.hours = 8;
  large.hours = 24;
  const PlanDraft draft =
      DraftPlan(Catalogue("t@1", {large, small}), Problem({MakeFinding("i")}, 30));
  EXPECT_THAT(Ids(draft), ElementsAre("large", "small"));
  // The second action closes its share of what the first left open.
  EXPECT_NEAR(draft.actions[0].expected_benefit, 1 - std::exp(-.4), 1e-12);
  EXPECT_NEAR(draft.actions[1].expected_benefit, std::exp(-.4) * (1 - std::exp(-.2)), 1e-12);
  EXPECT_NEAR(draft.expected_benefit, 1 - std::exp(-.6), 1e-12);
}

TEST(SitePlanTest, WhereHoursAreShortWhatClosesMostForThemIsChosen) {
  Solution large = MakeSolution("large", {"i"}, 4);
  large.hours = 20;
  const Catalogue catalogue(
      "t@1", {large, MakeSolution("one", {"i"}, 3), MakeSolution("other", {"i"}, 3)});
  EXPECT_THAT(Ids(DraftPlan(catalogue, Problem({MakeFinding("i")}, 20, 1))),
              ElementsAre("one", "other"));
}

TEST(SitePlanTest, WhereHoursArePlentyPlacesAreWhatCounts) {
  std::vector<Solution> solutions = {MakeSolution("useful", {"i"}, 4)};
  for (const char* id : {"a", "b", "c"}) {
    solutions.push_back(MakeSolution(id, {"i"}, 2));
    solutions.back().hours = 1;
  }
  const PlanDraft draft =
      DraftPlan(Catalogue("t@1", solutions), Problem({MakeFinding("i")}, 100, 1));
  EXPECT_THAT(Ids(draft), ElementsAre("useful", "a", "b"));
}

TEST(SitePlanTest, DiminishingReturnsSpreadActionsOverIssues) {
  const Catalogue catalogue("t@1", {MakeSolution("i1", {"i"}, 6), MakeSolution("i2", {"i"}, 5),
                                    MakeSolution("k1", {"k"}, 5)});
  const PlanDraft draft = DraftPlan(catalogue, Problem({MakeFinding("i"), MakeFinding("k", 0.9)}));
  EXPECT_THAT(Ids(draft), ElementsAre("i1", "k1", "i2"));
}

TEST(SitePlanTest, StartsAtMostThreeActionsAQuarter) {
  std::vector<Solution> solutions;
  for (const char* id : {"a", "b", "c", "d", "e"}) solutions.push_back(MakeSolution(id, {"i"}));
  const PlanDraft draft = DraftPlan(Catalogue("t@1", solutions), Problem({MakeFinding("i")}, 1000));
  std::map<int, int> started;
  for (const Action& action : draft.actions) ++started[action.quarter];
  EXPECT_THAT(started, ElementsAre(std::pair(1, 3), std::pair(2, 2)));
  EXPECT_THAT(draft.actions[3].reason, HasSubstr("Earlier quarters had no room"));
}

TEST(SitePlanTest, KeepsWithinTheHoursOfEachQuarter) {
  std::vector<Solution> solutions;
  for (const char* id : {"a", "b", "c"}) solutions.push_back(MakeSolution(id, {"i"}));
  const PlanDraft draft =
      DraftPlan(Catalogue("t@1", solutions), Problem({MakeFinding("i")}, 19, 2));
  EXPECT_THAT(Ids(draft), ElementsAre("a", "b"));
  EXPECT_EQ(draft.actions[1].quarter, 2);
  ASSERT_THAT(Codes(draft), ElementsAre(Warning::Code::kHoursTooFew));
  EXPECT_THAT(draft.warnings[0].message, HasSubstr("\"Do c\" (10 hours)"));
}

TEST(SitePlanTest, SaysWhatIsTooBigForAnyQuarter) {
  Solution big = MakeSolution("big", {"i"}, 9);
  big.hours = 60;
  const Catalogue catalogue("t@1", {big, MakeSolution("a", {"i"})});
  const PlanDraft draft = DraftPlan(catalogue, Problem({MakeFinding("i")}, 48));
  EXPECT_THAT(Ids(draft), ElementsAre("a"));
  EXPECT_THAT(Codes(draft), ElementsAre(Warning::Code::kHoursTooFew));
}

TEST(SitePlanTest, PrerequisitesComeFirstAndAreDoneBeforeTheirFollowerStarts) {
  Solution follower = MakeSolution("after", {"i"}, 9);
  follower.prerequisites = {"before"};
  const Catalogue catalogue("t@1", {follower, MakeSolution("before", {"other"})});
  const PlanDraft draft = DraftPlan(catalogue, Problem({MakeFinding("i")}));
  ASSERT_THAT(Ids(draft), ElementsAre("before", "after"));
  EXPECT_THAT(draft.actions[0].issues, IsEmpty()) << "it only prepares";
  EXPECT_EQ(draft.actions[0].reason, "Prepares \"Do after\", which needs it first.");
  EXPECT_GT(draft.actions[1].start, draft.actions[0].due);
  EXPECT_EQ(draft.actions[1].quarter, 1) << "six weeks in, the quarter is not over";
  EXPECT_THAT(draft.actions[1].reason, HasSubstr("Follows \"Do before\"."));
}

TEST(SitePlanTest, AFollowerWaitsForTheQuarterInWhichItsPrerequisiteIsDone) {
  Solution before = MakeSolution("before", {"other"});
  before.duration_weeks = 20;
  Solution after = MakeSolution("after", {"i"}, 9);
  after.prerequisites = {"before"};
  const PlanDraft draft = DraftPlan(Catalogue("t@1", {before, after}), Problem({MakeFinding("i")}));
  ASSERT_THAT(Ids(draft), ElementsAre("before", "after"));
  EXPECT_EQ(draft.actions[1].quarter, 2);
}

TEST(SitePlanTest, APrerequisiteWhoseFollowerFindsNoRoomIsNotStarted) {
  Solution before = MakeSolution("before", {"other"});
  before.duration_weeks = 20;
  Solution after = MakeSolution("after", {"i"}, 9);
  after.prerequisites = {"before"};
  const Catalogue catalogue("t@1", {before, after});
  EXPECT_THAT(DraftPlan(catalogue, Problem({MakeFinding("i")}, 100, 1)).actions, IsEmpty())
      << "too late";
  EXPECT_THAT(DraftPlan(catalogue, Problem({MakeFinding("i")}, 10, 1)).actions, IsEmpty())
      << "too few hours";
}

TEST(SitePlanTest, DatesAreWorkingDays) {
  PlanProblem problem = Problem({MakeFinding("i")});
  problem.start = absl::CivilDay(2026, 1, 3);  // a Saturday
  const PlanDraft draft = DraftPlan(Catalogue("t@1", {MakeSolution("a", {"i"})}), problem);
  const Action& action = draft.actions[0];
  EXPECT_EQ(action.start, kMonday);
  EXPECT_EQ(action.due, absl::CivilDay(2026, 2, 16));     // six weeks on
  EXPECT_EQ(action.review, absl::CivilDay(2026, 3, 16));  // four more
  EXPECT_EQ(draft.end, absl::CivilDay(2027, 1, 1));       // 52 weeks
}

TEST(SitePlanTest, ActsOnlyOnWhatIsAtLeastPossibleAndOnItsOwnLevel) {
  Finding watched = MakeFinding("i");
  watched.probability = 0.39;
  Solution theirs = MakeSolution("theirs", {"k"});
  theirs.level = Level::kWholeSystem;
  const Catalogue catalogue("t@1", {MakeSolution("a", {"i"}), theirs});
  const PlanDraft nothing = DraftPlan(catalogue, Problem({watched}));
  EXPECT_THAT(nothing.actions, IsEmpty());
  EXPECT_THAT(Codes(nothing), ElementsAre(Warning::Code::kNothingToActOn));
  EXPECT_EQ(nothing.expected_benefit, 0);
  const PlanDraft unanswered = DraftPlan(catalogue, Problem({MakeFinding("k")}));
  EXPECT_THAT(unanswered.actions, IsEmpty());
  EXPECT_THAT(Codes(unanswered), ElementsAre(Warning::Code::kIssueUnanswered));
}

TEST(SitePlanTest, WarnsOfAPlanOfTrainingAlone) {
  Solution course = MakeSolution("course", {"i"}, 5);
  course.training = true;
  const Catalogue alone("t@1", {course});
  EXPECT_THAT(Codes(DraftPlan(alone, Problem({MakeFinding("i")}))),
              ElementsAre(Warning::Code::kOnlyTraining));
  const Catalogue both("t@1", {course, MakeSolution("meet", {"i"})});
  EXPECT_THAT(DraftPlan(both, Problem({MakeFinding("i")})).warnings, IsEmpty());
}

TEST(SitePlanTest, LeavesOutWhatHardlyHelps) {
  const Catalogue catalogue("t@1", {MakeSolution("much", {"i"}), MakeSolution("little", {"k"})});
  const PlanDraft draft = DraftPlan(catalogue, Problem({MakeFinding("i"), MakeFinding("k", 0.05)}));
  EXPECT_THAT(Ids(draft), ElementsAre("much"));
}

TEST(SitePlanTest, IsTheSameWhateverTheOrderOfFindings) {
  std::vector<Finding> findings = {MakeFinding("coh-purpose"), MakeFinding("ca-time", .7),
                                   MakeFinding("pr-steering", .9), MakeFinding("x-turnover", .6)};
  PlanProblem one = Problem(findings, 48);
  PlanProblem other = one;
  std::reverse(other.findings.begin(), other.findings.end());
  EXPECT_EQ(DraftPlan(testing::ShippedCatalogue(), one),
            DraftPlan(testing::ShippedCatalogue(), other));
}

TEST(SitePlanTest, ShortStepsOfAChainStayWithinTheirQuarter) {
  std::vector<Solution> solutions;
  for (const char* id : {"a", "b", "c", "d"}) {
    solutions.push_back(MakeSolution(id, {"i"}, 5));
    if (solutions.size() > 1) {
      solutions.back().prerequisites = {solutions[solutions.size() - 2].id};
    }
  }
  PlanProblem problem = Problem({MakeFinding("i")}, 1000);
  problem.most_new_actions = 4;
  const PlanDraft draft = DraftPlan(Catalogue("t@1", solutions), problem);
  ASSERT_THAT(Ids(draft), ElementsAre("a", "b", "c", "d"));
  // Six weeks and a day each: the third begins in the last week, the fourth after the quarter.
  EXPECT_EQ(draft.actions[2].quarter, 1);
  EXPECT_EQ(draft.actions[3].quarter, 2);
  for (int i = 1; i < 4; ++i) EXPECT_GT(draft.actions[i].start, draft.actions[i - 1].due);
  for (const Action& action : draft.actions) {
    EXPECT_GE(action.start, QuarterStart(kMonday, action.quarter - 1));
    EXPECT_LT(action.start, QuarterStart(kMonday, action.quarter));
  }
}

// Everything found at once, from the catalogue that ships: every rule holds.
TEST(SitePlanTest, KeepsEveryRuleOnTheShippedCatalogue) {
  const Catalogue& catalogue = testing::ShippedCatalogue();
  for (const Level level : {Level::kPractice, Level::kSteeringGroup, Level::kWholeSystem}) {
    std::map<std::string, Finding> findings;
    for (const Solution& solution : catalogue.solutions()) {
      for (const std::string& issue : solution.answers) findings[issue] = MakeFinding(issue);
    }
    PlanProblem problem = Problem({}, DefaultHours(level));
    problem.level = level;
    for (const auto& [issue, finding] : findings) problem.findings.push_back(finding);
    const PlanDraft draft = DraftPlan(catalogue, problem);
    EXPECT_THAT(draft.actions, Not(IsEmpty()));
    std::map<int, double> hours;
    std::map<int, int> count;
    std::map<std::string, absl::CivilDay> due;
    for (const Action& action : draft.actions) {
      const Solution& solution = *catalogue.Find(action.solution);
      EXPECT_EQ(solution.level, level);
      EXPECT_LE(hours[action.quarter] += action.hours, problem.hours_per_quarter);
      EXPECT_LE(++count[action.quarter], 3);
      for (const std::string& id : solution.prerequisites) {
        ASSERT_EQ(due.count(id), 1) << id << " before " << solution.id;
        EXPECT_LT(due[id], action.start);
      }
      for (const absl::CivilDay day : {action.start, action.due, action.review}) {
        EXPECT_EQ(WorkingDayFrom(day), day);
      }
      EXPECT_THAT(action.reason, Not(IsEmpty()));
      EXPECT_TRUE(due.emplace(action.solution, action.due).second) << "each action once";
    }
  }
}

TEST(CheckProblemTest, ReportsEveryFieldAtOnce) {
  Finding bad = MakeFinding("Not An Id");
  bad.probability = 1.1;
  bad.severity = -1;
  bad.importance = std::nan("");
  Violations violations;
  CheckProblem(Problem({bad, MakeFinding("i"), MakeFinding("i")}, 0, 13), violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("findings[0].issue", "findings[0].probability", "findings[0].severity",
                          "findings[0].importance", "findings[2].issue", "hours_per_quarter",
                          "quarter_count"));
  Violations none;
  CheckProblem(Problem({}), none);
  EXPECT_THAT(none.list(), SizeIs(1));
  EXPECT_EQ(none.list()[0].field, "findings");
}

}  // namespace
}  // namespace pcsp::planning

// Plans after outcomes were measured.
#include "services/planning/domain/plan/measured.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/plan/draft.h"
#include "services/planning/domain/plan/problem_check.h"
#include "tests/planning/catalogues.h"
#include "tests/planning/effect/outcomes.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeFinding;
using testing::MakeOutcome;
using testing::MakeSolution;
using ::testing::Not;

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

void Add(OutcomeSums& sums, int sites, const std::vector<Treatment>& adopted, double post) {
  for (int i = 0; i < sites; ++i) {
    Outcome outcome = MakeOutcome(absl::StrCat(adopted.empty() ? "none" : adopted[0].solution, i));
    outcome.adopted = adopted;
    outcome.post = post + i % 7;
    sums.Add(outcome);
  }
}

// "liked" is what authors think most of, and did harm; "plain" helped; "idle" did neither; what
// authors think of "follower" is the same, and it needs "liked". Nobody has tried "new".
class MeasuredPlanTest : public ::testing::Test {
 protected:
  MeasuredPlanTest() : catalogue_("t@1", Solutions()) {
    Add(sums_, 300, {}, 43);
    Add(sums_, 30, {{"liked"}}, 35);
    Add(sums_, 30, {{"plain"}}, 49);
    Add(sums_, 300, {{"idle"}}, 43);
    effects_ = Effects(sums_, {}, PriorMeansOf(catalogue_));
  }

  static std::vector<Solution> Solutions() {
    Solution follower = MakeSolution("follower", {"i"}, 9);
    follower.prerequisites = {"liked"};
    return {MakeSolution("liked", {"i"}, 8), MakeSolution("plain", {"i"}, 2),
            MakeSolution("idle", {"i"}, 2), MakeSolution("new", {"i"}, 1.5), follower};
  }

  static PlanProblem Problem(int most_new = 3) {
    PlanProblem problem;
    problem.findings = {MakeFinding("i")};
    problem.start = absl::CivilDay(2026, 1, 5);
    problem.hours_per_quarter = 100;
    problem.quarters = 2;
    problem.most_new_actions = most_new;
    return problem;
  }
  PlanProblem AfterOutcomes(PlanProblem problem, const std::set<std::string>& altered = {}) const {
    problem.outcomes = 660;
    problem.measured = MeasuredFor(catalogue_, problem, {.effects = &effects_}, altered);
    return problem;
  }

  const Catalogue catalogue_;
  OutcomeSums sums_;
  Effects effects_;
};

TEST_F(MeasuredPlanTest, WhatWorkedTakesThePlaceOfWhatAuthorsExpected) {
  EXPECT_THAT(Ids(DraftPlan(catalogue_, Problem())), Contains("liked"));
  const PlanDraft draft = DraftPlan(catalogue_, AfterOutcomes(Problem(1)));
  EXPECT_THAT(Ids(draft), ElementsAre("plain", "new"));
  const double points = effects_.Find("i")->Find({"plain"})->effect.expected;
  EXPECT_NEAR(draft.actions[0].expected_benefit, 1 - std::exp(-points / 10), 1e-9);
  EXPECT_THAT(draft.actions[0].reason,
              HasSubstr("The effect is measured at 30 sites beside 300 that did nothing."));
  EXPECT_THAT(draft.actions[1].reason, HasSubstr("The effect is expected by its authors."));
  EXPECT_THAT(draft.expected,
              ElementsAre(PlannedEffect{.solution = "new", .issue = "i", .points = 1.5}));
}

TEST_F(MeasuredPlanTest, WhatDidHarmIsNotPlannedNorWhatNeedsIt) {
  const PlanDraft draft = DraftPlan(catalogue_, AfterOutcomes(Problem()));
  EXPECT_THAT(Ids(draft), AllOf(Not(Contains("liked")), Not(Contains("follower"))));
  EXPECT_THAT(Ids(draft), Not(Contains("idle"))) << "it made no difference";
  EXPECT_THAT(draft.warnings, IsEmpty());
  const PlanDraft best = ImprovePlan(catalogue_, AfterOutcomes(Problem()), {});
  EXPECT_THAT(Ids(best), AllOf(Not(Contains("liked")), Not(Contains("follower"))));
  EXPECT_GE(best.value, draft.value);
}

TEST_F(MeasuredPlanTest, WhoInsistsIsWarned) {
  PlanProblem problem = AfterOutcomes(Problem());
  problem.pinned = {{"liked", {}}, {"idle", {}}};
  Violations none;
  CheckPins(catalogue_, problem, none);
  EXPECT_TRUE(none.empty());
  const PlanDraft draft = DraftPlan(catalogue_, problem);
  EXPECT_THAT(Ids(draft), AllOf(Contains("liked"), Contains("idle"), Contains("follower")));
  ASSERT_THAT(Codes(draft), ElementsAre(Warning::Code::kDidNotHelp, Warning::Code::kDidNotHelp));
  std::string all;
  for (const Warning& warning : draft.warnings) all += warning.message + "\n";
  EXPECT_THAT(all, AllOf(HasSubstr("\"Do liked\" is in the plan because it is pinned"),
                         HasSubstr("it did harm where it was tried"),
                         HasSubstr("it made no difference where it was tried")));
  problem.pinned = {{"follower", {}}};
  const PlanDraft needed = DraftPlan(catalogue_, problem);
  ASSERT_THAT(Codes(needed), ElementsAre(Warning::Code::kDidNotHelp));
  EXPECT_THAT(needed.warnings[0].message, HasSubstr("because a pinned action needs it"));
}

TEST_F(MeasuredPlanTest, AnIssueThatOnlyHarmAnswersIsUnanswered) {
  const Catalogue catalogue("t@1", {MakeSolution("liked", {"i"}, 8)});
  PlanProblem problem = Problem();
  problem.measured = AfterOutcomes(problem).measured;
  const PlanDraft draft = DraftPlan(catalogue, problem);
  EXPECT_THAT(draft.actions, IsEmpty());
  ASSERT_THAT(Codes(draft), ElementsAre(Warning::Code::kIssueUnanswered));
  EXPECT_THAT(draft.warnings[0].message, HasSubstr("did harm, or made no difference"));
}

TEST_F(MeasuredPlanTest, AnAlteredFormIsJudgedByWhatWasMeasuredOfIt) {
  const PlanProblem problem = AfterOutcomes(Problem(), {"plain"});
  EXPECT_EQ(FindEffect(problem.measured, "plain", "i"), nullptr);
  ASSERT_NE(FindEffect(problem.measured, "liked", "i"), nullptr);
  EXPECT_EQ(FindEffect(problem.measured, "liked", "i")->verdict, Verdict::kHarm);
}

TEST(RestsOnTest, SaysOnWhat) {
  PlannedEffect effect = {.solution = "s", .issue = "i", .points = 2};
  EXPECT_EQ(RestsOn(effect), "expected by its authors");
  effect.sites = 1;
  EXPECT_EQ(RestsOn(effect), "measured at 1 site, none beside them to compare with");
}

}  // namespace
}  // namespace pcsp::planning

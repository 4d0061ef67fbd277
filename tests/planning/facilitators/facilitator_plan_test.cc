#include "services/planning/domain/facilitators/facilitator_plan.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/facilitators/explain/checker.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::facilitators {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// ann has time for one of two practices, bob for both, at a price.
Problem Two() {
  Problem problem;
  problem.facilitators.resize(2);
  problem.facilitators[0] = {"ann", 10};
  problem.facilitators[1] = {"bob", 30};
  problem.practices.resize(2);
  problem.practices[0] = {"p", 10, /*current=*/0, {{0, 5}, {1, 25}}};
  problem.practices[1] = {"q", 10, /*current=*/0, {{0, 5}, {1, 65}}};
  return problem;
}

Plan Made(const Problem& problem) {
  Effort effort;
  effort.seconds = 1;
  auto plan = MakePlan(problem, effort);
  EXPECT_OK(plan);
  EXPECT_TRUE(plan->proven);
  return *std::move(plan);
}

TEST(FacilitatorPlan, MovesWhoLosesLeastAndSaysWhy) {
  const Plan plan = Made(Two());
  EXPECT_THAT(plan.choices, ElementsAre(1, 0));
  EXPECT_EQ(plan.cost, 30);
  EXPECT_EQ(plan.bound, 30);
  ASSERT_THAT(plan.changes, SizeIs(1));
  EXPECT_EQ(plan.changes[0].practice, 0);
  EXPECT_EQ(plan.changes[0].from, 0);
  EXPECT_EQ(plan.changes[0].to, 1);
  EXPECT_EQ(plan.changes[0].saves, -20);
  EXPECT_THAT(plan.changes[0].reason, HasSubstr("ann has 0 h free"));
}

TEST(FacilitatorPlan, SaysWhenAChangeIsWorthIt) {
  Problem problem = Two();
  problem.practices[0].options[1].cost = 1;
  problem.discontinuity_penalty = 3;
  const Plan plan = Made(problem);
  EXPECT_THAT(plan.choices, ElementsAre(1, 0));
  EXPECT_EQ(plan.changes[0].saves, 1) << "after the penalty";
  EXPECT_THAT(plan.changes[0].reason, HasSubstr("bob costs 1 less"));
  problem.discontinuity_penalty = 5;
  problem.facilitators[0].capacity = 20;
  EXPECT_THAT(Made(problem).changes, IsEmpty()) << "continuity is worth more";
}

TEST(FacilitatorPlan, SaysWhyNobodyComes) {
  Problem problem = Two();
  problem.facilitators[1].capacity = 9;
  problem.practices.resize(4);
  problem.practices[2] = {"r", 10, -1, {{0, 5000}}};
  problem.practices[3] = {"s", 10, -1, {{0, 5}}, {"pain"}};
  const Plan plan = Made(problem);
  ASSERT_THAT(plan.unserved, SizeIs(3));
  EXPECT_THAT(plan.unserved[0].reason,
              HasSubstr("It needs 10 h: ann has 0 h free, bob has 9 h free"));
  EXPECT_EQ(plan.unserved[0].cost, 1000);
  EXPECT_THAT(plan.unserved[1].reason, HasSubstr("would cost 5000"));
  EXPECT_THAT(plan.unserved[2].reason, HasSubstr("skills: pain"));
}

TEST(FacilitatorPlan, SaysWhatToRelaxAndHasSolvedAgain) {
  Problem problem = Two();
  problem.facilitators[0].capacity = 19;
  const Plan plan = Made(problem);
  ASSERT_THAT(plan.relief, SizeIs(1));
  EXPECT_EQ(plan.relief[0].facilitator, 0);
  EXPECT_EQ(plan.relief[0].saves, 20) << "with 20 hours both stay";
  EXPECT_NEAR(plan.relief[0].price, 2, 1e-9);
  EXPECT_THAT(plan.relief[0].sentence, HasSubstr("One more hour at ann saves 20"));
  problem.facilitators[0].capacity = 12;
  EXPECT_THAT(Made(problem).relief, IsEmpty()) << "an hour more has a price and does not help";
}

TEST(FacilitatorPlan, KeepsMonthsAndPlacesApart) {
  Problem problem = Two();
  problem.facilitators[0].capacity_by_month = {5, 5, 20};
  problem.facilitators[1].capacity_by_month = {0, 30, 30};
  problem.facilitators[0].most_practices = 2;
  problem.practices[0].months = 2;       // 5 h in each of the first two months
  problem.practices[1].first_month = 2;  // 10 h in the last
  const Plan plan = Made(problem);
  EXPECT_THAT(plan.choices, ElementsAre(0, 0));
  EXPECT_THAT(plan.loads[0].hours, ElementsAre(5, 5, 10));
  EXPECT_THAT(plan.loads[0].capacity, ElementsAre(5, 5, 20));
  problem.facilitators[0].most_practices = 1;
  const Plan one = Made(problem);
  EXPECT_THAT(one.choices, ElementsAre(0, 1)) << "bob has no time in the first month";
  ASSERT_THAT(one.relief, SizeIs(1));
  EXPECT_TRUE(one.relief[0].places);
  EXPECT_EQ(one.relief[0].saves, 60);
}

TEST(FacilitatorPlan, WarnsOfTooManyPractices) {
  Problem problem;
  problem.facilitators.resize(1);
  problem.facilitators[0] = {"ann", 1000};
  for (int p = 0; p < 14; ++p) {
    problem.practices.push_back({"p" + std::to_string(p), 15, -1, {{0, 1}}});
  }
  EXPECT_THAT(Made(problem).warnings, ElementsAre(HasSubstr("ann has 14 practices: above 13")));
  problem.practices.pop_back();
  EXPECT_THAT(Made(problem).warnings, IsEmpty());
}

TEST(Checker, FindsWhatIsWrong) {
  const Problem problem = Two();
  EXPECT_THAT(Objections(problem, {1, 0}, 30, 30), IsEmpty());
  EXPECT_THAT(Objections(problem, {0, 0}, 10, 10), ElementsAre(HasSubstr("time for 10")));
  EXPECT_THAT(Objections(problem, {1, 0}, 29, 29), ElementsAre(HasSubstr("is said to cost 29")));
  EXPECT_THAT(Objections(problem, {1, 0}, 30, 31), ElementsAre(HasSubstr("bound")));
  EXPECT_THAT(Objections(problem, {2, 0}, 5, 5), ElementsAre(HasSubstr("option")));
  EXPECT_THAT(Objections(problem, {0}, 5, 5), SizeIs(1));
  Problem skilled = problem;
  skilled.practices[0].skills = {"pain"};
  EXPECT_THAT(Objections(skilled, {1, 0}, 30, 30), ElementsAre(HasSubstr("skill")));
  Problem limited = problem;
  limited.facilitators[0].capacity = 20;
  limited.facilitators[0].most_practices = 1;
  EXPECT_THAT(Objections(limited, {0, 0}, 10, 10), ElementsAre(HasSubstr("more than allowed")));
}

}  // namespace
}  // namespace pcsp::planning::facilitators

#include "services/planning/domain/workforce/training/training_plan.h"

#include <numeric>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/workforce/cover/cover_forecast.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::workforce {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::Ge;
using ::testing::HasSubstr;

Problem One(int posts, int trained) {
  Problem problem;
  problem.months = 24;
  problem.roles.resize(1);
  problem.roles[0].id = "gp";
  problem.roles[0].turnover = .02;
  Post post;
  post.site = "north";
  post.posts = posts;
  post.trained = trained;
  post.target = .7;
  problem.posts = {post};
  return problem;
}

TrainingPlan Planned(const Problem& problem) {
  auto plan = PlanTraining(problem);
  EXPECT_OK(plan);
  return *std::move(plan);
}

int Sum(const std::vector<int>& values) { return std::accumulate(values.begin(), values.end(), 0); }

TEST(TrainingPlan, TrainsAtOnceWhereSeatsAreWithoutLimit) {
  const TrainingPlan plan = Planned(One(100, 40));
  EXPECT_THAT(plan.posts[0].reach, Each(Ge(.85))) << "whole people and the normal's tail";
  EXPECT_GE(plan.posts[0].intakes[0], 33);
  EXPECT_NEAR(plan.posts[0].shortfall, 0, 1e-6);
  EXPECT_LT(plan.posts[0].reach_before[23], .01);
}

TEST(TrainingPlan, TrainsNobodyWhereNobodyIsNeeded) {
  Problem problem = One(100, 100);
  problem.months = 6;
  EXPECT_EQ(Sum(Planned(problem).posts[0].intakes), 0);
}

TEST(TrainingPlan, CostsLessThanAnyConstantIntake) {
  const Problem problem = One(100, 60);
  const TrainingPlan plan = Planned(problem);
  // The least people a month that keep up at the end train more in sum than the plan.
  RoleTurnover turnover(problem.roles[0], {.02});
  CoverModel model(problem.posts[0], problem.roles[0], turnover);
  int constant = 0;
  while (model.Reach(std::vector<int>(24, constant)) < .9) ++constant;
  EXPECT_LE(Sum(plan.posts[0].intakes), 24 * constant + 12);
  EXPECT_GE(plan.posts[0].reach[23], .85);
}

Problem Seated() {
  Problem problem = One(100, 20);
  problem.trainers.resize(1);
  TrainerPool& pool = problem.trainers[0];
  pool.people.id = "school";
  pool.people.active = 2;
  pool.people.turnover = 0;
  pool.people.lead_months = 6;
  pool.people.recruit_cost = 1e6;
  pool.sessions_a_month = 1;
  pool.trainers_a_session = 2;
  pool.seats_a_session = 5;
  problem.posts[0].trainers = 0;
  Post other = problem.posts[0];
  other.site = "south";
  problem.posts.push_back(other);
  return problem;
}

TEST(TrainingPlan, KeepsToTheSeats) {
  const TrainingPlan plan = Planned(Seated());
  for (int t = 0; t < 24; ++t) {
    EXPECT_LE(plan.trainers[0].used[t], 5) << t;
    EXPECT_NEAR(plan.trainers[0].seats[t], 5, 1e-6);
    EXPECT_EQ(plan.trainers[0].used[t], plan.posts[0].intakes[t] + plan.posts[1].intakes[t]);
  }
  EXPECT_GT(plan.posts[0].shortfall + plan.posts[1].shortfall, 100);
  ASSERT_FALSE(plan.trainers[0].shortages.empty());
  EXPECT_EQ(plan.trainers[0].shortages[0].first, 0);
  EXPECT_GT(plan.trainers[0].shortages[0].price, 200);
  EXPECT_THAT(plan.binding, Contains(HasSubstr("Training seats of school bind from month 0")));
  EXPECT_EQ(Sum(plan.trainers[0].recruits), 0) << "too dear";
}

TEST(TrainingPlan, RecruitsTrainersWhereThatPays) {
  Problem problem = Seated();
  problem.trainers[0].people.recruit_cost = 1000;
  const TrainingPlan dear = Planned(Seated()), plan = Planned(problem);
  EXPECT_LT(plan.cost, dear.cost);
  EXPECT_GT(plan.trainers[0].recruits[0], 0);
  for (int t = 18; t < 24; ++t)
    EXPECT_EQ(plan.trainers[0].recruits[t], 0) << "would count too late";
  EXPECT_NEAR(plan.trainers[0].seats[5], 5, 1e-6);
  EXPECT_GT(plan.trainers[0].seats[6], 5);
  EXPECT_THAT(plan.binding, Contains(HasSubstr("for school by month 0: they count from month 6.")));
  EXPECT_GT(plan.posts[0].reach[23], dear.posts[0].reach[23]);
}

TEST(TrainingPlan, KeepsWhatIsPlanned) {
  Problem problem = Seated();
  problem.posts[0].intakes = {7, 0, 3};
  const TrainingPlan plan = Planned(problem);
  EXPECT_GE(plan.posts[0].intakes[0], 7) << "though there are five seats";
  EXPECT_EQ(plan.posts[1].intakes[0], 0);
  EXPECT_GE(plan.posts[0].intakes[2], 3);
}

TEST(TrainingPlan, RefreshesWhatExpires) {
  Problem problem = One(100, 80);
  problem.months = 12;
  const int kept = Sum(Planned(problem).posts[0].intakes);
  problem.posts[0].lapsing = {0, 0, 10};
  EXPECT_NEAR(Sum(Planned(problem).posts[0].intakes), kept + 8, 3);
  problem.posts[0].trained = 0;
  problem.posts[0].lapsing.clear();
  problem.roles[0].validity_months = 6;
  const int refreshed = Sum(Planned(problem).posts[0].intakes);
  problem.roles[0].refreshed = 0;
  EXPECT_GT(Sum(Planned(problem).posts[0].intakes), refreshed + 40);
}

}  // namespace
}  // namespace pcsp::planning::workforce

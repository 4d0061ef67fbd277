#include "services/planning/domain/facilitators/solve/even_out.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/facilitators/facilitator_plan.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::facilitators {
namespace {

using ::testing::ElementsAre;

// Three facilitators with hours for four practices each, and six practices, which the third costs
// more.
Problem Six() {
  Problem problem;
  for (const char* id : {"a", "b", "c"}) {
    Facilitator facilitator;
    facilitator.id = id;
    facilitator.capacity = 60;
    problem.facilitators.push_back(facilitator);
  }
  for (int p = 0; p < 6; ++p) {
    Practice practice;
    practice.id = std::to_string(p);
    practice.options = {{0, 10}, {1, 10}, {2, 11}};
    problem.practices.push_back(practice);
  }
  return problem;
}

// Practices by facilitator, once four are with the first and two with the second.
std::vector<size_t> EvenedOut(const Problem& problem) {
  const Instance instance = InstanceOf(problem);
  Assignment assignment(instance);
  for (int p = 0; p < 6; ++p) assignment.Choose(p, instance.begin[p] + (p < 4 ? 0 : 1));
  const double cost = assignment.cost();
  EvenOut(problem, assignment);
  EXPECT_EQ(assignment.cost(), cost);
  std::vector<size_t> counts;
  for (int f = 0; f < 3; ++f) counts.push_back(assignment.practices_of(f).size());
  return counts;
}

TEST(EvenOut, SharesWhatCostsTheSame) { EXPECT_THAT(EvenedOut(Six()), ElementsAre(3, 3, 0)); }

TEST(EvenOut, LeavesPracticesWithTodaysFacilitator) {
  Problem problem = Six();
  for (int p = 0; p < 4; ++p) problem.practices[p].current = 0;
  EXPECT_THAT(EvenedOut(problem), ElementsAre(4, 2, 0));
}

TEST(EvenOut, KeepsToHours) {
  Problem problem = Six();
  problem.facilitators[1].capacity = 30;
  EXPECT_THAT(EvenedOut(problem), ElementsAre(4, 2, 0));
}

TEST(EvenOut, IsPartOfEveryPlan) {
  const auto plan = MakePlan(Six(), {});
  ASSERT_OK(plan);
  EXPECT_EQ(plan->cost, 60);
  EXPECT_EQ(plan->loads[0].practices, 3);
  EXPECT_EQ(plan->loads[1].practices, 3);
}

}  // namespace
}  // namespace pcsp::planning::facilitators

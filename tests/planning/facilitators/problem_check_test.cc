#include "services/planning/domain/facilitators/problem_check.h"

#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/facilitators/facilitator_plan.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::facilitators {
namespace {

using pcsp::testing::ViolatedFields;
using ::testing::UnorderedElementsAre;

Problem Sound() {
  Problem problem;
  problem.facilitators.resize(2);
  problem.facilitators[0].id = "ann";
  problem.facilitators[1].id = "bob";
  problem.practices.resize(1);
  problem.practices[0].id = "p";
  problem.practices[0].options = {{0, 5}};
  return problem;
}

TEST(ProblemCheck, AcceptsWhatIsSound) { EXPECT_OK(CheckProblem(Sound())); }

TEST(ProblemCheck, ReportsEveryViolationAtOnce) {
  Problem problem = Sound();
  problem.unserved_cost_per_need = -1;
  problem.nearest = 0;
  problem.facilitators[0].capacity = -3;
  problem.facilitators[0].capacity_by_month = {5, -5};
  problem.facilitators[1].id = "ann";
  problem.facilitators[1].capacity_by_month = {5};
  problem.practices.resize(3);
  problem.practices[0].need = std::numeric_limits<double>::quiet_NaN();
  problem.practices[0].options = {{0, 5}, {0, 6}, {7, 1}};
  problem.practices[1].id = "p";
  problem.practices[1].current = 2;
  problem.practices[2].id = "q";
  problem.practices[2].options = {{1, std::numeric_limits<double>::infinity()}};
  problem.practices[2].options[0].need = -1;
  problem.practices[2].first_month = 2;
  EXPECT_THAT(ViolatedFields(CheckProblem(problem)),
              UnorderedElementsAre("unserved_cost_per_need", "nearest", "facilitators[0].capacity",
                                   "facilitators[0].capacity_by_month[1]", "facilitators[1].id",
                                   "facilitators[1].capacity_by_month", "practices[0].need",
                                   "practices[0].options[1].facilitator",
                                   "practices[0].options[2].facilitator", "practices[1].id",
                                   "practices[1].current", "practices[1].options",
                                   "practices[2].first_month", "practices[2].options[0].cost",
                                   "practices[2].options[0].need"));
  EXPECT_EQ(MakePlan(problem, Effort()).status(), CheckProblem(problem));
}

TEST(ProblemCheck, AsksForSomebody) {
  Problem problem;
  EXPECT_THAT(ViolatedFields(CheckProblem(problem)), UnorderedElementsAre("facilitators"));
}

}  // namespace
}  // namespace pcsp::planning::facilitators

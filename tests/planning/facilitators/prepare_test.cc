#include "services/planning/domain/facilitators/prepare.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::planning::facilitators {
namespace {

using ::testing::ElementsAre;

Facilitator At(double east, std::vector<std::string> skills = {}) {
  Facilitator facilitator;
  facilitator.place = Place{east, 0};
  facilitator.skills = std::move(skills);
  return facilitator;
}

Problem Line() {
  Problem problem;
  problem.facilitators = {At(30), At(10), At(20, {"pain"}), At(100)};
  Practice practice;
  practice.place = Place{0, 0};
  problem.practices = {practice};
  return problem;
}

std::vector<int> Names(const Problem& problem) {
  std::vector<int> names;
  for (const Option& option : problem.practices[0].options) names.push_back(option.facilitator);
  return names;
}

TEST(Prepare, TakesTheNearest) {
  Problem problem = Line();
  problem.nearest = 2;
  const Problem ready = Prepare(problem);
  EXPECT_THAT(Names(ready), ElementsAre(1, 2));
  // 10 km there and 10 back, nine times, on roads longer by 3 tenths, at 45 pence.
  EXPECT_NEAR(ready.practices[0].options[0].cost, 2 * 10 * 9 * 1.3 * .45, 1e-12);
}

TEST(Prepare, KeepsTodaysFacilitatorHoweverFar) {
  Problem problem = Line();
  problem.nearest = 1;
  problem.practices[0].current = 3;
  problem.discontinuity_penalty = 50;
  const Problem ready = Prepare(problem);
  EXPECT_THAT(Names(ready), ElementsAre(1, 3));
  EXPECT_NEAR(ready.practices[0].options[0].cost, 105.3 + 50, 1e-12);
  EXPECT_NEAR(ready.practices[0].options[1].cost, 1053, 1e-12);
}

TEST(Prepare, AsksForSkillsAndReach) {
  Problem problem = Line();
  problem.practices[0].skills = {"pain"};
  EXPECT_THAT(Names(Prepare(problem)), ElementsAre(2));
  problem.facilitators[2].reach_km = 19;
  EXPECT_THAT(Names(Prepare(problem)), ElementsAre());
  problem.practices[0].options = {{0, 1}, {2, 5}};
  EXPECT_THAT(Names(Prepare(problem)), ElementsAre(2))
      << "options given are asked for skills alone";
}

TEST(Prepare, MakesNoChangeDearerWhereNobodyCameBefore) {
  Problem problem = Line();
  problem.practices[0].options = {{0, 7}};
  problem.discontinuity_penalty = 50;
  EXPECT_EQ(Prepare(problem).practices[0].options[0].cost, 7);
}

TEST(Prepare, AsksForRegions) {
  Problem problem = Line();
  problem.facilitators[1].regions = {"south"};
  problem.facilitators[2].regions = {"north", "south"};
  problem.practices[0].regions = {"north", "county"};
  EXPECT_THAT(Names(Prepare(problem)), ElementsAre(2, 0, 3)) << "0 and 3 travel everywhere";
  problem.practices[0].regions.clear();
  EXPECT_THAT(Names(Prepare(problem)), ElementsAre(0, 3));
}

TEST(Prepare, AssumesADistanceWhereAPlaceIsNotKnown) {
  Problem problem = Line();
  problem.facilitators[1].place.reset();
  EXPECT_THAT(Names(Prepare(problem)), ElementsAre(2, 0, 3)) << "without it there is no option";
  problem.travel.assumed_km = 25;
  EXPECT_THAT(Names(Prepare(problem)), ElementsAre(2, 1, 0, 3));
  problem.facilitators[1].reach_km = 24;
  EXPECT_THAT(Names(Prepare(problem)), ElementsAre(2, 0, 3));
  problem.practices[0].place.reset();
  EXPECT_THAT(Names(Prepare(problem)), ElementsAre(0, 2, 3)) << "all as far as each other";
}

}  // namespace
}  // namespace pcsp::planning::facilitators

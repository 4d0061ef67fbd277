#include "services/planning/domain/cohorts/problem_check.h"

#include <gmock/gmock.h>

#include "common/base/error.h"
#include "tests/planning/cohorts/generated.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using testing::ReasonOf;
using testing::ViolatedFields;

CohortProblem Problem() {
  return GenerateCohorts({.practices = 4, .fortnights = 6, .venues = 2}, 1);
}

TEST(CheckCohortProblem, AcceptsWhatCanBePlanned) { EXPECT_OK(CheckCohortProblem(Problem())); }

TEST(CheckCohortProblem, SaysEverythingAtOnce) {
  CohortProblem p = Problem();
  p.courses[0].after = 1;                                             // a circle
  p.sessions[2].seats = -5;                                           // negative capacity
  p.trainers = {{"ann", 0, {{0, 2}, {2, 3}}}, {"bob", 0, {{9, 7}}}};  // overlapping leave
  p.sessions[4].named_trainers = {1};
  p.sessions[10].named_trainers = {1};  // the same fortnight: in two places
  p.sessions[7].venue = -1;             // no venue
  p.practices[1].km = {-1, -1};         // nowhere to go
  p.practices[2].needs[0].roles[0].people = -1;
  p.practices[3].id = p.practices[0].id;
  p.regions[0].trainers[3] = -2;
  ASSERT_EQ(p.sessions[4].fortnight, p.sessions[10].fortnight);
  const absl::Status status = CheckCohortProblem(p);
  EXPECT_EQ(ReasonOf(status), "COHORT_PROBLEM_INVALID");
  const auto fields = ViolatedFields(status);
  for (const char* field :
       {"courses[0].after", "courses[1].after", "sessions[2].seats", "trainers[0].leave[1]",
        "trainers[1].leave[0]", "sessions[10].named_trainers", "sessions[7].venue",
        "practices[1].km", "practices[2].needs[0].roles[0].people", "practices[3].id",
        "regions[0].trainers[3]"}) {
    EXPECT_THAT(fields, Contains(field));
  }
  EXPECT_EQ(fields.size(), 11u) << status;
}

TEST(CheckCohortProblem, WishesAreToldWithTheRestAndPracticesByName) {
  CohortProblem p = Problem();
  p.practices[1].km = {-1, -1};
  p.titles.practices = {"", "Mill Lane"};
  p.pins = {{1, 999, 1}};
  p.current.keep = -1;
  const absl::Status status = CheckCohortProblem(p);
  EXPECT_THAT(ViolatedFields(status),
              ElementsAre("practices[1].km", "pins[0].session", "current.keep"));
  EXPECT_THAT(ErrorDetailOf(status)->violations[0].expected, ::testing::HasSubstr("(Mill Lane)"));
  EXPECT_THAT(ErrorDetailOf(status)->violations[1].expected, ::testing::HasSubstr("(Mill Lane)"));
}

TEST(CheckCohortProblem, ACourseComesTwiceOnlyAloneAndAtOtherTimes) {
  CohortProblem p = Problem();
  p.courses.push_back({"refresher"});
  const int refresher = static_cast<int>(p.courses.size()) - 1;
  std::vector<CourseNeed>& needs = p.practices[0].needs;
  needs.push_back({.course = refresher, .roles = {{"gp", 1}}, .from = 0, .until = 2});
  needs.push_back({.course = refresher, .roles = {{"gp", 1}}, .from = 3, .until = 5});
  EXPECT_OK(CheckCohortProblem(p));
  needs.back().from = 2;
  needs.push_back(needs[0]);
  EXPECT_THAT(ViolatedFields(CheckCohortProblem(p)),
              ElementsAre("practices[0].needs[3]", "practices[0].needs[4].course"));
}

TEST(CheckCohortProblem, NoMoreFallOutThanThereAre) {
  CohortProblem p = Problem();
  p.trainers = {{"ann", 0, {}}};
  p.sessions[2].named_trainers = {0};
  p.sessions[2].trainers = 2;
  p.sessions[2].fallen_out = 2;
  p.sessions[3].away = {"bob"};
  EXPECT_THAT(ViolatedFields(CheckCohortProblem(p)),
              ElementsAre("sessions[2].fallen_out", "sessions[3].away_trainers"));
}

TEST(CheckCohortProblem, CoursesFormChains) {
  CohortProblem p = Problem();
  p.courses.push_back({"train the trainer", 0});
  EXPECT_THAT(ViolatedFields(CheckCohortProblem(p)), ElementsAre("courses[2].after"));
}

TEST(CheckCohortProblem, WishesReferToWhatThereIs) {
  CohortProblem p = Problem();
  p.pins = {{0, 999, 1}, {99, 0, 1}, {0, 0, 0}};
  p.bans = {{-1, 0}};
  p.current.bookings = {{0, 0, 1}, {0, 0, 2}};
  p.current.frozen_until = 7;
  EXPECT_THAT(ViolatedFields(CheckCohortProblem(p)),
              ElementsAre("pins[0].session", "pins[1].practice", "pins[2].people",
                          "bans[0].practice", "current.bookings[1]", "current.frozen_until"));
}

TEST(CheckCohortProblem, ATrainerOnLeaveLeadsNothing) {
  CohortProblem p = Problem();
  p.trainers = {{"ann", 0, {{2, 3}}}};
  p.sessions[2].named_trainers = {0};
  EXPECT_THAT(ViolatedFields(CheckCohortProblem(p)), ElementsAre("sessions[2].named_trainers"));
}

}  // namespace
}  // namespace pcsp::planning

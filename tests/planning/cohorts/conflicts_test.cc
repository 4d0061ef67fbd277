#include "services/planning/domain/cohorts/explain/conflicts.h"

#include <gmock/gmock.h>

#include "services/planning/domain/cohorts/plan_cohorts.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::ReasonOf;
using ::testing::SizeIs;
using testing::ViolatedFields;
using Running = CohortSession::Running;

// Three practices of four people, four fortnights, a session each with six seats.
CohortProblem Hamlet() {
  CohortProblem p;
  p.fortnights = 4;
  p.courses = {{"core"}, {"follow-up", 0}};
  p.regions = {{"all", {2, 2, 2, 2}}};
  p.venues = {{"hall", 0}};
  p.unmet_cost = 500;
  for (int t = 0; t < 4; ++t) {
    p.sessions.push_back({.id = std::string("core ") + std::to_string(t),
                          .course = 0,
                          .venue = 0,
                          .fortnight = t,
                          .seats = 6,
                          .fixed_cost = 100});
  }
  for (const char* id : {"a", "b", "c"}) {
    p.practices.push_back(
        {.id = id, .needs = {{.course = 0, .roles = {{"", 4}}}}, .backfill = 4, .km = {0}});
  }
  return p;
}

std::vector<std::string> Paths(const RuleConflict& conflict) {
  std::vector<std::string> paths;
  for (const PolicyRule& rule : conflict.rules) paths.push_back(rule.path);
  return paths;
}

TEST(Conflicts, NoneWhereEverythingCanBeKept) {
  CohortProblem p = Hamlet();
  p.pins = {{0, 0, 4}, {1, 0, 2}};
  p.bans = {{2, 0}};
  p.sessions[3].running = Running::kMust;
  EXPECT_THAT(FixedConflicts(p), IsEmpty());
  EXPECT_THAT(MustConflicts(p, [] { return false; }), IsEmpty());
  EXPECT_OK(PlanCohorts(p, {.moves = 50}));
}

TEST(Conflicts, FindsTheFewestPinsThatOverfillASession) {
  CohortProblem p = Hamlet();
  p.pins = {{2, 1, 1}, {0, 0, 4}, {1, 3, 1}, {1, 0, 3}};
  const auto conflicts = FixedConflicts(p);
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_THAT(Paths(conflicts[0]), ElementsAre("pins[1]", "pins[3]"));
  EXPECT_THAT(conflicts[0].facts, ElementsAre("core 0: 7 people, 6 seats"));
  EXPECT_EQ(conflicts[0].cheapest.path, "pins[3]");
  EXPECT_EQ(conflicts[0].people, 3);
  const absl::Status status = PlanCohorts(p, {.moves = 1}).status();
  EXPECT_THAT(status, testing::StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ReasonOf(status), "COHORT_RULES_CONFLICT");
  EXPECT_THAT(ViolatedFields(status), ElementsAre("pins[1], pins[3]"));
  p.titles.first_day = absl::CivilDay(2026, 3, 2);
  p.titles.courses = {"Core day"};
  EXPECT_THAT(FixedConflicts(p)[0].facts[0], HasSubstr("Core day at "))
      << "named as people know it, once its days are known";
  EXPECT_THAT(FixedConflicts(p)[0].facts[0], HasSubstr("in the fortnight from Mon 2 Mar 2026"));
}

// Each of these breaks one thing; all are found, in sets of their own.
TEST(Conflicts, FindsSeveralSets) {
  CohortProblem p = Hamlet();
  p.pins = {{0, 0, 1}, {1, 1, 1}, {2, 2, 4}};
  p.bans = {{0, 0}};
  p.sessions[1].running = Running::kMustNot;
  p.practices[2].blocked = {2};
  const auto conflicts = FixedConflicts(p);
  ASSERT_THAT(conflicts, SizeIs(3));
  std::vector<std::vector<std::string>> sets;
  for (const RuleConflict& conflict : conflicts) sets.push_back(Paths(conflict));
  EXPECT_THAT(sets, ::testing::UnorderedElementsAre(ElementsAre("pins[0]", "bans[0]"),
                                                    ElementsAre("pins[1]", "sessions[1].running"),
                                                    ElementsAre("pins[2]")));
}

TEST(Conflicts, TheFreezeCanBeInTheWay) {
  CohortProblem p = Hamlet();
  p.current = {.bookings = {{0, 0, 4}, {1, 1, 4}}, .frozen_until = 1};
  p.pins = {{1, 0, 3}, {2, 3, 1}};
  const auto conflicts = FixedConflicts(p);
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_THAT(Paths(conflicts[0]), ElementsAre("pins[0]", "current.frozen_until"));
  EXPECT_EQ(conflicts[0].cheapest.path, "pins[0]");
}

TEST(Conflicts, SessionsThatMustRunCanLackTrainers) {
  CohortProblem p = Hamlet();
  p.sessions[1].fortnight = 0;
  p.sessions[0].running = p.sessions[1].running = p.sessions[2].running = Running::kMust;
  const auto conflicts = FixedConflicts(p);
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_THAT(Paths(conflicts[0]), ElementsAre("sessions[0].running", "sessions[1].running"));
}

// Twelve people must be trained, with 24 seats; a ban and two cancelled sessions leave six for a.
TEST(Conflicts, ProvesThatNotAllWhoMustCanBeTrained) {
  CohortProblem p = Hamlet();
  for (CohortPractice& practice : p.practices) practice.needs[0].must = true;
  p.sessions[0].running = p.sessions[1].running = Running::kMustNot;
  p.bans = {{0, 2}, {0, 3}, {1, 0}};
  const absl::Status status = PlanCohorts(p, {.moves = 50}).status();
  EXPECT_EQ(ReasonOf(status), "COHORT_RULES_CONFLICT") << status;
  const auto conflicts = MustConflicts(p, [] { return false; });
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_THAT(Paths(conflicts[0]),
              ElementsAre("bans[0]", "bans[1]", "sessions[0].running", "sessions[1].running",
                          "practices[0].needs[0].must"));
  ASSERT_THAT(conflicts[0].facts, SizeIs(1));
  EXPECT_THAT(conflicts[0].facts[0], HasSubstr("all but 4"));
}

}  // namespace
}  // namespace pcsp::planning

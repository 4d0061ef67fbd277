#include "services/planning/domain/cohorts/plan_check.h"

#include <gmock/gmock.h>

#include <functional>

namespace pcsp::planning {
namespace {

using Rule = BrokenRule::Rule;
using Running = CohortSession::Running;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Two regions, two courses in a row, four fortnights; one practice in each region.
CohortProblem Valley() {
  CohortProblem p;
  p.fortnights = 4;
  p.courses = {{"core"}, {"follow-up", 0}};
  p.regions = {{"north", {2, 2, 2, 2}}, {"south", {2, 2, 2, 2}}};
  p.venues = {{"hall", 0}, {"church", 0}, {"school", 1}};
  p.km_rate = 2;
  p.late_rate = 10;
  p.unmet_cost = 500;
  const auto session = [&p](const char* id, int course, int venue, int fortnight) {
    p.sessions.push_back({.id = id,
                          .course = course,
                          .venue = venue,
                          .fortnight = fortnight,
                          .seats = 4,
                          .least = 1,
                          .fixed_cost = 100});
  };
  session("core 0", 0, 0, 0);      // 0
  session("core 1", 0, 0, 1);      // 1
  session("follow 2", 1, 0, 2);    // 2
  session("follow 1", 1, 1, 1);    // 3
  session("south core", 0, 2, 0);  // 4
  session("core 3", 0, 1, 3);      // 5
  p.practices = {{.id = "mill",
                  .region = 0,
                  .needs = {{.course = 0, .roles = {{"gp", 2}, {"nurse", 1, 200}}},
                            {.course = 1, .roles = {{"gp", 2}}}},
                  .backfill = 2,
                  .priority = .5,
                  .blocked = {3},
                  .km = {10, 20, -1}},
                 {.id = "weir",
                  .region = 1,
                  .needs = {{.course = 0, .roles = {{"gp", 2}}}},
                  .backfill = 4,
                  .km = {10, 20, 5}}};
  return p;
}

CohortPlan GoodPlan() {
  return {.held = {0, 1, 2, 4}, .bookings = {{0, 0, 2}, {0, 1, 1}, {0, 2, 2}, {1, 4, 2}}};
}

TEST(CheckPlan, NoMoreSessionsAtAVenueThanItHasDays) {
  CohortProblem problem = Valley();
  problem.sessions[2].fortnight = 1;  // "follow 2" with "core 1" at the hall
  problem.venues[0].days = {1, 1, 1, 1};
  const auto days_broken = [&problem] {
    const CheckedPlan checked = CheckPlan(problem, GoodPlan());
    return std::ranges::count(checked.broken, Rule::kDays, &BrokenRule::rule);
  };
  EXPECT_EQ(days_broken(), 1);
  problem.sessions[1].running = Running::kMust;
  EXPECT_EQ(days_broken(), 1) << "the other need not be held";
  problem.sessions[2].running = Running::kMust;
  EXPECT_EQ(days_broken(), 0) << "both have to be";
  problem.sessions[2].running = Running::kMay;
  problem.venues[0].days[1] = 2;
  EXPECT_EQ(days_broken(), 0);
}

// Refreshers due at two times: whoever goes counts for the time they go in.
TEST(CheckPlan, KeepsTheTimesOfOneCourseApart) {
  CohortProblem p = Valley();
  p.courses = {{"refresher"}};
  for (CohortSession& s : p.sessions) s.course = 0;
  p.practices[0].blocked.clear();
  p.practices[0].needs = {{.course = 0, .roles = {{"gp", 2}}, .from = 0, .until = 1},
                          {.course = 0, .roles = {{"nurse", 1, 200}}, .from = 2, .until = 3}};
  CohortPlan plan = {.held = {0, 2, 4}, .bookings = {{0, 0, 2}, {0, 2, 1}, {1, 4, 2}}};
  EXPECT_THAT(CheckPlan(p, plan).broken, IsEmpty());
  plan.held = {0, 1, 4};
  plan.bookings = {{0, 0, 2}, {0, 1, 1}, {1, 4, 2}};  // the nurse goes too early
  const CheckedPlan early = CheckPlan(p, plan);
  ASSERT_EQ(early.broken.size(), 1u);
  EXPECT_EQ(early.broken[0].rule, Rule::kNeed);
  EXPECT_EQ(early.unmet_people, 1);
  EXPECT_DOUBLE_EQ(early.cost.unmet, 200);
}

TEST(CheckPlan, AddsUpTheCost) {
  const CheckedPlan checked = CheckPlan(Valley(), GoodPlan());
  EXPECT_THAT(checked.broken, IsEmpty());
  EXPECT_EQ(checked.unmet_people, 0);
  EXPECT_DOUBLE_EQ(checked.cost.sessions, 400);
  EXPECT_DOUBLE_EQ(checked.cost.travel, 5 * 20 + 2 * 10);
  EXPECT_DOUBLE_EQ(checked.cost.lateness, 1 * 5 * 1 + 2 * 5 * 2);
  EXPECT_DOUBLE_EQ(checked.cost.unmet, 0);
  EXPECT_DOUBLE_EQ(checked.cost.total(), 545);
}

TEST(CheckPlan, LeavesOutWhoCostsLeast) {
  CohortPlan plan = GoodPlan();
  plan.bookings = {{0, 0, 1}, {0, 2, 2}, {1, 4, 2}};
  plan.held = {0, 2, 4};
  const CheckedPlan checked = CheckPlan(Valley(), plan);
  EXPECT_THAT(checked.broken, IsEmpty());
  EXPECT_EQ(checked.unmet_people, 2);
  EXPECT_DOUBLE_EQ(checked.cost.unmet, 200 + 500);
}

std::vector<Rule> RulesOf(const CheckedPlan& checked) {
  std::vector<Rule> rules;
  for (const BrokenRule& broken : checked.broken) rules.push_back(broken.rule);
  return rules;
}

struct Spoilt {
  const char* name;
  std::function<void(CohortProblem&, CohortPlan&)> spoil;
  std::vector<Rule> broken;
};

using P = CohortProblem;
using L = CohortPlan;

const Spoilt kSpoilt[] = {
    {"twice", [](P&, L& l) { l.bookings.push_back(l.bookings[0]); }, {Rule::kMalformed}},
    {"nobody",
     [](P&, L& l) {
       l.bookings.push_back({0, 3, 0});
     },
     {Rule::kMalformed}},
    {"no such practice",
     [](P&, L& l) {
       l.bookings.push_back({9, 0, 1});
     },
     {Rule::kMalformed}},
    {"no such session", [](P&, L& l) { l.held.push_back(99); }, {Rule::kMalformed}},
    {"not held",
     [](P&, L& l) {
       l.held = {0, 2, 4};
     },
     {Rule::kNotHeld}},
    {"seats", [](P& p, L&) { p.sessions[0].seats = 1; }, {Rule::kSeats}},
    {"least", [](P& p, L&) { p.sessions[0].least = 3; }, {Rule::kLeast}},
    {"not run", [](P& p, L&) { p.sessions[5].running = Running::kMust; }, {Rule::kRunning}},
    {"run", [](P& p, L&) { p.sessions[0].running = Running::kMustNot; }, {Rule::kRunning}},
    {"trainers", [](P& p, L&) { p.regions[0].trainers[1] = 1; }, {Rule::kTrainers}},
    {"leave",
     [](P& p, L&) {
       p.regions[0].trainers[1] = 1;
       p.trainers = {{"ann", 0, {{1, 2}}}};
     },
     {Rule::kTrainers}},
    {"national",
     [](P& p, L&) {
       p.national_trainers = {3, 2, 2, 2};
     },
     {Rule::kNational}},
    {"too many", [](P&, L& l) { l.bookings[3].people = 3; }, {Rule::kNeed}},
    {"course not needed", [](P& p, L&) { p.practices[0].needs.pop_back(); }, {Rule::kNeed}},
    {"must",
     [](P& p, L& l) {
       p.practices[1].needs[0].must = true;
       l.bookings[3].people = 1;
     },
     {Rule::kMust}},
    {"before due", [](P& p, L&) { p.practices[0].needs[1].from = 3; }, {Rule::kWindow}},
    {"after due", [](P& p, L&) { p.practices[0].needs[0].until = 0; }, {Rule::kWindow}},
    {"blocked", [](P& p, L&) { p.practices[0].blocked = {1}; }, {Rule::kBlocked}},
    {"backfill", [](P& p, L&) { p.practices[1].backfill = 1; }, {Rule::kBackfill}},
    {"order",
     [](P& p, L& l) {
       p.regions[0].trainers[1] = 4;
       l.held = {0, 1, 2, 3, 4};
       l.bookings = {{0, 0, 2}, {0, 1, 1}, {0, 2, 1}, {0, 3, 1}, {1, 4, 2}};
     },
     {Rule::kOrder}},
    {"reach", [](P& p, L&) { p.practices[1].km[2] = -1; }, {Rule::kReach}},
    {"other region",
     [](P&, L& l) {
       l.bookings[3] = {1, 0, 2};
       l.held = {0, 1, 2};
     },
     {Rule::kReach}},
    {"pin",
     [](P& p, L&) {
       p.pins = {{0, 1, 2}};
     },
     {Rule::kPin}},
    {"ban",
     [](P& p, L&) {
       p.bans = {{0, 1}};
     },
     {Rule::kBan}},
    {"frozen, new",
     [](P& p, L&) {
       p.current.frozen_until = 1;
       p.current.bookings = {{1, 4, 2}};
     },
     {Rule::kFrozen}},
    {"frozen, gone",
     [](P& p, L&) {
       p.current.frozen_until = 2;
       p.current.bookings = {{0, 0, 2}, {0, 1, 2}, {1, 4, 2}};
     },
     {Rule::kFrozen}},
};

TEST(CheckPlan, FindsEveryRuleThatIsBroken) {
  for (const Spoilt& spoilt : kSpoilt) {
    CohortProblem problem = Valley();
    CohortPlan plan = GoodPlan();
    spoilt.spoil(problem, plan);
    const CheckedPlan checked = CheckPlan(problem, plan);
    EXPECT_EQ(RulesOf(checked), spoilt.broken) << spoilt.name;
    for (const BrokenRule& broken : checked.broken) EXPECT_NE(broken.words, "") << spoilt.name;
  }
}

TEST(CheckPlan, PinsAndFrozenPeopleLetASessionBeSmall) {
  CohortProblem problem = Valley();
  problem.sessions[1].least = 3;
  EXPECT_THAT(RulesOf(CheckPlan(problem, GoodPlan())), ElementsAre(Rule::kLeast));
  problem.pins = {{0, 1, 1}};
  EXPECT_THAT(CheckPlan(problem, GoodPlan()).broken, IsEmpty());
  problem.pins.clear();
  problem.current = {.bookings = {{0, 0, 2}, {0, 1, 1}, {1, 4, 2}}, .frozen_until = 2};
  EXPECT_THAT(CheckPlan(problem, GoodPlan()).broken, IsEmpty());
}

}  // namespace
}  // namespace pcsp::planning

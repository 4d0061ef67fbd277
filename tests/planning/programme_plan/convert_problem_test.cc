#include "services/planning/rpc/programme_plan/convert_problem.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/cohorts/problem_check.h"
#include "tests/planning/programme_plan/service_fixture.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<std::string> Fields(const Violations& violations) {
  std::vector<std::string> fields;
  for (const Violation& one : violations.list()) fields.push_back(one.field);
  return fields;
}

class ConvertProblemTest : public testing::ProgrammePlanTest {
 protected:
  CohortProblem Read(const v1::CohortProblem& proto) { return FromProto(proto, violations_); }
  Violations violations_;
};

TEST_F(ConvertProblemTest, FindsThingsByTheirIds) {
  v1::CohortProblem proto = Problem();
  v1::CohortSession* const session = proto.add_sessions();
  session->set_id("s1");
  session->set_course("follow-up");
  session->set_venue("barn");
  session->set_fortnight(3);
  session->set_seats(9);
  session->set_running(v1::COHORT_RUNNING_MUST);
  session->add_named_trainers("t2");
  v1::CohortBooking* const booking = proto.mutable_current()->add_bookings();
  booking->set_practice("p2");
  booking->set_session("s1");
  booking->set_people(3);
  const CohortProblem problem = Read(proto);
  ASSERT_TRUE(violations_.empty());
  EXPECT_OK(CheckCohortProblem(problem));
  EXPECT_EQ(problem.courses[1].after, 0);
  ASSERT_THAT(problem.sessions, SizeIs(1 + 4 * 8));
  EXPECT_EQ(problem.sessions[0].course, 1);
  EXPECT_EQ(problem.sessions[0].venue, 1);
  EXPECT_EQ(problem.sessions[0].trainers, 2);
  EXPECT_EQ(problem.sessions[0].running, CohortSession::Running::kMust);
  EXPECT_THAT(problem.sessions[0].named_trainers, ElementsAre(1));
  EXPECT_EQ(problem.sessions[1].id, "core@hall#0");
  EXPECT_EQ(problem.sessions[1].trainers, 1);
  EXPECT_EQ(problem.current.bookings[0], (CohortBooking{1, 0, 3}));
  EXPECT_EQ(problem.current.keep, 40);
  EXPECT_EQ(problem.practices[0].priority, 1);
  EXPECT_THAT(problem.practices[1].km, ElementsAre(20, 30));
  EXPECT_EQ(problem.regions[0].trainers, std::vector<int>(8, 0));
}

TEST_F(ConvertProblemTest, KnowsWhatThingsAreCalled) {
  v1::CohortProblem proto = Problem();
  proto.mutable_courses(1)->set_title("Follow-up");
  proto.mutable_regions(0)->set_title("Norrowdale");
  proto.mutable_venues(0)->set_title("Wolds hall");
  proto.mutable_practices(2)->set_title("Alderbrook Surgery");
  v1::CohortSession* const session = proto.add_sessions();
  session->set_course("follow-up");
  session->set_venue("hall");
  session->set_seats(9);
  session->set_start("2026-03-03T09:30");
  const CohortTitles titles = Read(proto).titles;
  ASSERT_TRUE(violations_.empty());
  EXPECT_THAT(titles.courses, ElementsAre("", "Follow-up"));
  EXPECT_THAT(titles.regions, ElementsAre("Norrowdale"));
  EXPECT_THAT(titles.venues, ElementsAre("Wolds hall", ""));
  EXPECT_EQ(titles.practices[2], "Alderbrook Surgery");
  EXPECT_THAT(titles.starts, ElementsAre("2026-03-03T09:30"));
  EXPECT_EQ(titles.first_day, absl::CivilDay(2026, 3, 2));

  proto.mutable_venues(1)->set_title(std::string(801, 'x'));
  proto.mutable_sessions(0)->set_start("soon");
  Read(proto);
  EXPECT_THAT(Fields(violations_), ElementsAre("venues[1].title", "sessions[0].start"));
}

TEST_F(ConvertProblemTest, ASeriesLeavesOutWhatItSays) {
  v1::CohortProblem proto = Problem();
  proto.mutable_series(0)->set_from(1);
  proto.mutable_series(0)->set_until(6);
  proto.mutable_series(0)->set_every(2);
  proto.mutable_series(0)->add_except(3);
  const CohortProblem problem = Read(proto);
  EXPECT_EQ(problem.sessions[0].id, "core@hall#1");
  EXPECT_EQ(problem.sessions[1].id, "core@hall#5");
  EXPECT_EQ(problem.sessions[2].id, "core@barn#0");
}

TEST_F(ConvertProblemTest, AVenueOutOfReachIsLeftOut) {
  v1::CohortProblem proto = Problem();
  proto.mutable_practices(0)->mutable_reach()->RemoveLast();
  EXPECT_THAT(Read(proto).practices[0].km, ElementsAre(10, -1));
}

TEST_F(ConvertProblemTest, EveryIdThatNothingHasIsTold) {
  v1::CohortProblem proto = Problem();
  proto.clear_costs();
  proto.mutable_courses(1)->set_after("taster");
  proto.mutable_venues(0)->set_region("sg9");
  proto.mutable_series(2)->set_venue("nowhere");
  proto.mutable_practices(3)->mutable_needs(0)->set_course("core-day");
  proto.add_pins()->set_practice("p9");
  Read(proto);
  EXPECT_THAT(Fields(violations_),
              ElementsAre("costs", "courses[1].after", "venues[0].region", "series[2].venue",
                          "practices[3].needs[0].course", "pins[0].practice", "pins[0].session"));
}

TEST_F(ConvertProblemTest, FaultsOfSenseAreToldUnderTheNamesOfTheMessage) {
  v1::CohortProblem proto = Problem();
  proto.mutable_costs()->set_km_rate(-1);
  proto.mutable_series(0)->set_seats(-4);        // told once, not of each of its sessions
  proto.mutable_practices(1)->clear_reach();     // goes nowhere,
  proto.mutable_practices(1)->set_backfill(-1);  // which nothing else hides
  proto.mutable_practices(2)->mutable_reach(0)->set_venue("nowhere");
  v1::CohortSession* const session = proto.add_sessions();
  session->set_id("launch");
  session->set_course("core");
  CheckedFromProto(proto, violations_);
  EXPECT_THAT(Fields(violations_),
              ::testing::UnorderedElementsAre("costs.km_rate", "series[0].seats",
                                              "practices[1].reach", "practices[1].backfill",
                                              "practices[2].reach[0].venue", "sessions[0].venue"));
}

TEST_F(ConvertProblemTest, NothingAtAllIsNoReasonToCrash) {
  v1::CohortProblem proto;
  proto.add_series();
  proto.add_practices()->add_reach();
  proto.add_pins();
  proto.set_fortnights(-3);
  const CohortProblem problem = Read(proto);
  EXPECT_FALSE(violations_.empty());
  EXPECT_FALSE(CheckCohortProblem(problem).ok());
}

}  // namespace
}  // namespace pcsp::planning

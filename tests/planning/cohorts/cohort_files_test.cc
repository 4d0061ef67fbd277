// The problem file and the report of `pcspctl plan cohorts`.
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "gateway/cli/offline/problem_file.h"
#include "gateway/cli/planning/cohort_problem.h"
#include "gateway/cli/planning/cohort_report.h"
#include "gateway/cli/planning/current_plan.h"
#include "tests/support/status_matchers.h"

namespace pcsp::offline {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using planning::CohortProblem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;
using testing::ViolatedFields;

constexpr char kExample[] = "tests/planning/cohorts/examples/two_towns.json";

json Example() {
  std::ifstream in(kExample);
  return json::parse(in);
}

absl::StatusOr<CohortProblem> Read(const json& file) {
  auto document = text::ParseJson(file.dump(), "problem.json");
  return ReadCohortFiles(*document, nullptr);
}

ordered_json Plan(const CohortProblem& problem) {
  const auto result = planning::PlanCohorts(problem, {.moves = 2000});
  EXPECT_OK(result);
  return CohortReport(problem, *result);
}

TEST(CohortFiles, ReadsTheExample) {
  auto document = cli::ReadProblem(kExample);
  ASSERT_OK(document);
  const auto problem = ReadCohortFiles(*document, nullptr);
  ASSERT_OK(problem);
  EXPECT_EQ(problem->fortnights, 8);
  EXPECT_EQ(problem->courses[1].after, 0);
  ASSERT_EQ(problem->sessions.size(), 1u + 8 + 4 + 7 + 4);
  EXPECT_EQ(problem->sessions[0].id, "launch");
  EXPECT_EQ(problem->sessions[0].named_trainers, std::vector<int>{0});
  EXPECT_EQ(problem->sessions[10].id, "core@mill#3");
  EXPECT_EQ(problem->sessions[10].trainers, 2);
  EXPECT_EQ(planning::TrainersIn(*problem, 0, 1), 5);
  EXPECT_EQ(planning::TrainersIn(*problem, 0, 2), 4);
  EXPECT_EQ(problem->practices[2].km, (std::vector<double>{20, -1}));
  EXPECT_TRUE(problem->practices[1].needs[0].must);
  EXPECT_EQ(problem->practices[1].needs[2].until, 5);
  EXPECT_EQ(problem->bans[0].session, 2);
}

TEST(CohortFiles, ReportsThePlanInFull) {
  const auto problem = Read(Example());
  ASSERT_OK(problem);
  const ordered_json report = Plan(*problem);
  double people = 0;
  for (const auto& booking : report["bookings"]) people += booking["people"].get<int>();
  EXPECT_EQ(people + report["unmet_people"].get<int>(), 5 + 3 + 3 + 1 + 1 + 4 + 2);
  double seated = 0;
  for (const auto& session : report["sessions"]) seated += session["people"].get<int>();
  EXPECT_EQ(seated, people);
  EXPECT_EQ(report["sessions"][0]["session"], "launch");
  EXPECT_THAT(report["sessions"][0]["led_by"].get<std::vector<std::string>>(), Contains("ann"));
  const auto& cost = report["cost"];
  EXPECT_NEAR(cost["total"].get<double>(),
              cost["sessions"].get<double>() + cost["travel"].get<double>() +
                  cost["lateness"].get<double>() + cost["unmet"].get<double>(),
              .03);
  EXPECT_LE(report["bound"].get<double>(), report["objective"].get<double>() + .01);
  EXPECT_NEAR(report["gap"].get<double>(),
              report["objective"].get<double>() / report["bound"].get<double>() - 1, 1e-4);
  // Three of the five are doctors; the team goes together.
  const auto& first = report["bookings"][0];
  EXPECT_EQ(first["practice"], "high street");
  EXPECT_EQ(first["roles"]["gp"].get<int>() + first["roles"]["nurse"].get<int>(), first["people"]);
}

TEST(CohortFiles, SaysWhyPeopleStayUntrained) {
  json file = Example();
  file["practices"][1]["needs"][0]["people"] = 9;  // one away a fortnight, eight fortnights
  file["practices"][1]["needs"][0]["must"] = false;
  file["practices"][0]["needs"][1]["unmet_cost"] = 3;
  const auto problem = Read(file);
  ASSERT_OK(problem);
  std::map<std::string, std::string> reasons;
  const ordered_json report = Plan(*problem);
  for (const auto& unmet : report["unmet"]) {
    reasons[unmet["practice"].get<std::string>() + ", " + unmet["course"].get<std::string>()] =
        unmet["reason"];
    EXPECT_THAT(unmet["words"].get<std::string>(), HasSubstr(unmet["practice"].get<std::string>()));
  }
  EXPECT_EQ((reasons["mill lane, core"]), "own_limits");
  EXPECT_EQ((reasons["high street, follow-up"]), "dearer_than_unmet");
}

TEST(CohortFiles, ReportsEveryFaultOfForm) {
  json file = Example();
  file["courses"][1]["after"] = "coar";
  file["sessions"][0].erase("venue");
  file["sessions"][0]["seats"] = -2;
  file["practices"][0]["km"]["moon"] = 4;
  file["practices"][2]["backfil"] = 2;
  file["pins"][0]["people"] = "two";
  EXPECT_THAT(
      ViolatedFields(Read(file).status()),
      UnorderedElementsAre("courses[1].after", "sessions[0].venue", "sessions[0].seats",
                           "practices[0].km.moon", "practices[2].backfil", "pins[0].people"));
}

TEST(CohortFiles, TellsFaultsOfFormAndSenseOfBothFilesAtOnce) {
  json file = Example();
  file["sessions"][0]["seats"] = -2;                                   // form
  file["practices"][2]["km"] = json::object();                         // sense: nowhere to go
  file["named_trainers"][0]["leave"] = {{{"from", 3}, {"until", 1}}};  // sense
  const json plan = {
      {"bookings", {{{"practice", "nowhere"}, {"session", "launch"}, {"people", 1}}}}};
  auto document = text::ParseJson(file.dump(), "problem.json");
  auto current = text::ParseJson(plan.dump(), "plan.json");
  const auto problem = ReadCohortFiles(*document, &*current);
  EXPECT_EQ(testing::ReasonOf(problem.status()), "COHORT_PROBLEM_INVALID");
  EXPECT_THAT(ViolatedFields(problem.status()),
              UnorderedElementsAre("sessions[0].seats", "practices[2].km",
                                   "named_trainers[0].leave[0]", "current.bookings[0].practice"));
  auto good = text::ParseJson(Example().dump(), "problem.json");
  EXPECT_OK(ReadCohortFiles(*good, nullptr));
}

TEST(CohortFiles, SessionsHaveAVenueAndPracticesReachOne) {
  json file = Example();
  file["practices"][2]["km"] = json::object();
  file["sessions"][0].erase("venue");
  const auto problem = Read(file);
  EXPECT_THAT(ViolatedFields(problem.status()),
              UnorderedElementsAre("sessions[0].venue", "practices[2].km"));
  EXPECT_THAT(problem.status().message(), HasSubstr("a venue: no session is held without one"));
}

TEST(CohortFiles, OneFaultHidesNoOtherOfTheSameThing) {
  json file = Example();
  file["courses"][0]["after"] = "follow-up";  // a circle
  file["trainers"] = {2, 2};
  file["practices"][2]["backfill"] = -1;
  file["practices"][2]["km"] = json::object();
  file["practices"][1]["km"] = {{"moon", 3}};  // and so no other
  file["practices"][1]["id"] = "old forge";
  file["sessions"].push_back({{"id", "second"},
                              {"course", "core"},
                              {"venue", "mill"},
                              {"fortnight", 0},
                              {"seats", -4},
                              {"named_trainers", {"ann"}}});
  file["costs"]["km_rate"] = -1;
  EXPECT_THAT(ViolatedFields(Read(file).status()),
              UnorderedElementsAre("courses[0].after", "courses[1].after", "trainers",
                                   "practices[2].backfill", "practices[2].km",
                                   "practices[1].km.moon", "practices[2].id", "sessions[1].seats",
                                   "sessions[1].named_trainers", "costs.km_rate"));
}

TEST(CohortFiles, FaultsOfASeriesAreToldOfItOnce) {
  json file = Example();
  file["session_series"][0]["least"] = 13;
  file["session_series"][1]["until"] = 9;
  file["session_series"][2].erase("venue");
  EXPECT_THAT(ViolatedFields(Read(file).status()),
              UnorderedElementsAre("session_series[0].least", "session_series[1].until",
                                   "session_series[2].venue"));
}

TEST(CohortFiles, ReadsThePrintedPlanAsTheCurrentOne) {
  auto problem = Read(Example());
  ASSERT_OK(problem);
  ordered_json report = Plan(*problem);
  report["frozen_until"] = 2;
  auto document = text::ParseJson(report.dump(), "plan.json");
  ASSERT_OK(ReadCurrentPlan(*document, *problem));
  EXPECT_EQ(problem->current.frozen_until, 2);
  EXPECT_EQ(problem->current.keep, 40);
  ASSERT_EQ(problem->current.bookings.size(), report["bookings"].size());
  EXPECT_EQ(problem->practices[problem->current.bookings[0].practice].id,
            report["bookings"][0]["practice"]);
  report["bookings"][0].erase("people");
  report["bookings"][1]["session"] = "nowhere";
  auto spoilt = text::ParseJson(report.dump(), "plan.json");
  EXPECT_THAT(ViolatedFields(ReadCurrentPlan(*spoilt, *problem)),
              UnorderedElementsAre("bookings[0]", "bookings[1].session"));
}

}  // namespace
}  // namespace pcsp::offline

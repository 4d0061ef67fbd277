#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_cat.h"
#include "gateway/cli/programme_plan/commands.h"
#include "gateway/cli/sample_plan/names.h"
#include "gateway/cli/sample_plan/sample_plan.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

constexpr int kFortnightsAHalf = 13;  // of a year
constexpr int kMovesShown = 12;

absl::StatusOr<pb::ProgrammePlan> Read(Session& session, const std::string& id) {
  pb::GetProgrammePlanRequest request;
  request.set_name(PlanNamed(id));
  request.set_view(pb::PROGRAMME_PLAN_VIEW_RESULT);
  return AskPlans(session, &ProgrammePlanStub::GetProgrammePlan, request);
}

// People and sessions of a half year and a course.
struct Trained {
  int sessions = 0, people = 0;
};

std::map<std::pair<int, std::string>, Trained> ByHalfYear(const pb::CohortResult& result) {
  std::map<std::pair<int, std::string>, Trained> trained;
  for (const pb::HeldCohort& held : result.sessions()) {
    Trained& cell = trained[{held.fortnight() / kFortnightsAHalf, held.course()}];
    ++cell.sessions;
    cell.people += held.people();
  }
  return trained;
}

int PeopleOf(const pb::CohortResult& result) {
  int people = 0;
  for (const pb::HeldCohort& held : result.sessions()) people += held.people();
  return people;
}

double Rounded(double value, double digits) { return std::round(value * digits) / digits; }

nlohmann::ordered_json PlanAsJson(const pb::ProgrammePlan& plan) {
  const pb::CohortResult& result = plan.result();
  nlohmann::ordered_json halves = nlohmann::ordered_json::array();
  for (const auto& [key, cell] : ByHalfYear(result)) {
    halves.push_back({{"halfYear", key.first + 1},
                      {"course", key.second},
                      {"sessions", cell.sessions},
                      {"people", cell.people}});
  }
  return {{"sessions", result.sessions_size()},    {"people", PeopleOf(result)},
          {"untrained", result.unmet_people()},    {"cost", Rounded(result.cost().total(), 100)},
          {"bound", Rounded(result.bound(), 100)}, {"gap", Rounded(result.gap(), 10'000)},
          {"halfYears", std::move(halves)}};
}

std::string Sentence(const pb::ProgrammePlan& plan) {
  const pb::CohortResult& result = plan.result();
  return absl::StrCat(PeopleOf(result), " places in ", result.sessions_size(), " sessions, ",
                      result.unmet_people(), " people untrained, cost ",
                      Fixed(result.cost().total(), 0), ", at most ", Fixed(100 * result.gap(), 1),
                      " % above the cheapest plan there can be.\n");
}

}  // namespace

absl::StatusOr<SamplePlan> ReadSamplePlan(Session& session) {
  SamplePlan plan;
  ASSIGN_OR_RETURN(plan.plan, Read(session, kTwoYears));
  ASSIGN_OR_RETURN(plan.replan, Read(session, kReplan));
  return plan;
}

std::string SamplePlanAsText(const SamplePlan& plan) {
  Table halves({"HALF YEAR", "COURSE", "SESSIONS", "PEOPLE"});
  for (const auto& [key, cell] : ByHalfYear(plan.plan.result())) {
    halves.Add({absl::StrCat(key.first + 1), key.second, absl::StrCat(cell.sessions),
                absl::StrCat(cell.people)});
  }
  const pb::CohortChanges& changes = plan.replan.result().changes();
  pb::CohortChanges shown = changes;
  if (shown.moves_size() > kMovesShown) {
    shown.mutable_moves()->DeleteSubrange(kMovesShown, shown.moves_size() - kMovesShown);
  }
  return absl::StrCat("\nTwo years of training, planned and in the diary\n", halves.AsText(),
                      Sentence(plan.plan), "\nA trainer falls ill for four weeks: planned again, ",
                      changes.moved_people(), " booked people move and ", changes.kept_people(),
                      " stay.\n", MoveRows(shown).AsText(),
                      changes.moves_size() > kMovesShown
                          ? absl::StrCat("and ", changes.moves_size() - kMovesShown, " more.\n")
                          : "",
                      Sentence(plan.replan));
}

nlohmann::ordered_json SamplePlanAsJson(const SamplePlan& plan) {
  const pb::CohortChanges& changes = plan.replan.result().changes();
  nlohmann::ordered_json moves = nlohmann::ordered_json::array();
  for (const pb::CohortMove& move : changes.moves()) {
    moves.push_back({{"practice", move.practice()},
                     {"course", move.course()},
                     {"people", move.people()},
                     {"from", move.from()},
                     {"to", move.to()},
                     {"words", move.words()}});
  }
  nlohmann::ordered_json replan = PlanAsJson(plan.replan);
  replan["kept"] = changes.kept_people();
  replan["moved"] = changes.moved_people();
  replan["moves"] = std::move(moves);
  return {{"twoYears", PlanAsJson(plan.plan)}, {"trainerIll", std::move(replan)}};
}

}  // namespace pcsp::cli

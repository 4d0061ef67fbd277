#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/cli/programme_plan/commands.h"
#include "gateway/cli/sample_plan/names.h"
#include "gateway/cli/sample_plan/sample_plan.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

constexpr int kFortnightsAHalf = 13;  // of a year
constexpr int kDaysAFortnight = 14;
constexpr int kShortagesShown = 5, kMovesShown = 25;

absl::StatusOr<pb::ProgrammePlan> Read(Session& session, const std::string& id) {
  pb::GetProgrammePlanRequest request;
  request.set_name(PlanNamed(id));
  request.set_view(pb::PROGRAMME_PLAN_VIEW_RESULT);
  return AskPlans(session, &ProgrammePlanStub::GetProgrammePlan, request);
}

// What is held of a course within half a year.
struct Taught {
  int sessions = 0, places = 0, people = 0;

  void Add(const pb::HeldCohort& held) {
    ++sessions;
    places += held.seats();
    people += held.people();
  }
};
using HalfAndCourse = std::pair<int, std::string>;

std::map<HalfAndCourse, Taught> ByHalfYear(const pb::CohortResult& result) {
  std::map<HalfAndCourse, Taught> taught;
  for (const pb::HeldCohort& held : result.sessions()) {
    taught[{held.fortnight() / kFortnightsAHalf, held.in_words().course()}].Add(held);
  }
  return taught;
}

Taught AllOf(const pb::CohortResult& result) {
  Taught all;
  for (const pb::HeldCohort& held : result.sessions()) all.Add(held);
  return all;
}

std::string FirstDayOf(const PlanDays& days, int half) {
  return absl::FormatCivilTime(days.first + half * kFortnightsAHalf * kDaysAFortnight);
}

std::string LastDayOf(const PlanDays& days, int half) {
  return absl::FormatCivilTime(
      std::min(days.last, days.first + (half + 1) * kFortnightsAHalf * kDaysAFortnight - 1));
}

Table HalfYears(const SamplePlan& plan) {
  Table table({"FROM", "UNTIL", "COURSE", "SESSIONS", "PLACES", "PEOPLE"});
  const auto add = [&table](const std::string& from, const std::string& until,
                            const std::string& course, const Taught& taught) {
    table.Add({from, until, course, absl::StrCat(taught.sessions), absl::StrCat(taught.places),
               absl::StrCat(taught.people)});
  };
  for (const auto& [key, taught] : ByHalfYear(plan.plan.result())) {
    add(FirstDayOf(plan.days, key.first), LastDayOf(plan.days, key.first), key.second, taught);
  }
  add(absl::FormatCivilTime(plan.days.first), absl::FormatCivilTime(plan.days.last), "all courses",
      AllOf(plan.plan.result()));
  return table;
}

std::string CostInWords(const pb::ProgrammePlan& plan) {
  const pb::CohortResult& result = plan.result();
  const pb::CohortCost& cost = result.cost();
  return absl::StrCat(
      "Cost: ", Fixed(cost.total(), 0), " (sessions ", Fixed(cost.sessions(), 0), ", travel ",
      Fixed(cost.travel(), 0), ", waiting ", Fixed(cost.lateness(), 0), ", people left untrained ",
      Fixed(cost.unmet(), 0), "). No plan can have less than ", Fixed(result.bound(), 0),
      result.has_changes() ? ", with what it is worth to leave bookings as they are" : "",
      ": this one is at most ", Fixed(100 * result.gap(), 1), " % above.\n");
}

// Who stays untrained, by reason; what a little more would do.
std::string ShortageInWords(const pb::CohortResult& result) {
  std::string text;
  if (result.unmet_people() == 0) {
    text = "Nothing is short: everybody who needs training is trained within the two years.\n";
  } else {
    absl::StrAppend(&text, "Short: ", result.unmet_people(),
                    " places that are needed are in no session.\n");
    std::map<std::string, int> people;
    for (const pb::UnmetNeed& unmet : result.unmet()) {
      people[absl::StrCat(unmet.course_title(), ": ", unmet.words())] += unmet.people();
    }
    for (const auto& [words, count] : people)
      absl::StrAppend(&text, "- ", count, " for ", words, "\n");
  }
  if (result.shortages().empty()) return text;
  text += "What a little more would save:\n";
  for (int i = 0; i < std::min(kShortagesShown, result.shortages_size()); ++i) {
    absl::StrAppend(&text, "- ", result.shortages(i).words(), "\n");
  }
  return text;
}

absl::StatusOr<std::string> WhoIsIll(Session& session, const PlanDays& days) {
  pb::ListLeavesRequest list;
  list.set_parent(absl::StrCat("programmes/", kSampleProgramme));
  list.set_from_date(absl::FormatCivilTime(days.ill_from));
  std::string trainer;
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().training,
                                    &pb::TrainingService::Stub::ListLeaves, list,
                                    absl::Seconds(session.timeout_seconds), [&](const auto& page) {
                                      for (const pb::Leave& leave : page.leaves()) {
                                        if (leave.start_date() == list.from_date())
                                          trainer = IdOf(leave.appointment());
                                      }
                                    }));
  return trainer;
}

// Sessions of the first plan that the trainer would have led while they are away.
int SessionsWhileIll(const SamplePlan& plan) {
  const std::string from = absl::FormatCivilTime(plan.days.ill_from);
  const std::string until = absl::FormatCivilTime(plan.days.ill_until);
  return static_cast<int>(
      std::ranges::count_if(plan.plan.result().sessions(), [&](const pb::HeldCohort& held) {
        return held.in_words().from_day() <= until && held.in_words().until_day() >= from &&
               std::ranges::count(held.led_by(), plan.trainer) > 0;
      }));
}

// Rows for people; whoever wants all of them asks for JSON.
Table MovesShown(const pb::CohortChanges& changes) {
  pb::CohortChanges shown = changes;
  if (shown.moves_size() > kMovesShown) {
    shown.mutable_moves()->DeleteSubrange(kMovesShown, shown.moves_size() - kMovesShown);
  }
  return MoveRows(shown);
}

double Rounded(double value, double digits) { return std::round(value * digits) / digits; }

nlohmann::ordered_json CostAsJson(const pb::CohortResult& result) {
  const pb::CohortCost& cost = result.cost();
  return {{"total", Rounded(cost.total(), 100)},   {"sessions", Rounded(cost.sessions(), 100)},
          {"travel", Rounded(cost.travel(), 100)}, {"lateness", Rounded(cost.lateness(), 100)},
          {"unmet", Rounded(cost.unmet(), 100)},   {"objective", Rounded(result.objective(), 100)},
          {"bound", Rounded(result.bound(), 100)}, {"gap", Rounded(result.gap(), 10'000)}};
}

nlohmann::ordered_json PlanAsJson(const pb::ProgrammePlan& plan) {
  const pb::CohortResult& result = plan.result();
  const Taught all = AllOf(result);
  nlohmann::ordered_json shortages = nlohmann::ordered_json::array();
  for (const pb::CohortShortage& one : result.shortages()) shortages.push_back(one.words());
  nlohmann::ordered_json untrained = nlohmann::ordered_json::array();
  for (const pb::UnmetNeed& one : result.unmet()) {
    untrained.push_back({{"practice", one.practice()},
                         {"practiceTitle", one.practice_title()},
                         {"course", one.course()},
                         {"courseTitle", one.course_title()},
                         {"people", one.people()},
                         {"words", one.words()}});
  }
  return {{"plan", plan.name()},
          {"sessions", all.sessions},
          {"places", all.places},
          {"people", all.people},
          {"untrainedPeople", result.unmet_people()},
          {"cost", CostAsJson(result)},
          {"untrained", std::move(untrained)},
          {"shortages", std::move(shortages)}};
}

}  // namespace

absl::StatusOr<SamplePlan> ReadSamplePlan(Session& session,
                                          const gateway::sample::SampleProgramme& programme,
                                          const gateway::sample::Options& options) {
  SamplePlan plan{.days = DaysOfSamplePlan(options),
                  .system = programme.organisations.front().display_name};
  ASSIGN_OR_RETURN(plan.trainer, WhoIsIll(session, plan.days));
  ASSIGN_OR_RETURN(plan.plan, Read(session, kTwoYears));
  ASSIGN_OR_RETURN(plan.replan, Read(session, kReplan));
  return plan;
}

std::vector<Table> SamplePlanTables(const SamplePlan& plan) {
  return {HalfYears(plan), MoveRows(plan.replan.result().changes())};
}

std::string SamplePlanAsText(const SamplePlan& plan) {
  const pb::CohortResult& result = plan.plan.result();
  const pb::CohortResult& again = plan.replan.result();
  const Taught all = AllOf(result);
  return absl::StrCat(
      "\nTraining plan for two years\n",
      "Planned from who has been trained so far, approved, and in the diary: ", all.people,
      " people get a place in ", all.sessions,
      " sessions (whoever needs a core day and a follow-up "
      "counts for each).\n",
      HalfYears(plan).AsText(), ShortageInWords(result), CostInWords(plan.plan),
      "\nA trainer falls ill\n", "From ", absl::FormatCivilTime(plan.days.ill_from), " until ",
      absl::FormatCivilTime(plan.days.ill_until), " one of the trainers of ", plan.system,
      " is away, who was to lead ", SessionsWhileIll(plan), " sessions then. Planned again, ",
      again.changes().kept_people(), " booked people stay where they are and ",
      again.changes().moved_people(),
      " move. Nothing of this is in the diary before somebody "
      "approves it.\n",
      MovesShown(again.changes()).AsText(),
      again.changes().moves_size() > kMovesShown
          ? absl::StrCat("and ", again.changes().moves_size() - kMovesShown, " more.\n")
          : "",
      ShortageInWords(again), CostInWords(plan.replan));
}

nlohmann::ordered_json TrainingPlanAsJson(const SamplePlan& plan) {
  nlohmann::ordered_json json = PlanAsJson(plan.plan);
  json["firstDay"] = absl::FormatCivilTime(plan.days.first);
  json["lastDay"] = absl::FormatCivilTime(plan.days.last);
  nlohmann::ordered_json halves = nlohmann::ordered_json::array();
  for (const auto& [key, taught] : ByHalfYear(plan.plan.result())) {
    halves.push_back({{"firstDay", FirstDayOf(plan.days, key.first)},
                      {"lastDay", LastDayOf(plan.days, key.first)},
                      {"course", key.second},
                      {"sessions", taught.sessions},
                      {"places", taught.places},
                      {"people", taught.people}});
  }
  json["halfYears"] = std::move(halves);
  return json;
}

nlohmann::ordered_json TrainerIllAsJson(const SamplePlan& plan) {
  const pb::CohortChanges& changes = plan.replan.result().changes();
  nlohmann::ordered_json moves = nlohmann::ordered_json::array();
  for (const pb::CohortMove& move : changes.moves()) {
    moves.push_back({{"practice", move.practice()},
                     {"practiceTitle", move.practice_title()},
                     {"courseTitle", move.course_title()},
                     {"people", move.people()},
                     {"from", move.from()},
                     {"fromInWords", move.from_in_words().text()},
                     {"to", move.to()},
                     {"toInWords", move.to_in_words().text()},
                     {"reason", pb::MoveReason_Name(move.reason())},
                     {"words", move.words()}});
  }
  nlohmann::ordered_json json = PlanAsJson(plan.replan);
  json["illFrom"] = absl::FormatCivilTime(plan.days.ill_from);
  json["illUntil"] = absl::FormatCivilTime(plan.days.ill_until);
  json["trainerSessions"] = SessionsWhileIll(plan);
  json["keptPeople"] = changes.kept_people();
  json["movedPeople"] = changes.moved_people();
  json["moves"] = std::move(moves);
  return json;
}

}  // namespace pcsp::cli

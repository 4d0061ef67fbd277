#include <iostream>
#include <map>

#include "absl/strings/str_cat.h"
#include "gateway/cli/programme_plan/commands.h"

namespace pcsp::cli {
namespace {

using planning::v1::CohortCost;
using planning::v1::CohortResult;
using planning::v1::ProgrammePlan;
using planning::v1::SessionInWords;

// A national plan has tens of thousands of bookings.
constexpr size_t kMostRows = 500;

std::string StateOf(const ProgrammePlan& plan) {
  if (plan.cancelling()) return "being cancelled";
  return Word(planning::v1::ProgrammePlanState_Name(plan.state()), "PROGRAMME_PLAN_STATE_");
}

std::string GapOf(const ProgrammePlan& plan) {
  return plan.progress().has_gap() ? Fixed(100 * plan.progress().gap(), 2) + " %" : "-";
}

std::string Money(double money) { return Fixed(money, 0); }

// Plans of an earlier release have ids alone.
std::string TitleOr(const std::string& title, const std::string& id) {
  return title.empty() ? id : title;
}

// Names of practices are not unique.
std::string PracticeOf(const std::string& title, const std::string& id) {
  return title.empty() || title == id ? id : absl::StrCat(title, " (", id, ")");
}

std::string PlaceAndTime(const SessionInWords& words, const std::string& id) {
  if (id.empty()) return "-";
  return words.text().empty() ? id : absl::StrCat(words.venue(), ", ", words.when());
}

// A row for each group of people who stay untrained, then one a booking.
Table BookingRows(const CohortResult& result) {
  std::map<std::string, SessionInWords> sessions;
  for (const auto& held : result.sessions()) sessions[held.session()] = held.in_words();
  Table table({"PRACTICE", "REGION", "COURSE", "PEOPLE", "VENUE AND TIME", "WHY UNTRAINED"});
  for (const auto& u : result.unmet()) {
    table.Add({PracticeOf(u.practice_title(), u.practice()), "-",
               TitleOr(u.course_title(), u.course()), absl::StrCat(u.people()), "-", u.words()});
  }
  for (const auto& b : result.bookings()) {
    const SessionInWords& words = sessions[b.session()];
    table.Add({PracticeOf(b.practice_title(), b.practice()), words.region(),
               TitleOr(words.course(), b.course()), absl::StrCat(b.people()),
               PlaceAndTime(words, b.session()), "-"});
  }
  return table;
}

Table ShortageRows(const CohortResult& result) {
  Table table({"SAVING", "CHECKED", "WHAT IS SHORT"});
  for (const auto& s : result.shortages()) {
    table.Add({Money(s.saving()), s.verified() ? "yes" : "no", s.words()});
  }
  return table;
}

Table NotPlannedRows(const CohortResult& result) {
  Table table({"NOT PLANNED FOR", "COURSE", "STAFF GROUP", "PEOPLE", "WHY"});
  for (const auto& one : result.not_planned()) {
    table.Add({PracticeOf(one.practice_title(), one.practice()),
               TitleOr(one.course_title(), one.course()), one.role().empty() ? "-" : one.role(),
               absl::StrCat(one.people()), one.words()});
  }
  return table;
}

void ShowSubstitutes(const CohortResult& result) {
  if (result.substitutes().empty()) return;
  std::cout << "\nSessions whose trainers have fallen out: " << result.substitutes_size() << "\n";
  for (const auto& one : result.substitutes()) std::cout << "- " << one.words() << "\n";
}

void ShowText(const ProgrammePlan& plan) {
  google::protobuf::RepeatedPtrField<ProgrammePlan> one;
  *one.Add() = plan;
  std::cout << PlanRows(one).AsText();
  if (plan.has_error()) std::cout << "\n" << plan.error().message() << "\n";
  for (const std::string& note : plan.notes()) std::cout << "Note: " << note << "\n";
  if (!plan.has_result()) return;
  ShowSubstitutes(plan.result());
  if (!plan.result().not_planned().empty()) {
    std::cout << "\n" << NotPlannedRows(plan.result()).AsText(kMostRows);
  }
  if (!plan.result().shortages().empty()) {
    std::cout << "\n" << ShortageRows(plan.result()).AsText();
  }
  if (plan.result().has_changes()) {
    std::cout << "\n" << MoveRows(plan.result().changes()).AsText(kMostRows);
  }
  std::cout << "\n" << BookingRows(plan.result()).AsText(kMostRows);
}

// What one of two plans comes to.
struct Figures {
  std::string gap;
  int untrained = 0, moved = 0, not_planned = 0;
};

std::vector<std::string> CostCells(const std::string& what, const CohortCost& cost,
                                   const Figures& figures) {
  return {what,
          Money(cost.total()),
          Money(cost.sessions()),
          Money(cost.travel()),
          Money(cost.lateness()),
          Money(cost.unmet()),
          figures.gap,
          absl::StrCat(figures.untrained),
          absl::StrCat(figures.moved),
          absl::StrCat(figures.not_planned)};
}

std::string Percent(double share) { return Fixed(100 * share, 2) + " %"; }

}  // namespace

std::string PlanNameOf(const Session& session, const std::string& id) {
  return session.NameOf("programmePlans", id);
}

Table PlanRows(const google::protobuf::RepeatedPtrField<ProgrammePlan>& plans) {
  Table table({"PLAN", "TITLE", "STATE", "DONE", "BEST", "BOUND", "GAP", "UNTRAINED", "MOVED"});
  for (const ProgrammePlan& plan : plans) {
    const auto& progress = plan.progress();
    table.Add({IdOf(plan.name()), plan.display_name(), StateOf(plan),
               Fixed(progress.percent(), 0) + " %",
               progress.has_best() ? Money(progress.best()) : "-",
               // Before it is worked out it is far below 0, which no plan costs.
               progress.bound() > 0 ? Money(progress.bound()) : "-", GapOf(plan),
               plan.has_cost() ? absl::StrCat(plan.unmet_people()) : "-",
               plan.has_cost() ? absl::StrCat(plan.moved_people()) : "-"});
  }
  return table;
}

void ShowPlan(Session& session, const ProgrammePlan& plan) {
  if (session.format == Format::kTable) return ShowText(plan);
  if (session.format == Format::kCsv && plan.has_result()) {
    std::cout << BookingRows(plan.result()).AsCsv();
    return;
  }
  google::protobuf::RepeatedPtrField<ProgrammePlan> one;
  *one.Add() = plan;
  Print(session.format, PlanRows(one), plan);
}

Table MoveRows(const planning::v1::CohortChanges& changes) {
  Table table({"PRACTICE", "REGION", "COURSE", "PEOPLE", "FROM", "TO", "WHY"});
  for (const auto& move : changes.moves()) {
    const SessionInWords& known = move.to().empty() ? move.from_in_words() : move.to_in_words();
    table.Add({PracticeOf(move.practice_title(), move.practice()), known.region(),
               TitleOr(move.course_title(), move.course()), absl::StrCat(move.people()),
               PlaceAndTime(move.from_in_words(), move.from()),
               PlaceAndTime(move.to_in_words(), move.to()), move.words()});
  }
  return table;
}

Table CostRows(const planning::v1::CompareProgrammePlansResponse& compared) {
  Table table({"PLAN", "COST", "SESSIONS", "TRAVEL", "LATENESS", "UNMET", "GAP", "UNTRAINED",
               "MOVED FROM DIARY", "NOT PLANNED"});
  const Figures one = {Percent(compared.gap()), compared.unmet_people(), compared.moved_people(),
                       compared.not_planned_people()};
  table.Add(CostCells("this", compared.cost(), one));
  if (!compared.has_other_cost()) return table;
  const Figures other = {Percent(compared.other_gap()), compared.other_unmet_people(),
                         compared.other_moved_people(), compared.other_not_planned_people()};
  table.Add(CostCells("other", compared.other_cost(), other));
  table.Add(
      CostCells("difference", compared.difference(),
                {Percent(compared.gap() - compared.other_gap()), one.untrained - other.untrained,
                 one.moved - other.moved, one.not_planned - other.not_planned}));
  return table;
}

}  // namespace pcsp::cli

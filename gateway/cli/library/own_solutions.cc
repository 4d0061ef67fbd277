// pcspctl solution search|add|change|retire|effects
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/diagnosis/json_file.h"
#include "gateway/cli/library/commands.h"
#include "gateway/cli/library/find_solution.h"
#include "gateway/cli/planning/effect_file.h"
#include "gateway/cli/planning/effect_report.h"
#include "gateway/cli/upload.h"

namespace pcsp::cli {
namespace {

using planning::v1::Solution;
using Stub = planning::v1::PlanningService::Stub;

struct Flags {
  std::string id, file, etag, issue, solution, outcomes;
  std::vector<std::string> words;
  bool check = false;
  type::v1::Level level = type::v1::LEVEL_UNSPECIFIED;
};

// Short ids stand for what the programme has added; a full name for itself.
std::string OwnName(const Session& session, const std::string& id) {
  return id.find('/') == std::string::npos ? session.NameOf("solutions", id) : id;
}

void Show(Session& session, const Solution& s) {
  Table table({"SOLUTION", "STATE", "ETAG", "TITLE"});
  table.Add({s.name(), s.retired() ? "retired" : "offered", s.etag(), s.title()});
  Print(session.format, table, s);
}

absl::Status Search(Session& session, const Flags& flags) {
  planning::v1::SearchSolutionsRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_query(absl::StrJoin(flags.words, " "));
  request.set_issue(flags.issue);
  request.set_level(flags.level);
  ASSIGN_OR_RETURN(const auto found,
                   gateway::Ask(*session.clients().planning, &Stub::SearchSolutions, request,
                                session.deadline()));
  Table table({"SOLUTION", "LEVEL", "HOURS", "ANSWERS", "TITLE"});
  for (const Solution& s : found.solutions()) {
    table.Add({s.local() ? s.name() : IdOf(s.name()),
               Word(type::v1::Level_Name(s.level()), "LEVEL_"), Fixed(s.hours(), 0),
               absl::StrJoin(s.issues(), " "), s.title()});
  }
  Print(session.format, table, found);
  return absl::OkStatus();
}

absl::Status Add(Session& session, const Flags& flags) {
  planning::v1::CreateSolutionRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_solution_id(flags.id);
  RETURN_IF_ERROR(ReadJson(flags.file, request.mutable_solution()));
  request.set_validate_only(flags.check);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Solution made,
                   gateway::Ask(*session.clients().planning, &Stub::CreateSolution, request,
                                session.deadline()));
  Show(session, made);
  return absl::OkStatus();
}

absl::Status Change(Session& session, const Flags& flags) {
  planning::v1::UpdateSolutionRequest request;
  RETURN_IF_ERROR(ReadJson(flags.file, request.mutable_solution()));
  request.mutable_solution()->set_name(OwnName(session, flags.id));
  if (!flags.etag.empty()) request.mutable_solution()->set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Solution changed,
                   gateway::Ask(*session.clients().planning, &Stub::UpdateSolution, request,
                                session.deadline()));
  Show(session, changed);
  return absl::OkStatus();
}

absl::Status Retire(Session& session, const Flags& flags) {
  planning::v1::RetireSolutionRequest request;
  request.set_name(OwnName(session, flags.id));
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Solution retired,
                   gateway::Ask(*session.clients().planning, &Stub::RetireSolution, request,
                                session.deadline()));
  Show(session, retired);
  return absl::OkStatus();
}

Table EffectsTable() {
  return Table(
      {"ISSUE", "SOLUTION", "SITES", "BESIDE", "POINTS", "80 % FROM", "TO", "OVER 2", "PERSISTED"});
}

struct EffectLine {
  std::string issue, solution;
  bool altered;
  int64_t sites, beside;
  double points, low, high, over_2;
  int64_t persisted;
};

void AddEffect(const EffectLine& line, Table& table) {
  table.Add({line.issue, absl::StrCat(line.solution, line.altered ? " (altered)" : ""),
             absl::StrCat(line.sites),
             line.beside == 0 ? "uncontrolled" : absl::StrCat(line.beside), Fixed(line.points, 1),
             Fixed(line.low, 1), Fixed(line.high, 1), Fixed(line.over_2, 2),
             absl::StrCat(line.persisted)});
}

absl::Status EffectsOfFile(Session& session, const Flags& flags) {
  std::ifstream file;
  if (flags.outcomes != "-") file.open(flags.outcomes, std::ios::binary);
  std::istream& in = flags.outcomes == "-" ? std::cin : file;
  if (!in) return FileUnreadable(flags.outcomes);
  ASSIGN_OR_RETURN(auto outcomes, offline::ReadOutcomes(in));
  if (!flags.issue.empty()) {
    std::erase_if(outcomes, [&](const auto& one) { return one.issue != flags.issue; });
  }
  const planning::Effects effects = offline::EstimateEffects(outcomes);
  if (session.format == Format::kJson) {
    std::cout << offline::ToJson(effects).dump(2) << "\n";
    return absl::OkStatus();
  }
  Table table = EffectsTable();
  for (const auto& [issue, estimated] : effects.issues()) {
    for (const auto& e : estimated.solutions()) {
      AddEffect({issue, e.treatment.solution, e.treatment.altered, e.sites, e.comparison_sites,
                 e.effect.expected, e.effect.low, e.effect.high, e.p_over_2, e.persisted},
                table);
    }
  }
  std::cout << (session.format == Format::kCsv ? table.AsCsv() : table.AsText());
  return absl::OkStatus();
}

absl::Status Effects(Session& session, const Flags& flags) {
  if (!flags.outcomes.empty()) return EffectsOfFile(session, flags);
  planning::v1::ListSolutionEffectsRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_issue(flags.issue);
  if (!flags.solution.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_solution(), FindSolution(session, flags.solution));
  }
  ASSIGN_OR_RETURN(const auto all,
                   gateway::Ask(*session.clients().planning, &Stub::ListSolutionEffects, request,
                                session.deadline()));
  Table table = EffectsTable();
  for (const auto& e : all.effects()) {
    AddEffect({e.issue(), IdOf(e.treatment().solution()), e.treatment().altered(), e.sites(),
               e.comparison_sites(), e.points().expected(), e.points().low(), e.points().high(),
               e.p_over_2(), e.persisted()},
              table);
  }
  Print(session.format, table, all);
  if (session.format == Format::kTable && all.effects_size() > 0) {
    std::cout << "\nAssociated with, beside comparable sites that did nothing; not proven to "
                 "cause. From "
              << all.outcome_count() << " outcomes.\n";
  }
  return absl::OkStatus();
}

void SetUpSearch(CLI::App& command, Flags& flags) {
  command.add_option("words", flags.words, "What to look for")->required();
  command.add_option("--issue", flags.issue, "Only those that answer this issue");
  AddWord(command, "--level", flags.level,
          {{"whole-system", type::v1::LEVEL_WHOLE_SYSTEM},
           {"steering-group", type::v1::LEVEL_STEERING_GROUP},
           {"practice", type::v1::LEVEL_PRACTICE}},
          "Only those that it carries out");
}

void SetUpAdd(CLI::App& command, Flags& flags) {
  command.add_option("id", flags.id, "Lower-case words with hyphens")->required();
  command.add_option("--file", flags.file, "The Solution as JSON; - for standard input")
      ->required();
  command.add_flag("--check", flags.check, "Check everything, keep nothing");
}

void SetUpChange(CLI::App& command, Flags& flags) {
  command.add_option("id", flags.id, "Its id, or its full name")->required();
  command.add_option("--file", flags.file, "The whole Solution as JSON; - for standard input")
      ->required();
  command.add_option("--etag", flags.etag, "Fail if it has changed since it had this etag");
}

void SetUpRetire(CLI::App& command, Flags& flags) {
  command.add_option("id", flags.id, "Its id, or its full name")->required();
  command.add_option("--etag", flags.etag, "Fail if it has changed since it had this etag");
}

void SetUpEffects(CLI::App& command, Flags& flags) {
  command.add_option("--outcomes", flags.outcomes,
                     "Estimate from this CSV, without a server; - for standard input");
  command.add_option("--issue", flags.issue, "Only on this issue");
  command.add_option("--solution", flags.solution, "Only of this solution");
}

}  // namespace

void AddOwnSolutions(CLI::App& noun, Session& session) {
  AddCommand(noun, session, "search", "Find solutions by words", SetUpSearch, Search);
  AddCommand(noun, session, "add", "Add one to the programme's library", SetUpAdd, Add);
  AddCommand(noun, session, "change", "Replace one that was added", SetUpChange, Change);
  AddCommand(noun, session, "retire", "Recommend one no more", SetUpRetire, Retire);
  AddCommand(noun, session, "effects", "What outcomes say about solutions", SetUpEffects, Effects);
}

}  // namespace pcsp::cli

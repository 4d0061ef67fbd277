// pcspctl solution effects
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/status_macros.h"
#include "gateway/cli/library/commands.h"
#include "gateway/cli/library/find_solution.h"
#include "gateway/cli/planning/effect_file.h"
#include "gateway/cli/planning/effect_report.h"
#include "gateway/cli/upload.h"
#include "services/planning/domain/effect/verdict.h"

namespace pcsp::cli {
namespace {

using Stub = planning::v1::PlanningService::Stub;

struct Flags {
  std::string issue, solution, outcomes;
};

Table EffectsTable() {
  return Table({"ISSUE", "SOLUTION", "SITES", "BESIDE", "POINTS", "80 % FROM", "TO", "OVER 2",
                "PERSISTED", "VERDICT"});
}

struct EffectLine {
  std::string issue, solution;
  bool altered;
  int64_t sites, beside;
  double points, low, high, over_2;
  int64_t persisted;
  std::string verdict;
};

void AddEffect(const EffectLine& line, Table& table) {
  table.Add({line.issue, absl::StrCat(line.solution, line.altered ? " (altered)" : ""),
             absl::StrCat(line.sites),
             line.beside == 0 ? "uncontrolled" : absl::StrCat(line.beside), Fixed(line.points, 1),
             Fixed(line.low, 1), Fixed(line.high, 1), Fixed(line.over_2, 2),
             absl::StrCat(line.persisted), line.verdict});
}

std::string VerdictInWords(const planning::SolutionEffect& effect) {
  const planning::Verdict verdict = planning::VerdictOf(effect);
  for (const auto& [word, meaning] : planning::kVerdictWords) {
    if (meaning == verdict) return absl::StrReplaceAll(word, {{"_", " "}});
  }
  return "";
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
                 e.effect.expected, e.effect.low, e.effect.high, e.p_over_2, e.persisted,
                 VerdictInWords(e)},
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
               e.p_over_2(), e.persisted(),
               Word(planning::v1::EffectVerdict_Name(e.verdict()), "EFFECT_VERDICT_")},
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

void SetUpEffects(Command command, Flags& flags) {
  command.AddOption("--outcomes", flags.outcomes,
                    "Estimate from this CSV, without a server; - for standard input");
  command.AddOption("--issue", flags.issue, "Only on this issue");
  command.AddOption("--solution", flags.solution, "Only of this solution");
}

}  // namespace

void AddEffects(Command noun, Session& session) {
  AddCommand(noun, session, "effects", "What outcomes say about solutions", SetUpEffects, Effects);
}

}  // namespace pcsp::cli

// pcspctl solution ...
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/library/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using planning::v1::Solution;
using Stub = planning::v1::PlanningService::Stub;

struct SolutionFlags {
  std::string id, issue, site, diagnosis;
};

absl::Status List(Session& session, const SolutionFlags& flags) {
  planning::v1::ListSolutionsRequest request;
  request.set_issue(flags.issue);
  if (!session.programme.empty()) request.set_parent(session.ProgrammeName());
  planning::v1::ListSolutionsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().planning, &Stub::ListSolutions, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_solutions()->MergeFrom(page.solutions()); }));
  Table table({"SOLUTION", "LEVEL", "HOURS", "OWNER", "ANSWERS", "TITLE"});
  for (const auto& s : all.solutions()) {
    table.Add({IdOf(s.name()), Word(type::v1::Level_Name(s.level()), "LEVEL_"), Fixed(s.hours(), 0),
               s.owner_role(), absl::StrJoin(s.issues(), " "), s.title()});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

Table Specification(const Solution& s) {
  Table table({"WHAT", "HOW"});
  table.Add({"title", s.title()});
  table.Add({"answers", absl::StrJoin(s.issues(), ", ")});
  table.Add({"who", s.actor()});
  table.Add({"does what", s.action()});
  table.Add({"for whom", s.target()});
  table.Add({"how much", s.dose()});
  table.Add({"when", s.timing()});
  table.Add({"why", s.justification()});
  table.Add({"expected", s.expected_outcome()});
  table.Add({"hours", Fixed(s.hours(), 0)});
  table.Add({"owner", s.owner_role()});
  for (const auto& core : s.core_functions()) table.Add({"must stay", core.text()});
  for (const auto& form : s.adaptable_forms()) table.Add({"may vary", form});
  return table;
}

absl::Status Get(Session& session, const SolutionFlags& flags) {
  planning::v1::GetSolutionRequest request;
  request.set_name(absl::StartsWith(flags.id, "programmes/")
                       ? flags.id
                       : absl::StrCat("solutions/", IdOf(flags.id)));
  ASSIGN_OR_RETURN(
      const Solution solution,
      gateway::Ask(*session.clients().planning, &Stub::GetSolution, request, session.deadline()));
  Print(session.format, Specification(solution), solution);
  return absl::OkStatus();
}

planning::v1::RecommendSolutionsRequest FromDiagnosis(const diagnosis::v1::Diagnosis& diagnosis) {
  planning::v1::RecommendSolutionsRequest request;
  request.set_parent(diagnosis.organisation());
  request.set_level(diagnosis.level());
  for (const auto& found : diagnosis.findings()) {
    auto* finding = request.add_findings();
    finding->set_issue(found.issue());
    finding->set_title(found.title());
    finding->set_level(found.level());
    finding->set_probability(found.probability());
    finding->set_severity(found.severity());
    finding->set_importance(found.importance());
  }
  return request;
}

absl::Status Recommend(Session& session, const SolutionFlags& flags) {
  diagnosis::v1::GetDiagnosisRequest get;
  get.set_name(flags.diagnosis);
  ASSIGN_OR_RETURN(
      const auto diagnosis,
      gateway::Ask(*session.clients().diagnosis,
                   &diagnosis::v1::DiagnosisService::Stub::GetDiagnosis, get, session.deadline()));
  ASSIGN_OR_RETURN(const auto response,
                   gateway::Ask(*session.clients().planning, &Stub::RecommendSolutions,
                                FromDiagnosis(diagnosis), session.deadline()));
  Table table({"RANK", "SOLUTION", "VALUE AN HOUR", "HOURS", "ANSWERS", "WHY"});
  for (const auto& r : response.overall()) {
    table.Add({absl::StrCat(r.rank()), IdOf(r.solution().name()), Fixed(r.value_per_hour(), 2),
               Fixed(r.solution().hours(), 0), absl::StrJoin(r.issues(), " "), r.reason()});
  }
  Print(session.format, table, response);
  for (const auto& warning : response.warnings()) std::cerr << warning.message() << "\n";
  return absl::OkStatus();
}

void SetUpList(CLI::App& command, SolutionFlags& flags) {
  command.add_option("--issue", flags.issue, "Only those that answer this issue");
}

void SetUpGet(CLI::App& command, SolutionFlags& flags) {
  command.add_option("id", flags.id, "Its id, or the full name of one that a programme added")
      ->required();
}

void SetUpRecommend(CLI::App& command, SolutionFlags& flags) {
  command.add_option("diagnosis", flags.diagnosis, "Full name of a stored diagnosis")->required();
}

}  // namespace

void AddSolutions(CLI::App& app, Session& session) {
  CLI::App& noun = AddNoun(app, "solution", "What has helped elsewhere");
  AddCommand(noun, session, "list", "List the catalogue", SetUpList, List);
  AddCommand(noun, session, "show", "Show one, specified", SetUpGet, Get);
  AddCommand(noun, session, "recommend", "Rank solutions for a diagnosis", SetUpRecommend,
             Recommend);
  AddOwnSolutions(noun, session);
}

}  // namespace pcsp::cli

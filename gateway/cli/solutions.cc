// pcspctl solution ...
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/library/commands.h"
#include "gateway/cli/library/find_solution.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using planning::v1::Solution;
using Stub = planning::v1::PlanningService::Stub;

struct SolutionFlags {
  std::string id, issue, site, diagnosis;
  int most = 0;
  int64_t seed = 0;
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
  ASSIGN_OR_RETURN(*request.mutable_name(), FindSolution(session, flags.id));
  ASSIGN_OR_RETURN(
      const Solution solution,
      gateway::Ask(*session.clients().planning, &Stub::GetSolution, request, session.deadline()));
  Print(session.format, Specification(solution), solution);
  return absl::OkStatus();
}

// Its newest diagnosis, for a site's id; a diagnosis' name is taken as it is.
absl::StatusOr<std::string> DiagnosisOf(Session& session, const std::string& given) {
  if (absl::StrContains(given, "/diagnoses/")) return given;
  diagnosis::v1::ListDiagnosesRequest list;
  list.set_parent(session.NameOf("organisations", given));
  list.set_page_size(1);
  ASSIGN_OR_RETURN(const auto newest,
                   gateway::Ask(*session.clients().diagnosis,
                                &diagnosis::v1::DiagnosisService::Stub::ListDiagnoses, list,
                                session.deadline()));
  if (newest.diagnoses().empty()) {
    return ResourceNotFound("diagnosis", absl::StrCat(list.parent(), "/diagnoses/-"));
  }
  return newest.diagnoses(0).name();
}

// A line each, below the table: a line of CSV is a recommendation, and JSON has them all.
void PrintStories(const planning::v1::RecommendSolutionsResponse& response) {
  Table table({"RANK", "ISSUE", "PLACES LIKE YOURS"});
  bool any = false;
  for (const auto& r : response.overall()) {
    for (const auto& story : r.stories()) {
      table.Add({absl::StrCat(r.rank()), story.issue(), story.sentence()});
      any = true;
    }
  }
  if (any) std::cout << "\n" << table.AsText();
}

absl::Status Recommend(Session& session, const SolutionFlags& flags) {
  gateway::v1::RecommendForDiagnosisRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), DiagnosisOf(session, flags.diagnosis));
  request.set_max_recommendations(flags.most);
  request.set_seed(flags.seed);
  ASSIGN_OR_RETURN(
      const auto response,
      gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::RecommendForDiagnosis,
                   request, session.deadline()));
  Table table({"RANK", "SOLUTION", "VALUE AN HOUR", "HOURS", "ANSWERS", "WHY"});
  for (const auto& r : response.overall()) {
    table.Add({absl::StrCat(r.rank()), IdOf(r.solution().name()), Fixed(r.value_per_hour(), 2),
               Fixed(r.solution().hours(), 0), absl::StrJoin(r.issues(), " "), r.reason()});
  }
  Print(session.format, table, response);
  if (session.format == Format::kTable) PrintStories(response);
  for (const auto& blocked : response.blocked()) {
    std::cerr << IdOf(blocked.solution()) << ": " << blocked.reason() << "\n";
  }
  for (const auto& warning : response.warnings()) std::cerr << warning.message() << "\n";
  return absl::OkStatus();
}

void SetUpList(CLI::App& command, SolutionFlags& flags) {
  command.add_option("--issue", flags.issue, "Only those that answer this issue");
}

void SetUpGet(CLI::App& command, SolutionFlags& flags) {
  command
      .add_option("id", flags.id, "Its id, of the catalogue or of the programme, or its full name")
      ->required();
}

void SetUpRecommend(CLI::App& command, SolutionFlags& flags) {
  command
      .add_option("diagnosis", flags.diagnosis,
                  "A site, for its newest diagnosis, or the full name of a stored one")
      ->required();
  command.add_option("--most", flags.most, "At most so many; 5 unless told");
  command.add_option("--seed", flags.seed, "Draw \"try and learn\" by this number");
}

}  // namespace

void AddSolutions(CLI::App& app, Session& session) {
  CLI::App& noun = AddNoun(app, "solution", "What has helped elsewhere");
  AddCommand(noun, session, "list", "List the catalogue", SetUpList, List);
  AddCommand(noun, session, "show", "Show one, specified", SetUpGet, Get);
  AddCommand(noun, session, "recommend",
             "Rank solutions for a site, and tell what places like it say", SetUpRecommend,
             Recommend);
  AddOwnSolutions(noun, session);
}

}  // namespace pcsp::cli

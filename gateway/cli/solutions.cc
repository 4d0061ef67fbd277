// pcspctl solution ...
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/diagnosis/stored.h"
#include "gateway/cli/library/commands.h"
#include "gateway/cli/library/find_solution.h"
#include "gateway/cli/library/told_story.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using planning::v1::Solution;
using Stub = planning::v1::PlanningService::Stub;

std::string Pounds(double cost) { return cost > 0 ? Fixed(cost, 0) + " pounds" : "-"; }

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
  Table table({"SOLUTION", "LEVEL", "HOURS", "COST", "OWNER", "ANSWERS", "TITLE"});
  for (const auto& s : all.solutions()) {
    table.Add({IdOf(s.name()), Word(type::v1::Level_Name(s.level()), "LEVEL_"), Fixed(s.hours(), 0),
               Pounds(s.cost()), s.owner_role(), absl::StrJoin(s.issues(), " "), s.title()});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

std::string FitsWhere(const Solution& s) {
  if (s.settings().empty()) return "everywhere";
  std::vector<std::string> words;
  for (int i = 0; i < s.settings_size(); ++i) {
    words.push_back(Word(planning::v1::Setting_Name(s.settings(i)), "SETTING_"));
  }
  return absl::StrJoin(words, ", ");
}

std::string Needs(const Solution& s) {
  return absl::StrJoin(s.prerequisites(), ", ", [](std::string* out, const std::string& name) {
    absl::StrAppend(out, IdOf(name));
  });
}

// How far a site may change a core function.
std::string HowFar(const planning::v1::CoreFunction& core) {
  switch (core.negotiable()) {
    case planning::v1::NEGOTIABLE_NEVER:
      return "must stay as it is";
    case planning::v1::NEGOTIABLE_LOCAL:
      return "the site decides";
    default:
      return "must stay in some form";
  }
}

std::string CoreInWords(const planning::v1::CoreFunction& core) {
  std::string text = absl::StrCat(core.text(), " (", core.id(), ")");
  if (!core.protects().empty()) absl::StrAppend(&text, " It protects: ", core.protects());
  return text;
}

// What is known of one that a programme added, and not of the catalogue's.
void AddOwn(const Solution& s, Table& table) {
  if (!s.local()) return;
  table.Add({"state", s.retired() ? "retired" : "offered"});
  if (!s.organisation().empty()) table.Add({"idea of", IdOf(s.organisation())});
  table.Add({"told to others", Word(planning::v1::Sharing_Name(s.sharing()), "SHARING_")});
  table.Add({"etag", s.etag()});
}

Table Specification(const Solution& s) {
  Table table({"WHAT", "HOW"});
  table.Add({"name", s.name()});
  table.Add({"title", s.title()});
  table.Add({"for a", Word(type::v1::Level_Name(s.level()), "LEVEL_")});
  table.Add({"answers", absl::StrJoin(s.issues(), ", ")});
  table.Add({"who", s.actor()});
  table.Add({"does what", s.action()});
  table.Add({"for whom", s.target()});
  table.Add({"how much", s.dose()});
  table.Add({"when", s.timing()});
  table.Add({"why", s.justification()});
  table.Add({"expected", s.expected_outcome()});
  table.Add({"authors expect", absl::StrCat(Fixed(s.prior_effect_points(), 1), " points")});
  if (s.training()) table.Add({"training", "and nothing else"});
  table.Add({"hours", Fixed(s.hours(), 0)});
  table.Add({"to be bought", Pounds(s.cost())});
  table.Add({"takes", absl::StrCat(s.duration_weeks(), " weeks, looked at ", s.review_weeks(),
                                   " weeks later")});
  if (s.repeat_weeks() > 0) {
    table.Add({"again", absl::StrCat("every ", s.repeat_weeks(), " weeks")});
  }
  if (!s.prerequisites().empty()) table.Add({"needs first", Needs(s)});
  table.Add({"fits", FitsWhere(s)});
  table.Add({"owner", s.owner_role()});
  for (const auto& core : s.core_functions()) table.Add({HowFar(core), CoreInWords(core)});
  for (const auto& form : s.adaptable_forms()) table.Add({"may vary", form});
  for (const auto& one : s.materials()) {
    table.Add({"material", absl::StrCat(one.title(), ": ", one.url())});
  }
  table.Add({"source", s.source()});
  AddOwn(s, table);
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

// What they wrote, of what is recommended and of what is not, and how to read the rest.
void PrintWritten(const planning::v1::RecommendSolutionsResponse& response) {
  const auto print = [](const std::string& solution, const auto& one) {
    for (const auto& story : one.written_stories()) std::cout << "\n" << InLines(story);
    const int more = one.written_story_count() - one.written_stories_size();
    if (more <= 0) return;
    std::cout << more << " more wrote about it: pcspctl solution stories " << IdOf(solution)
              << "\n";
  };
  for (const auto& one : response.overall()) print(one.solution().name(), one);
  for (const auto& one : response.unhelpful()) print(one.solution(), one);
}

absl::Status Recommend(Session& session, const SolutionFlags& flags) {
  gateway::v1::RecommendForDiagnosisRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), StoredDiagnosisName(session, flags.diagnosis));
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
  if (session.format == Format::kTable) {
    PrintStories(response);
    PrintWritten(response);
  }
  for (const auto& one : response.unhelpful()) {
    std::cerr << "Not recommended: " << IdOf(one.solution()) << ". " << one.reason() << "\n";
  }
  for (const auto& blocked : response.blocked()) {
    std::cerr << IdOf(blocked.solution()) << ": " << blocked.reason() << "\n";
  }
  for (const auto& warning : response.warnings()) std::cerr << warning.message() << "\n";
  return absl::OkStatus();
}

void SetUpList(Command command, SolutionFlags& flags) {
  command.AddOption("--issue", flags.issue, "Only those that answer this issue");
}

void SetUpGet(Command command, SolutionFlags& flags) {
  command
      .AddOption("id", flags.id, "Its id, of the catalogue or of the programme, or its full name")
      .Required();
}

void SetUpRecommend(Command command, SolutionFlags& flags) {
  command.AddOption("diagnosis", flags.diagnosis, kDiagnosisOrSite).Required();
  command.AddOption("--most", flags.most, "At most so many; 5 unless told");
  command.AddOption("--seed", flags.seed, "Draw \"try and learn\" by this number");
}

}  // namespace

void AddSolutions(Command app, Session& session) {
  const Command noun = AddNoun(app, "solution", "What has helped elsewhere");
  AddCommand(noun, session, "list", "List the catalogue", SetUpList, List);
  AddCommand(noun, session, "show", "Show one, specified", SetUpGet, Get);
  AddCommand(noun, session, "recommend",
             "Rank solutions for a site, and tell what places like it say", SetUpRecommend,
             Recommend);
  AddOwnSolutions(noun, session);
  AddEffects(noun, session);
  AddStories(noun, session);
}

}  // namespace pcsp::cli

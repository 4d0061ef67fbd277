// pcspctl solution search|add|change|retire
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/diagnosis/json_file.h"
#include "gateway/cli/library/commands.h"

namespace pcsp::cli {
namespace {

using planning::v1::Solution;
using Stub = planning::v1::PlanningService::Stub;

struct Flags {
  std::string id, file, etag, issue;
  std::vector<std::string> words;
  bool check = false;
  type::v1::Level level = type::v1::LEVEL_UNSPECIFIED;
  planning::v1::Setting setting = planning::v1::SETTING_UNSPECIFIED;
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
  request.set_setting(flags.setting);
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
  if (found.partial()) std::cerr << "Nothing has all of these words; these have some of them.\n";
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

void SetUpSearch(Command command, Flags& flags) {
  command.AddOption("words", flags.words, "What to look for").Required();
  command.AddOption("--issue", flags.issue, "Only those that answer this issue");
  AddWord(command, "--level", flags.level,
          {{"whole-system", type::v1::LEVEL_WHOLE_SYSTEM},
           {"steering-group", type::v1::LEVEL_STEERING_GROUP},
           {"practice", type::v1::LEVEL_PRACTICE}},
          "Only those that it carries out");
  AddWord(command, "--setting", flags.setting,
          {{"urban", planning::v1::SETTING_URBAN},
           {"rural", planning::v1::SETTING_RURAL},
           {"small", planning::v1::SETTING_SMALL},
           {"large", planning::v1::SETTING_LARGE},
           {"deprived", planning::v1::SETTING_DEPRIVED}},
          "Only those that fit it: made for it, or for none in particular");
}

void SetUpAdd(Command command, Flags& flags) {
  command.AddOption("id", flags.id, "Lower-case words with hyphens").Required();
  command.AddOption("--file", flags.file, "The Solution as JSON; - for standard input").Required();
  command.AddFlag("--check", flags.check, "Check everything, keep nothing");
}

void SetUpChange(Command command, Flags& flags) {
  command.AddOption("id", flags.id, "Its id, or its full name").Required();
  command.AddOption("--file", flags.file, "The whole Solution as JSON; - for standard input")
      .Required();
  command.AddOption("--etag", flags.etag, "Fail if it has changed since it had this etag");
}

void SetUpRetire(Command command, Flags& flags) {
  command.AddOption("id", flags.id, "Its id, or its full name").Required();
  command.AddOption("--etag", flags.etag, "Fail if it has changed since it had this etag");
}

}  // namespace

void AddOwnSolutions(Command noun, Session& session) {
  AddCommand(noun, session, "search", "Find solutions by words", SetUpSearch, Search);
  AddCommand(noun, session, "add", "Add one to the programme's library", SetUpAdd, Add);
  AddCommand(noun, session, "change", "Replace one that was added", SetUpChange, Change);
  AddCommand(noun, session, "retire", "Recommend one no more", SetUpRetire, Retire);
}

}  // namespace pcsp::cli

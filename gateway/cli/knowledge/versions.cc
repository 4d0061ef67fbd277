// pcspctl kb ...: the noun, and the versions on a server.
#include <algorithm>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/knowledge/commands.h"
#include "gateway/cli/knowledge/issue_words.h"
#include "gateway/cli/knowledge/server_files.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::KnowledgeBase;
using Stub = diagnosis::v1::DiagnosisService::Stub;

struct KnowledgeBaseFlags {
  std::string name = "current", file, issue;
  bool indicators = false, check_only = false;
};

Table Issues(const KnowledgeBase& kb) {
  Table table({"ISSUE", "LEVEL", "CONSTRUCT", "PRIOR", "IMPORTANCE", "TITLE"});
  for (const auto& issue : kb.issues()) {
    table.Add({issue.id(), Word(type::v1::Level_Name(issue.level()), "LEVEL_"),
               Word(type::v1::Construct_Name(issue.construct()), "CONSTRUCT_"),
               Fixed(issue.prior(), 2), Fixed(issue.importance(), 2), issue.title()});
  }
  return table;
}

Table Indicators(const KnowledgeBase& kb) {
  Table table({"INDICATOR", "LEVEL", "KIND", "MINUTES", "QUESTION"});
  for (const auto& indicator : kb.indicators()) {
    table.Add({indicator.id(), Word(type::v1::Level_Name(indicator.level()), "LEVEL_"),
               Word(diagnosis::v1::SignalKind_Name(indicator.kind()), "SIGNAL_KIND_"),
               Fixed(indicator.ask_minutes(), 1), indicator.question()});
  }
  return table;
}

// For programs, the knowledge base with this issue alone.
absl::Status ShowIssue(Session& session, const std::string& id, KnowledgeBase kb) {
  ASSIGN_OR_RETURN(const std::string words, IssueInWords(kb, id));
  if (session.format == Format::kTable) {
    std::cout << words;
    return absl::OkStatus();
  }
  const auto others = std::remove_if(kb.mutable_issues()->begin(), kb.mutable_issues()->end(),
                                     [&](const auto& issue) { return issue.id() != id; });
  kb.mutable_issues()->erase(others, kb.mutable_issues()->end());
  Print(session.format, Issues(kb), kb);
  return absl::OkStatus();
}

absl::Status Get(Session& session, const KnowledgeBaseFlags& flags) {
  diagnosis::v1::GetKnowledgeBaseRequest request;
  request.set_name(KnowledgeBaseNameOf(flags.name));
  ASSIGN_OR_RETURN(KnowledgeBase kb,
                   gateway::Ask(*session.clients().diagnosis, &Stub::GetKnowledgeBase, request,
                                session.deadline()));
  if (!flags.issue.empty()) return ShowIssue(session, flags.issue, std::move(kb));
  Print(session.format, flags.indicators ? Indicators(kb) : Issues(kb), kb);
  return absl::OkStatus();
}

Table Versions(const std::vector<diagnosis::v1::KnowledgeBaseVersion>& versions) {
  Table table({"KNOWLEDGE BASE", "IN FORCE", "ISSUES", "INDICATORS", "COST", "AUTHOR", "HASH"});
  for (const auto& version : versions) {
    table.Add({IdOf(version.name()), version.current() ? "yes" : "",
               absl::StrCat(version.issue_count()), absl::StrCat(version.indicator_count()),
               absl::StrCat(version.inference_cost()), version.author(),
               version.hash().substr(0, 12)});
  }
  return table;
}

absl::Status List(Session& session, const NoFlags&) {
  ASSIGN_OR_RETURN(const auto all,
                   gateway::Ask(*session.clients().diagnosis, &Stub::ListKnowledgeBases,
                                diagnosis::v1::ListKnowledgeBasesRequest(), session.deadline()));
  Print(session.format, Versions({all.knowledge_bases().begin(), all.knowledge_bases().end()}),
        all);
  return absl::OkStatus();
}

absl::Status Publish(Session& session, const KnowledgeBaseFlags& flags) {
  diagnosis::v1::PublishKnowledgeBaseRequest request;
  ASSIGN_OR_RETURN(*request.mutable_file(), KnowledgeBaseFileFrom(flags.file));
  request.set_validate_only(flags.check_only);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto version,
                   gateway::Ask(*session.clients().diagnosis, &Stub::PublishKnowledgeBase, request,
                                session.deadline()));
  for (const std::string& warning : version.warnings()) std::cerr << "warning: " << warning << "\n";
  Print(session.format, Versions({version}), version);
  return absl::OkStatus();
}

void SetUpPublish(Command command, KnowledgeBaseFlags& flags) {
  command.AddOption("file", flags.file, "YAML or JSON file").Required();
  command.AddFlag("--check-only", flags.check_only, "Check on the server, and change nothing");
}

void SetUpGet(Command command, KnowledgeBaseFlags& flags) {
  command.AddOption("name", flags.name, "Its version: pcsp@2, or current").ShowDefault();
  command.AddFlag("--indicators", flags.indicators, "What is asked, instead of the issues");
  command.AddOption("--issue", flags.issue,
                    "One issue in words: what it is, what speaks for and against it, and why");
}

}  // namespace

void AddKnowledgeBases(Command app, Session& session) {
  const Command noun =
      AddNoun(app, "kb", "Knowledge bases: what can be wrong and what it shows in");
  noun.Alias("knowledge-base");
  AddCommand(noun, session, "show", "Show its issues or indicators, or one issue in words",
             SetUpGet, Get);
  AddCommand(noun, session, "list", "List the versions on the server", NoSetup, List);
  AddCommand(noun, session, "publish", "Put a file in force", SetUpPublish, Publish);
  AddKnowledgeBaseCheck(noun, session);
  AddKnowledgeBaseDiff(noun, session);
  AddLearnedLayers(noun, session);
}

}  // namespace pcsp::cli

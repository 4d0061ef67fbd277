// pcspctl knowledge-base ...
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::KnowledgeBase;
using Stub = diagnosis::v1::DiagnosisService::Stub;

struct KnowledgeBaseFlags {
  std::string name = "knowledgeBases/current";
  bool indicators = false;
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

absl::Status Get(Session& session, const KnowledgeBaseFlags& flags) {
  diagnosis::v1::GetKnowledgeBaseRequest request;
  request.set_name(flags.name);
  ASSIGN_OR_RETURN(const KnowledgeBase kb,
                   gateway::Ask(*session.clients().diagnosis, &Stub::GetKnowledgeBase, request,
                                session.deadline()));
  Print(session.format, flags.indicators ? Indicators(kb) : Issues(kb), kb);
  return absl::OkStatus();
}

void SetUpGet(CLI::App& command, KnowledgeBaseFlags& flags) {
  command.add_option("name", flags.name, "Its name")->capture_default_str();
  command.add_flag("--indicators", flags.indicators, "What is asked, instead of the issues");
}

}  // namespace

void AddKnowledgeBases(CLI::App& app, Session& session) {
  CLI::App& noun = AddNoun(app, "knowledge-base", "What can be wrong and what it shows in");
  AddCommand(noun, session, "show", "Show its issues or indicators", SetUpGet, Get);
}

}  // namespace pcsp::cli

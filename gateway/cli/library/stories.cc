// pcspctl solution stories|tell|withdraw
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/library/commands.h"
#include "gateway/cli/library/find_solution.h"
#include "gateway/cli/library/told_story.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using planning::v1::SiteStory;
using Stub = planning::v1::PlanningService::Stub;

struct Flags {
  std::string solution, issue, site, did, happened, differently, by;
  std::vector<std::string> names;
  bool named = false, check = false;
  planning::v1::StoryResult result = planning::v1::STORY_RESULT_UNSPECIFIED;
};

absl::Status List(Session& session, const Flags& flags) {
  planning::v1::ListStoriesRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_issue(flags.issue);
  request.set_result(flags.result);
  if (!flags.solution.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_solution(), FindSolution(session, flags.solution));
  }
  if (!flags.site.empty()) request.set_listener(session.NameOf("organisations", flags.site));
  planning::v1::ListStoriesResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().planning, &Stub::ListStories, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_stories()->MergeFrom(page.stories()); }));
  if (session.format != Format::kTable) {
    Table table({"SOLUTION", "ISSUE", "RESULT", "TOLD BY", "WHAT WE DID", "WHAT HAPPENED",
                 "WHAT WE WOULD DO DIFFERENTLY"});
    for (const SiteStory& s : all.stories()) {
      table.Add({IdOf(s.solution()), s.issue(), ResultOf(s), TellerOf(s), s.did(), s.happened(),
                 s.differently()});
    }
    Print(session.format, table, all);
    return absl::OkStatus();
  }
  // Stories are read, not compared.
  for (const SiteStory& s : all.stories()) std::cout << InLines(s) << "\n";
  return absl::OkStatus();
}

absl::Status Tell(Session& session, const Flags& flags) {
  registry::v1::GetOrganisationRequest site;
  site.set_name(session.NameOf("organisations", flags.site));
  ASSIGN_OR_RETURN(const auto organisation,
                   gateway::Ask(*session.clients().registry,
                                &registry::v1::RegistryService::Stub::GetOrganisation, site,
                                session.deadline()));
  planning::v1::CreateStoryRequest request;
  request.set_parent(site.name());
  SiteStory& story = *request.mutable_story();
  ASSIGN_OR_RETURN(*story.mutable_solution(), FindSolution(session, flags.solution));
  story.set_issue(flags.issue);
  story.set_result(flags.result);
  story.set_did(flags.did);
  story.set_happened(flags.happened);
  story.set_differently(flags.differently);
  story.set_sharing(flags.named ? planning::v1::SHARING_NAMED : planning::v1::SHARING_ANONYMOUS);
  story.set_agreed_by(session.NameOf("appointments", flags.by));
  story.set_display_name(organisation.display_name());
  request.set_validate_only(flags.check);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(
      const SiteStory kept,
      gateway::Ask(*session.clients().planning, &Stub::CreateStory, request, session.deadline()));
  Table table({"STORY", "SHARED", "TAKEN OUT", "WHAT WE DID", "WHAT HAPPENED",
               "WHAT WE WOULD DO DIFFERENTLY"});
  table.Add({kept.name().empty() ? "(checked)" : kept.name(),
             Word(planning::v1::Sharing_Name(kept.sharing()), "SHARING_"),
             absl::StrCat(kept.redaction_count()), kept.did(), kept.happened(),
             kept.differently()});
  Print(session.format, table, kept);
  return absl::OkStatus();
}

absl::Status Withdraw(Session& session, const Flags& flags) {
  planning::v1::WithdrawStoriesRequest request;
  request.set_parent(session.NameOf("organisations", flags.site));
  for (const std::string& name : flags.names) {
    request.add_stories(session.NameOf("stories", name));
  }
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto reply,
                   gateway::Ask(*session.clients().planning, &Stub::WithdrawStories, request,
                                session.deadline()));
  Table table({"WITHDRAWN"});
  table.Add({absl::StrCat(reply.withdrawn_count())});
  Print(session.format, table, reply);
  return absl::OkStatus();
}

const Flag SetUpResult(Command command, Flags& flags, const std::string& help) {
  return AddWord(command, "--result", flags.result,
                 {{"helped", planning::v1::STORY_RESULT_HELPED},
                  {"unclear", planning::v1::STORY_RESULT_UNCLEAR},
                  {"persisted", planning::v1::STORY_RESULT_PERSISTED}},
                 help);
}

void SetUpList(Command command, Flags& flags) {
  command.AddOption("solution", flags.solution, "Only about this solution");
  command.AddOption("--issue", flags.issue, "Only about this issue");
  SetUpResult(command, flags, "Only those after which the issue stood so");
  command.AddOption("--for", flags.site,
                    "The site that reads: say in what the tellers are like it");
}

void SetUpTell(Command command, Flags& flags) {
  command.AddOption("solution", flags.solution, "What was tried").Required();
  command.AddOption("--site", flags.site, "The site that tells it").Required();
  command.AddOption("--issue", flags.issue, "The issue that it was tried on").Required();
  SetUpResult(command, flags, "What became of the issue").Required();
  command.AddOption("--did", flags.did, "What you did").Required();
  command.AddOption("--happened", flags.happened, "What happened").Required();
  command.AddOption("--differently", flags.differently, "What you would do differently");
  command.AddOption("--by", flags.by, "Appointment of who agreed to it for the site").Required();
  command.AddFlag("--named", flags.named, "Name the site; it stays anonymous without");
  command.AddFlag("--check", flags.check, "Show the words as they would be kept, keep nothing");
}

void SetUpWithdraw(Command command, Flags& flags) {
  command.AddOption("site", flags.site, "The site that told them").Required();
  command.AddOption("stories", flags.names, "Which of them, by name; all without");
}

}  // namespace

void AddStories(Command noun, Session& session) {
  AddCommand(noun, session, "stories", "What sites wrote about solutions that they tried",
             SetUpList, List);
  AddCommand(noun, session, "tell", "Tell other sites what came of one", SetUpTell, Tell);
  AddCommand(noun, session, "withdraw", "Erase stories for good, as their site asks", SetUpWithdraw,
             Withdraw);
}

}  // namespace pcsp::cli

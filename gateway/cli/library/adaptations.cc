// pcspctl adaptation ...
#include <iostream>

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/diagnosis/json_file.h"
#include "gateway/cli/library/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using planning::v1::Adaptation;
using Stub = planning::v1::PlanningService::Stub;

struct Flags {
  std::string site, name, file, by, note, etag;
  bool check = false, decline = false;
  planning::v1::AdaptationState state = planning::v1::ADAPTATION_STATE_UNSPECIFIED;
};

std::string StateOf(const Adaptation& a) {
  return Word(planning::v1::AdaptationState_Name(a.state()), "ADAPTATION_STATE_");
}

void Show(Session& session, const Adaptation& a) {
  Table table({"ADAPTATION", "OF", "STATE", "WHAT"});
  table.Add({a.name(), a.solution(), StateOf(a), a.what()});
  Print(session.format, table, a);
  if (session.format == Format::kTable && !a.ruling().empty()) std::cout << a.ruling() << "\n";
}

absl::Status Add(Session& session, const Flags& flags) {
  planning::v1::CreateAdaptationRequest request;
  request.set_parent(session.NameOf("organisations", flags.site));
  RETURN_IF_ERROR(ReadJson(flags.file, request.mutable_adaptation()));
  request.set_validate_only(flags.check);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Adaptation made,
                   gateway::Ask(*session.clients().planning, &Stub::CreateAdaptation, request,
                                session.deadline()));
  Show(session, made);
  return absl::OkStatus();
}

absl::Status List(Session& session, const Flags& flags) {
  planning::v1::ListAdaptationsRequest request;
  request.set_parent(session.NameOf("organisations", flags.site.empty() ? "-" : flags.site));
  request.set_state(flags.state);
  planning::v1::ListAdaptationsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().planning, &Stub::ListAdaptations, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_adaptations()->MergeFrom(page.adaptations()); }));
  Table table({"ADAPTATION", "OF", "STATE", "WHAT"});
  for (const Adaptation& a : all.adaptations()) {
    table.Add({a.name(), IdOf(a.solution()), StateOf(a), a.what()});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

absl::Status SignOff(Session& session, const Flags& flags) {
  planning::v1::SignOffAdaptationRequest request;
  request.set_name(flags.name);
  request.set_agree(!flags.decline);
  request.set_signed_by(session.NameOf("appointments", flags.by));
  request.set_note(flags.note);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Adaptation signed_off,
                   gateway::Ask(*session.clients().planning, &Stub::SignOffAdaptation, request,
                                session.deadline()));
  Show(session, signed_off);
  return absl::OkStatus();
}

absl::Status Withdraw(Session& session, const Flags& flags) {
  planning::v1::WithdrawAdaptationRequest request;
  request.set_name(flags.name);
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Adaptation withdrawn,
                   gateway::Ask(*session.clients().planning, &Stub::WithdrawAdaptation, request,
                                session.deadline()));
  Show(session, withdrawn);
  return absl::OkStatus();
}

void SetUpAdd(Command command, Flags& flags) {
  command.AddOption("site", flags.site, "The site that changes it").Required();
  command.AddOption("--file", flags.file, "The Adaptation as JSON; - for standard input")
      .Required();
  command.AddFlag("--check", flags.check, "Say what would be said, keep nothing");
}

void SetUpList(Command command, Flags& flags) {
  command.AddOption("site", flags.site, "Only of this site");
  AddWord(command, "--state", flags.state,
          {{"allowed", planning::v1::ADAPTATION_STATE_ALLOWED},
           {"needs-sign-off", planning::v1::ADAPTATION_STATE_NEEDS_SIGN_OFF},
           {"signed-off", planning::v1::ADAPTATION_STATE_SIGNED_OFF},
           {"declined", planning::v1::ADAPTATION_STATE_DECLINED},
           {"withdrawn", planning::v1::ADAPTATION_STATE_WITHDRAWN}},
          "Only those that stand here");
}

void SetUpSignOff(Command command, Flags& flags) {
  command.AddOption("name", flags.name, "Full name of the adaptation").Required();
  command
      .AddOption("--by", flags.by, "Appointment of an operational manager of the site, or above it")
      .Required();
  command.AddFlag("--decline", flags.decline, "Say no");
  command.AddOption("--note", flags.note, "Why; needed for a no");
}

void SetUpWithdraw(Command command, Flags& flags) {
  command.AddOption("name", flags.name, "Full name of the adaptation").Required();
  command.AddOption("--etag", flags.etag, "Only if it still has this etag");
}

}  // namespace

void AddAdaptations(Command app, Session& session) {
  const Command noun =
      AddNoun(app, "adaptation", "How sites change solutions, and whether they may");
  AddCommand(noun, session, "add", "Record one, by FRAME's eight questions", SetUpAdd, Add);
  AddCommand(noun, session, "list", "List them", SetUpList, List);
  AddCommand(noun, session, "sign-off", "Say yes or no to one that waits", SetUpSignOff, SignOff);
  AddCommand(noun, session, "withdraw", "Take one back: what held before it holds again",
             SetUpWithdraw, Withdraw);
}

}  // namespace pcsp::cli

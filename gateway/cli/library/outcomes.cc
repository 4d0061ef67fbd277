// pcspctl outcome ...
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/diagnosis/json_file.h"
#include "gateway/cli/library/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using Stub = planning::v1::PlanningService::Stub;

struct Flags {
  std::string file, site, issue, wave, followup;
  bool check = false, replace = false;
};

absl::Status Record(Session& session, const Flags& flags) {
  planning::v1::RecordOutcomesRequest request;
  RETURN_IF_ERROR(ReadJson(flags.file, &request));
  if (request.parent().empty()) request.set_parent(session.ProgrammeName());
  if (request.request_id().empty()) request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto reply,
                   gateway::Ask(*session.clients().planning, &Stub::RecordOutcomes, request,
                                session.deadline()));
  Table table({"NEW", "REPLACED"});
  table.Add({absl::StrCat(reply.created_count()), absl::StrCat(reply.replaced_count())});
  Print(session.format, table, reply);
  return absl::OkStatus();
}

absl::Status Wave(Session& session, const Flags& flags) {
  gateway::v1::RecordWaveOutcomesRequest request;
  if (!flags.file.empty()) {
    RETURN_IF_ERROR(ReadJson(flags.file, &request));
  }
  request.set_name(session.NameOf("waves", flags.wave));
  request.set_followup(session.NameOf("waves", flags.followup));
  request.set_validate_only(flags.check);
  if (flags.replace) request.set_replace_treatments(true);
  ASSIGN_OR_RETURN(
      const auto reply,
      gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::RecordWaveOutcomes,
                   request, session.deadline()));
  Table table({"OUTCOMES", "SITES", "DID SOMETHING", "OF THESE BY ACTIONS", "KEPT", "DROPPED",
               "NOT TO BE TOLD", "UNFINISHED", "DELETED"});
  table.Add({absl::StrCat(reply.outcome_count()), absl::StrCat(reply.site_count()),
             absl::StrCat(reply.treatment_count()), absl::StrCat(reply.action_treatments()),
             absl::StrCat(reply.kept_treatments()), absl::StrCat(reply.dropped_treatments()),
             absl::StrCat(reply.untold_treatments()), absl::StrCat(reply.unfinished_count()),
             absl::StrCat(reply.deleted_count())});
  Print(session.format, table, reply);
  return absl::OkStatus();
}

absl::Status Delete(Session& session, const Flags& flags) {
  planning::v1::DeleteOutcomeRequest request;
  request.set_name(absl::StrCat(session.NameOf("organisations", flags.site), "/outcomes/",
                                IdOf(flags.wave), "~", flags.issue));
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(
      const auto deleted,
      gateway::Ask(*session.clients().planning, &Stub::DeleteOutcome, request, session.deadline()));
  Table table({"SITE", "WAVE", "ISSUE", "BEFORE", "AFTER"});
  table.Add({IdOf(deleted.organisation()), IdOf(deleted.wave()), deleted.issue(),
             Fixed(deleted.baseline(), 1), Fixed(deleted.followup(), 1)});
  Print(session.format, table, deleted);
  return absl::OkStatus();
}

absl::Status List(Session& session, const Flags& flags) {
  planning::v1::ListOutcomesRequest request;
  request.set_parent(session.ProgrammeName());
  if (!flags.site.empty()) request.set_organisation(session.NameOf("organisations", flags.site));
  request.set_issue(flags.issue);
  planning::v1::ListOutcomesResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().planning, &Stub::ListOutcomes, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_outcomes()->MergeFrom(page.outcomes()); }));
  Table table({"SITE", "WAVE", "ISSUE", "BEFORE", "AFTER", "DID"});
  for (const auto& o : all.outcomes()) {
    table.Add({IdOf(o.organisation()), IdOf(o.wave()), o.issue(), Fixed(o.baseline(), 1),
               Fixed(o.followup(), 1),
               absl::StrJoin(o.treatments(), " ", [](std::string* out, const auto& treatment) {
                 absl::StrAppend(out, IdOf(treatment.solution()));
               })});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

void SetUpRecord(Command command, Flags& flags) {
  command.AddOption("--file", flags.file, "A RecordOutcomesRequest as JSON; - for standard input")
      .Required();
}

void SetUpWave(Command command, Flags& flags) {
  command.AddOption("wave", flags.wave, "The earlier wave, closed").Required();
  command.AddOption("followup", flags.followup, "The later wave, closed").Required();
  command.AddOption("--file", flags.file,
                    "A RecordWaveOutcomesRequest as JSON, with the treatments that are no actions "
                    "of plans; - for standard input. What was recorded before stays without it");
  command.AddFlag(
      "--replace", flags.replace,
      "Drop what was recorded before and is neither in the file nor a completed action");
  command.AddFlag("--check", flags.check, "Say what would be recorded, record nothing");
}

void SetUpDelete(Command command, Flags& flags) {
  command.AddOption("site", flags.site, "The site").Required();
  command.AddOption("wave", flags.wave, "The earlier wave").Required();
  command.AddOption("issue", flags.issue, "Id of the issue").Required();
}

void SetUpList(Command command, Flags& flags) {
  command.AddOption("site", flags.site, "Only of this site");
  command.AddOption("--issue", flags.issue, "Only of this issue");
}

}  // namespace

void AddOutcomes(Command app, Session& session) {
  const Command noun =
      AddNoun(app, "outcome", "What became of issues, and what was done about them");
  AddCommand(noun, session, "record", "Record outcomes of a round", SetUpRecord, Record);
  AddCommand(noun, session, "wave",
             "Record what became of a wave's issues by a later one, from plans' completed actions "
             "and what else was done",
             SetUpWave, Wave);
  AddCommand(noun, session, "list", "List recorded outcomes", SetUpList, List);
  AddCommand(noun, session, "delete", "Take one back, as though it had never been recorded",
             SetUpDelete, Delete);
}

}  // namespace pcsp::cli

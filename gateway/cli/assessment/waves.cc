// pcspctl wave ...
#include "gateway/cli/assessment/waves.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/assessment/wave_opening.h"
#include "gateway/cli/command.h"
#include "gateway/cli/overview/board.h"
#include "gateway/cli/progress_bar.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using assessments::v1::Wave;
using gateway::v1::Operation;
using FlowStub = gateway::v1::ProgrammeService::Stub;
using Stub = assessments::v1::AssessmentService::Stub;

struct WaveFlags {
  std::string id, title, as_of, within, etag;
  std::vector<std::string> instruments = {"instruments/whole_system/versions/1",
                                          "instruments/steering_group/versions/1",
                                          "instruments/practice/versions/1"};
  int min_group_size = 5;
  int min_distribution_size = 0, min_free_text_size = 0;  // 0: as the server has it
  bool no_wait = false;
  bool check_only = false;
  bool invitation_only = false;
};

Table AsTable(const google::protobuf::RepeatedPtrField<Wave>& waves) {
  Table table({"WAVE", "NAME", "STATE", "SITES", "MIN GROUP", "ETAG"});
  for (const auto& w : waves) {
    table.Add({IdOf(w.name()), w.display_name(),
               Word(assessments::v1::WaveState_Name(w.state()), "WAVE_STATE_"),
               absl::StrCat(w.site_count()), absl::StrCat(w.min_group_size()), w.etag()});
  }
  return table;
}

absl::Status Show(Session& session, const Wave& wave) {
  assessments::v1::ListWavesResponse one;
  *one.add_waves() = wave;
  Print(session.format, AsTable(one.waves()), wave);
  return absl::OkStatus();
}

absl::Status Create(Session& session, const WaveFlags& flags) {
  assessments::v1::CreateWaveRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_wave_id(flags.id);
  request.mutable_wave()->set_display_name(flags.title);
  request.mutable_wave()->set_min_group_size(flags.min_group_size);
  auto* policy = request.mutable_wave()->mutable_privacy_policy();
  policy->set_min_distribution_size(flags.min_distribution_size);
  policy->set_min_free_text_size(flags.min_free_text_size);
  for (const auto& name : flags.instruments) request.mutable_wave()->add_instruments(name);
  if (flags.invitation_only) {
    request.mutable_wave()->set_access(assessments::v1::WAVE_ACCESS_INVITATION_ONLY);
  }
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Wave wave, gateway::Ask(*session.clients().assessments, &Stub::CreateWave,
                                                 request, session.deadline()));
  return Show(session, wave);
}

absl::Status Open(Session& session, const WaveFlags& flags) {
  gateway::v1::OpenWaveRequest request;
  request.set_name(session.NameOf("waves", flags.id));
  request.set_as_of_date(flags.as_of);
  request.set_within(session.NameOf("organisations", flags.within));
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  request.set_validate_only(flags.check_only);
  ASSIGN_OR_RETURN(const Wave wave,
                   gateway::Ask(session.flows(), &FlowStub::OpenWave, request, session.deadline()));
  RETURN_IF_ERROR(Show(session, wave));
  if (session.format == Format::kTable) {
    std::cout << OpeningInWords(wave.opening());
    if (flags.check_only) std::cout << ReachInWords(wave.opening());
  }
  if (flags.check_only) std::cerr << "Nothing was opened: this was a check.\n";
  return absl::OkStatus();
}

absl::StatusOr<Operation> Follow(Session& session, Operation operation) {
  ProgressBar bar("diagnosing and planning");
  gateway::v1::GetOperationRequest request;
  request.set_name(operation.name());
  for (;;) {
    bar.Set(operation.sites_done(), operation.sites_total());
    if (operation.done()) return operation;
    absl::SleepFor(absl::Milliseconds(200));
    ASSIGN_OR_RETURN(operation, gateway::Ask(session.flows(), &FlowStub::GetOperation, request,
                                             session.deadline()));
  }
}

absl::StatusOr<Operation> BeginClosing(Session& session, const std::string& wave) {
  gateway::v1::CloseWaveRequest request;
  request.set_name(wave);
  request.set_request_id(NewUuid(SystemClock().Now()));
  return gateway::Ask(session.flows(), &FlowStub::CloseWave, request, session.deadline());
}

absl::Status Close(Session& session, const WaveFlags& flags) {
  ASSIGN_OR_RETURN(Operation operation, BeginClosing(session, session.NameOf("waves", flags.id)));
  if (!flags.no_wait) {
    ASSIGN_OR_RETURN(operation, Follow(session, operation));
  }
  Table table({"OPERATION", "DONE", "SITES", "OF"});
  table.Add({operation.name(), operation.done() ? "yes" : "no",
             absl::StrCat(operation.sites_done()), absl::StrCat(operation.sites_total())});
  Print(session.format, table, operation);
  return absl::OkStatus();
}

absl::Status Publish(Session& session, const WaveFlags& flags) {
  assessments::v1::PublishWaveRequest request;
  request.set_name(session.NameOf("waves", flags.id));
  request.set_etag(flags.etag);
  ASSIGN_OR_RETURN(const Wave wave, gateway::Ask(*session.clients().assessments, &Stub::PublishWave,
                                                 request, session.deadline()));
  return Show(session, wave);
}

absl::Status List(Session& session, const NoFlags&) {
  assessments::v1::ListWavesRequest request;
  request.set_parent(session.ProgrammeName());
  assessments::v1::ListWavesResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().assessments, &Stub::ListWaves, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_waves()->MergeFrom(page.waves()); }));
  Print(session.format, AsTable(all.waves()), all);
  return absl::OkStatus();
}

absl::Status Get(Session& session, const WaveFlags& flags) {
  assessments::v1::GetWaveRequest request;
  request.set_name(session.NameOf("waves", flags.id));
  ASSIGN_OR_RETURN(const Wave wave, gateway::Ask(*session.clients().assessments, &Stub::GetWave,
                                                 request, session.deadline()));
  return Show(session, wave);
}

void PrintStaffGroups(const assessments::v1::WaveProgress& progress) {
  Table table({"STAFF GROUP", "PEOPLE", "SITES", "ANSWERED"});
  for (const auto& group : progress.staff_groups()) {
    const std::string answered =
        group.withheld() ? "not told: too few people or sites"
                         : absl::StrCat(group.responses().low(), " to ", group.responses().high());
    table.Add({Word(type::v1::StaffGroup_Name(group.staff_group()), "STAFF_GROUP_"),
               absl::StrCat(group.headcount()), absl::StrCat(group.site_count()), answered});
  }
  std::cout << "\n" << table.AsText();
}

absl::Status ShowProgress(Session& session, const WaveFlags& flags) {
  assessments::v1::GetWaveProgressRequest request;
  request.set_name(session.NameOf("waves", flags.id));
  assessments::v1::WaveProgress all;
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().assessments, &Stub::GetWaveProgress, request,
                                    absl::Seconds(session.timeout_seconds),
                                    [&all](const auto& page) {
                                      all.mutable_sites()->MergeFrom(page.sites());
                                      all.mutable_staff_groups()->MergeFrom(page.staff_groups());
                                    }));
  Table table({"SITE", "LEVEL", "PEOPLE", "ANSWERED", "ENOUGH TO SHOW"});
  for (const auto& site : all.sites()) {
    table.Add({IdOf(site.organisation()), Word(type::v1::Level_Name(site.level()), "LEVEL_"),
               absl::StrCat(site.headcount()),
               absl::StrCat(site.responses().low(), " to ", site.responses().high()),
               site.minimum_reached() ? "yes" : "not yet"});
  }
  Print(session.format, table, all);
  if (session.format == Format::kTable) PrintStaffGroups(all);
  return absl::OkStatus();
}

absl::Status ShowBoard(Session& session, const WaveFlags& flags) {
  ASSIGN_OR_RETURN(const auto board, ReadBoard(session, session.NameOf("waves", flags.id)));
  PrintBoard(session.format, board);
  return absl::OkStatus();
}

void SetUpId(Command command, WaveFlags& flags) {
  command.AddOption("id", flags.id, "Id or full name of the wave").Required();
}

void SetUpCreate(Command command, WaveFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--name", flags.title, "Name that people read").Required();
  command.AddOption("--instrument", flags.instruments, "What is asked: one for each level")
      .ShowDefault();
  command
      .AddOption("--min-group-size", flags.min_group_size,
                 "Nothing is shown of a group with fewer answers, 3 to 25")
      .ShowDefault();
  command.AddOption("--min-distribution-size", flags.min_distribution_size,
                    "Distributions and exact counts are shown from so many answers on; 8 without");
  command.AddOption("--min-free-text-size", flags.min_free_text_size,
                    "People's own words are shown from so many texts on; 10 without");
  command.AddFlag("--invitation-only", flags.invitation_only,
                  "Take answers with an invitation's token alone");
}

void SetUpOpen(Command command, WaveFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--as-of", flags.as_of,
                    "Sites as on this date, yyyy-mm-dd; today if not given");
  command.AddOption("--within", flags.within, "Only this organisation and those below it");
  command.AddFlag("--check", flags.check_only,
                  "Open nothing; say how many sites and people would be asked, and which sites "
                  "are too small for their results ever to be shown");
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpPublish(Command command, WaveFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpClose(Command command, WaveFlags& flags) {
  SetUpId(command, flags);
  command.AddFlag("--no-wait", flags.no_wait, "Do not wait until everything is diagnosed");
}

}  // namespace

absl::Status CloseAndWait(Session& session, const std::string& wave_name) {
  ASSIGN_OR_RETURN(const Operation operation, BeginClosing(session, wave_name));
  return Follow(session, operation).status();
}

void AddWaves(Command app, Session& session) {
  const Command noun = AddNoun(app, "wave", "Waves: one assessment of many sites");
  AddCommand(noun, session, "create", "Prepare a wave", SetUpCreate, Create);
  AddCommand(noun, session, "open", "Open it: answers can come in", SetUpOpen, Open);
  AddCommand(noun, session, "progress", "How many have answered, in bands", SetUpId, ShowProgress);
  AddCommand(noun, session, "close", "Close it for good, diagnose and plan", SetUpClose, Close);
  AddCommand(noun, session, "publish", "Show the results to the sites", SetUpPublish, Publish);
  AddCommand(noun, session, "board", "The whole programme after the wave", SetUpId, ShowBoard);
  AddCommand(noun, session, "list", "List waves", NoSetup, List);
  AddCommand(noun, session, "show", "Show one wave", SetUpId, Get);
}

}  // namespace pcsp::cli

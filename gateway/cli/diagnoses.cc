// pcspctl diagnosis ...
#include <iostream>

#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/diagnosis/commands.h"
#include "gateway/cli/diagnosis/json_file.h"
#include "gateway/cli/diagnosis/reading.h"
#include "gateway/cli/diagnosis/stored.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::Diagnosis;
using FlowStub = gateway::v1::ProgrammeService::Stub;
using Stub = diagnosis::v1::DiagnosisService::Stub;

struct DiagnosisFlags {
  std::string name, site, wave, file;
  int findings = 8;
  bool why = true;
};

void Show(Session& session, const Diagnosis& diagnosis, const DiagnosisFlags& flags) {
  if (session.format != Format::kTable) {
    Print(session.format, FindingRows(diagnosis, flags.findings), diagnosis);
    return;
  }
  std::cout << InWords(diagnosis, flags.findings, flags.why);
}

absl::Status Site(Session& session, const DiagnosisFlags& flags) {
  gateway::v1::DiagnoseSiteRequest request;
  request.set_name(session.NameOf("organisations", flags.site));
  request.set_wave(session.NameOf("waves", flags.wave));
  ASSIGN_OR_RETURN(const Diagnosis diagnosis, gateway::Ask(session.flows(), &FlowStub::DiagnoseSite,
                                                           request, session.deadline()));
  Show(session, diagnosis, flags);
  return absl::OkStatus();
}

absl::Status Get(Session& session, const DiagnosisFlags& flags) {
  diagnosis::v1::GetDiagnosisRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), StoredDiagnosisName(session, flags.name, flags.wave));
  ASSIGN_OR_RETURN(
      const Diagnosis diagnosis,
      gateway::Ask(*session.clients().diagnosis, &Stub::GetDiagnosis, request, session.deadline()));
  Show(session, diagnosis, flags);
  return absl::OkStatus();
}

absl::Status Inline(Session& session, const DiagnosisFlags& flags) {
  diagnosis::v1::DiagnoseRequest request;
  RETURN_IF_ERROR(ReadJson(flags.file, &request));
  ASSIGN_OR_RETURN(
      const Diagnosis diagnosis,
      gateway::Ask(*session.clients().diagnosis, &Stub::Diagnose, request, session.deadline()));
  Show(session, diagnosis, flags);
  return absl::OkStatus();
}

absl::Status List(Session& session, const DiagnosisFlags& flags) {
  diagnosis::v1::ListDiagnosesRequest request;
  request.set_parent(session.NameOf("organisations", flags.site.empty() ? "-" : flags.site));
  request.set_wave(session.NameOf("waves", flags.wave));
  diagnosis::v1::ListDiagnosesResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().diagnosis, &Stub::ListDiagnoses, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_diagnoses()->MergeFrom(page.diagnoses()); }));
  Table table({"DIAGNOSIS", "SITE", "LEVEL", "FIRST FINDING", "PROBABILITY", "BAND"});
  for (const auto& d : all.diagnoses()) {
    const bool found = d.findings_size() > 0;
    table.Add({d.name(), IdOf(d.organisation()), Word(type::v1::Level_Name(d.level()), "LEVEL_"),
               found ? d.findings(0).issue() : "-",
               found ? Fixed(d.findings(0).probability(), 2) : "-",
               found ? BandWord(d.findings(0).band()) : "-"});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

void SetUpShow(Command command, DiagnosisFlags& flags) {
  command.AddOption("--findings", flags.findings, "How many findings to show")
      .Between(1, 100)
      .ShowDefault();
  command.AddFlag("--why,!--no-why", flags.why, "The reasons of each finding");
}

void SetUpSite(Command command, DiagnosisFlags& flags) {
  command.AddOption("site", flags.site, "The organisation").Required();
  command.AddOption("--wave", flags.wave, "Closed wave whose answers count").Required();
  SetUpShow(command, flags);
}

void SetUpGet(Command command, DiagnosisFlags& flags) {
  command.AddOption("name", flags.name, kDiagnosisOrSite).Required();
  command.AddOption("--wave", flags.wave, "Of a site: the latest from this wave");
  SetUpShow(command, flags);
}

void SetUpInline(Command command, DiagnosisFlags& flags) {
  command.AddOption("file", flags.file, "DiagnoseRequest as JSON; - for standard input").Required();
  SetUpShow(command, flags);
}

void SetUpList(Command command, DiagnosisFlags& flags) {
  command.AddOption("site", flags.site, "Only this organisation");
  command.AddOption("--wave", flags.wave, "Only from this wave");
}

}  // namespace

void AddDiagnoses(Command app, Session& session) {
  const Command noun = AddNoun(app, "diagnosis", "What is wrong where, how sure, and why");
  AddCommand(noun, session, "site", "Diagnose a site from a closed wave", SetUpSite, Site);
  AddCommand(noun, session, "inline", "Diagnose evidence of your own; nothing is stored",
             SetUpInline, Inline);
  AddCommand(noun, session, "show", "Show a stored diagnosis", SetUpGet, Get);
  AddCommand(noun, session, "list", "List stored diagnoses", SetUpList, List);
  AddDiagnosisChanges(noun, session);
  AddIssueSpread(noun, session);
  AddDiagnosisReviews(noun, session);
  AddDiagnosisCalibration(noun, session);
  AddDiagnosisBatch(noun, session);
}

}  // namespace pcsp::cli

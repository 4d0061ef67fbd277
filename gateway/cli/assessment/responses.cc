// pcspctl response ...
#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/assessment/answers.h"
#include "gateway/cli/command.h"
#include "gateway/cli/upload.h"

namespace pcsp::cli {
namespace {

using assessments::v1::BulkSubmitResponsesResponse;
using Stub = assessments::v1::AssessmentService::Stub;

const std::map<std::string, type::v1::StaffGroup> kStaffGroups = {
    {"gp", type::v1::STAFF_GROUP_GP},
    {"nurse", type::v1::STAFF_GROUP_NURSE},
    {"direct-patient-care", type::v1::STAFF_GROUP_DIRECT_PATIENT_CARE},
    {"admin", type::v1::STAFF_GROUP_ADMIN},
    {"leadership", type::v1::STAFF_GROUP_LEADERSHIP}};

struct SubmitFlags {
  std::string wave, site, token, request_id;
  type::v1::StaffGroup staff_group = type::v1::STAFF_GROUP_UNSPECIFIED;
  std::vector<std::string> answers;
};

struct DraftFlags {
  std::string wave, token;
};

struct ImportFlags {
  std::string wave, file, request_id;
  bool validate_only = false;
};

absl::Status Submit(Session& session, const SubmitFlags& flags) {
  assessments::v1::SubmitResponseRequest request;
  request.set_parent(session.NameOf("waves", flags.wave));
  request.set_organisation(session.NameOf("organisations", flags.site));
  request.set_staff_group(flags.staff_group);
  request.set_token(flags.token);
  request.set_request_id(flags.request_id.empty() ? NewUuid(SystemClock().Now())
                                                  : flags.request_id);
  RETURN_IF_ERROR(AddAnswers(flags.answers, request.mutable_answers()));
  RETURN_IF_ERROR(gateway::Ask(*session.clients().assessments, &Stub::SubmitResponse, request,
                               session.deadline())
                      .status());
  std::cerr << "accepted\n";
  return absl::OkStatus();
}

Table ReportTable(const BulkSubmitResponsesResponse& response) {
  Table table({"ROW", "VERDICT", "COLUMN", "GIVEN", "EXPECTED"});
  for (const auto& row : response.reports()) {
    const std::string verdict =
        Word(assessments::v1::RowVerdict_Name(row.verdict()), "ROW_VERDICT_");
    for (const auto& fault : row.faults()) {
      table.Add(
          {absl::StrCat(row.row()), verdict, fault.column(), fault.given(), fault.expected()});
    }
  }
  return table;
}

absl::Status Import(Session& session, const ImportFlags& flags) {
  assessments::v1::BulkSubmitResponsesRequest first;
  first.mutable_config()->set_parent(session.NameOf("waves", flags.wave));
  first.mutable_config()->set_request_id(flags.request_id.empty() ? NewUuid(SystemClock().Now())
                                                                  : flags.request_id);
  first.mutable_config()->set_validate_only(flags.validate_only);
  ASSIGN_OR_RETURN(const BulkSubmitResponsesResponse response,
                   Upload(session, *session.clients().assessments, &Stub::BulkSubmitResponses,
                          first, flags.file));
  const bool wrong = response.rejected() > 0;
  if (session.format != Format::kTable || wrong) {
    Print(session.format, ReportTable(response), response);
  }
  std::cerr << response.rows() << " rows: " << response.accepted() << " accepted, "
            << response.duplicates() << " counted before, " << response.rejected() << " rejected\n";
  if (wrong) session.exit_code = kPartly;
  return absl::OkStatus();
}

absl::Status ExportDraft(Session& session, const DraftFlags& flags) {
  assessments::v1::ExportDraftRequest request;
  request.set_parent(session.NameOf("waves", flags.wave));
  request.set_token(flags.token);
  ASSIGN_OR_RETURN(const auto exported,
                   gateway::Ask(*session.clients().assessments, &Stub::ExportDraft, request,
                                session.deadline()));
  std::cout << exported.questionnaire_response();
  return absl::OkStatus();
}

// The server refuses, and says what there is instead.
absl::Status Export(Session& session, const DraftFlags& flags) {
  assessments::v1::ExportResponsesRequest request;
  request.set_parent(session.NameOf("waves", flags.wave));
  return gateway::Ask(*session.clients().assessments, &Stub::ExportResponses, request,
                      session.deadline())
      .status();
}

void SetUpExport(CLI::App& command, DraftFlags& flags) {
  command.add_option("wave", flags.wave, "Id or full name of the wave")->required();
}

void SetUpExportDraft(CLI::App& command, DraftFlags& flags) {
  SetUpExport(command, flags);
  command.add_option("token", flags.token, "The invitation's token")->required();
}

void SetUpSubmit(CLI::App& command, SubmitFlags& flags) {
  command.add_option("wave", flags.wave, "Id or full name of an open wave")->required();
  CLI::Option* const site = command.add_option("site", flags.site, "The respondent's organisation");
  CLI::Option* const group = AddWord(command, "--staff-group", flags.staff_group, kStaffGroups,
                                     "The respondent's staff group");
  command.add_option("--token", flags.token, "An invitation's, in place of site and staff group")
      ->excludes(site)
      ->excludes(group);
  command.add_option("--answer", flags.answers, "item=answer, such as pr_purpose=4; repeat it")
      ->required();
  command.add_option("--request-id", flags.request_id, "UUID that makes a repeat harmless");
}

void SetUpImport(CLI::App& command, ImportFlags& flags) {
  command.add_option("wave", flags.wave, "Id or full name of an open wave")->required();
  command
      .add_option("file", flags.file,
                  "CSV: site, staff_group, then a column an item; - for standard input")
      ->required();
  command.add_flag("--validate-only", flags.validate_only, "Report what is wrong, count nothing");
  command.add_option("--request-id", flags.request_id,
                     "UUID of the file: sent again with it, faulty rows mended in their places, no "
                     "row counts twice");
}

}  // namespace

void AddResponses(CLI::App& app, Session& session) {
  CLI::App& noun = AddNoun(app, "response", "Answers; nobody can see who gave them");
  AddCommand(noun, session, "submit", "Submit one response", SetUpSubmit, Submit);
  AddCommand(noun, session, "import", "Submit a CSV file of responses", SetUpImport, Import);
  AddCommand(noun, session, "export-draft",
             "Print what was saved with a token as a FHIR R4 QuestionnaireResponse",
             SetUpExportDraft, ExportDraft);
  AddCommand(noun, session, "export", "Refused: the answers of single people never leave",
             SetUpExport, Export);
}

}  // namespace pcsp::cli

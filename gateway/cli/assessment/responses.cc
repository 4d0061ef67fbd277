// pcspctl response ...
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/assessment/answers.h"
#include "gateway/cli/assessment/response_import.h"
#include "gateway/cli/command.h"

namespace pcsp::cli {
namespace {

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
  std::vector<std::string> answers, words;
};

struct DraftFlags {
  std::string wave, token;
};

absl::Status Submit(Session& session, const SubmitFlags& flags) {
  assessments::v1::SubmitResponseRequest request;
  request.set_parent(session.NameOf("waves", flags.wave));
  request.set_organisation(session.NameOf("organisations", flags.site));
  request.set_staff_group(flags.staff_group);
  request.set_token(flags.token);
  request.set_request_id(flags.request_id.empty() ? NewUuid(SystemClock().Now())
                                                  : flags.request_id);
  Violations violations;
  AddAnswers("--answer", flags.answers, request.mutable_answers(), violations);
  AddAnswers("--words", flags.words, request.mutable_words(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(gateway::Ask(*session.clients().assessments, &Stub::SubmitResponse, request,
                               session.deadline())
                      .status());
  std::cerr << "accepted\n";
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

void SetUpExport(Command command, DraftFlags& flags) {
  command.AddOption("wave", flags.wave, "Id or full name of the wave").Required();
}

void SetUpExportDraft(Command command, DraftFlags& flags) {
  SetUpExport(command, flags);
  command.AddOption("token", flags.token, "The invitation's token").Required();
}

void SetUpSubmit(Command command, SubmitFlags& flags) {
  command.AddOption("wave", flags.wave, "Id or full name of an open wave").Required();
  const Flag site = command.AddOption("site", flags.site, "The respondent's organisation");
  const Flag group = AddWord(command, "--staff-group", flags.staff_group, kStaffGroups,
                             "The respondent's staff group");
  command
      .AddOption("--token", flags.token,
                 "An invitation's, in place of site and staff group; what was saved with it counts "
                 "as well, unless answered again here, and item= takes a saved answer back")
      .Excludes(site)
      .Excludes(group);
  command.AddOption("--answer", flags.answers, "item=answer, such as pr_purpose=4; repeat it");
  command.AddOption("--words", flags.words, "item=words, for an item answered in words; repeat it");
  command.AddOption("--request-id", flags.request_id, "UUID that makes a repeat harmless");
}

}  // namespace

void AddResponses(Command app, Session& session) {
  const Command noun = AddNoun(app, "response", "Answers; nobody can see who gave them");
  AddCommand(noun, session, "submit", "Submit one response", SetUpSubmit, Submit);
  AddResponseImport(noun, session);
  AddCommand(noun, session, "export-draft",
             "Print what was saved with a token as a FHIR R4 QuestionnaireResponse",
             SetUpExportDraft, ExportDraft);
  AddCommand(noun, session, "export", "Refused: the answers of single people never leave",
             SetUpExport, Export);
}

}  // namespace pcsp::cli

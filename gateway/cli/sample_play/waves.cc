#include "gateway/cli/sample_play/waves.h"

#include <iostream>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/text/csv_writer.h"
#include "gateway/cli/assessment/waves.h"
#include "gateway/cli/sample_evidence/invited.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using gateway::sample::SiteSample;
using AssessmentStub = assessments::v1::AssessmentService::Stub;

std::string RequestId(const SampleWave& wave, const std::string& step) {
  return SampleRequestId(absl::StrCat(wave.name, ": ", step));
}

absl::StatusOr<assessments::v1::Wave> GetWave(Session& session, const SampleWave& wave) {
  assessments::v1::GetWaveRequest request;
  request.set_name(wave.name);
  return gateway::Ask(*session.clients().assessments, &AssessmentStub::GetWave, request,
                      session.deadline());
}

absl::Status OpenWave(Session& session, const SampleWave& wave) {
  assessments::v1::CreateWaveRequest create;
  create.set_parent(absl::StrCat("programmes/", kSampleProgramme));
  create.set_wave_id(IdOf(wave.name));
  create.mutable_wave()->set_display_name(wave.display_name);
  create.mutable_wave()->set_min_group_size(5);
  for (const char* level : {"whole_system", "steering_group", "practice"}) {
    create.mutable_wave()->add_instruments(absl::StrCat("instruments/", level, "/versions/1"));
  }
  create.set_request_id(RequestId(wave, "creation"));
  if (!wave.sheets.empty()) {
    create.mutable_wave()->set_access(assessments::v1::WAVE_ACCESS_INVITATION_ONLY);
    create.set_request_id(RequestId(wave, "creation, by invitation"));
  }
  RETURN_IF_ERROR(DoneOrExists(gateway::Ask(*session.clients().assessments,
                                            &AssessmentStub::CreateWave, create, session.deadline())
                                   .status()));
  ASSIGN_OR_RETURN(const auto now, GetWave(session, wave));
  if (now.state() != assessments::v1::WAVE_STATE_DRAFT) return absl::OkStatus();
  gateway::v1::OpenWaveRequest open;
  open.set_name(wave.name);
  open.set_as_of_date(wave.as_of_date);
  open.set_request_id(RequestId(wave, "opening"));
  return gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::OpenWave, open,
                      session.deadline())
      .status();
}

// The answers of one level as the CSV that BulkSubmitResponses takes.
std::string AnswersAsCsv(const std::vector<SiteSample>& sites, const std::string& level) {
  std::set<std::string> items;
  for (const auto& site : sites) {
    if (site.level != level) continue;
    for (const auto& response : site.responses) {
      for (const auto& [item, answer] : response.answers) items.insert(item);
    }
  }
  std::vector<std::string> header = {"site", "staff_group"};
  header.insert(header.end(), items.begin(), items.end());
  std::string csv = text::CsvLine(header);
  for (const auto& site : sites) {
    if (site.level != level) continue;
    for (const auto& response : site.responses) {
      std::vector<std::string> cells = {site.organisation, response.staff_group};
      for (const auto& item : items) {
        const auto answer = response.answers.find(item);
        cells.push_back(answer == response.answers.end() ? "" : answer->second);
      }
      csv += text::CsvLine(cells);
    }
  }
  return csv;
}

absl::Status SubmitLevel(Session& session, const SampleWave& wave, const std::string& level) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(session.deadline()));
  assessments::v1::BulkSubmitResponsesResponse response;
  auto writer = session.clients().assessments->BulkSubmitResponses(&context, &response);
  assessments::v1::BulkSubmitResponsesRequest message;
  message.mutable_config()->set_parent(wave.name);
  message.mutable_config()->set_request_id(RequestId(wave, "answers of level " + level));
  bool open = writer->Write(message);
  message.clear_config();
  message.set_data(AnswersAsCsv(wave.sites, level));
  if (open) writer->Write(message);
  writer->WritesDone();
  RETURN_IF_ERROR(rpc::FromGrpcStatus(writer->Finish()));
  if (response.rejected() > 0) {
    return absl::FailedPreconditionError(
        absl::StrCat(response.rejected(),
                     " of the sample's own answers were not accepted; is the content of this "
                     "server that of this pcspctl?"));
  }
  return absl::OkStatus();
}

absl::Status SubmitAnswers(Session& session, const SampleWave& wave) {
  ASSIGN_OR_RETURN(const auto now, GetWave(session, wave));
  if (now.state() != assessments::v1::WAVE_STATE_OPEN) return absl::OkStatus();
  if (!wave.sheets.empty()) {
    return SubmitByInvitation(
        session, {wave.name, wave.display_name, wave.sites, wave.contexts, wave.sheets});
  }
  for (const char* level : {"whole_system", "steering_group", "practice"}) {
    RETURN_IF_ERROR(SubmitLevel(session, wave, level));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status PlayWave(Session& session, const SampleWave& wave) {
  std::cerr << wave.display_name << ": opening it and submitting the answers\n";
  RETURN_IF_ERROR(OpenWave(session, wave));
  RETURN_IF_ERROR(SubmitAnswers(session, wave));
  std::cerr << wave.display_name << ": closing it\n";
  return CloseAndWait(session, wave.name);
}

}  // namespace pcsp::cli

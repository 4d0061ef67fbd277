#include "gateway/flows/close_wave.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/rpc/status.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::Wave;

// Sites with a diagnosis from the wave: what any gateway can see of another's work.
absl::StatusOr<int> CountDiagnosed(Clients& clients, const WaveName& wave) {
  diagnosis::v1::ListDiagnosesRequest request;
  request.set_parent(absl::StrCat(wave.ProgrammeName(), "/organisations/-"));
  request.set_wave(wave.ToString());
  std::set<std::string> organisations;
  RETURN_IF_ERROR(EachPage(*clients.diagnosis,
                           &diagnosis::v1::DiagnosisService::Stub::ListDiagnoses, request,
                           absl::Seconds(10), [&organisations](const auto& page) {
                             for (const auto& diagnosis : page.diagnoses()) {
                               organisations.insert(diagnosis.organisation());
                             }
                           }));
  return static_cast<int>(organisations.size());
}

absl::StatusOr<v1::Operation> Describe(Clients& clients, const Coordinator& coordinator,
                                       const WaveName& name, const Wave& wave) {
  v1::Operation operation;
  operation.set_name(name.Operation());
  operation.set_target(name.ToString());
  operation.set_done(wave.state() >= assessments::v1::WAVE_STATE_CLOSED);
  operation.set_sites_total(wave.site_count());
  if (operation.done()) {
    operation.set_sites_done(wave.site_count());
    return operation;
  }
  if (const auto progress = coordinator.ProgressOf(name)) {
    operation.set_sites_done(progress->done);
    if (!progress->last_error.ok()) {
      const grpc::Status error = rpc::ToGrpcStatus(progress->last_error);
      operation.mutable_last_error()->ParseFromString(error.error_details());
    }
    return operation;
  }
  ASSIGN_OR_RETURN(const int diagnosed, CountDiagnosed(clients, name));
  operation.set_sites_done(diagnosed);
  return operation;
}

}  // namespace

absl::StatusOr<v1::Operation> CloseWave(Clients& clients, Coordinator& coordinator,
                                        const rpc::Call& call,
                                        const v1::CloseWaveRequest& request) {
  ASSIGN_OR_RETURN(const WaveName name, ParseWaveName("name", request.name()));
  assessments::v1::CloseWaveRequest close;
  close.set_name(request.name());
  ASSIGN_OR_RETURN(const Wave wave,
                   Ask(*clients.assessments, &assessments::v1::AssessmentService::Stub::CloseWave,
                       close, call.deadline));
  if (wave.state() == assessments::v1::WAVE_STATE_CLOSING) coordinator.Nudge(name);
  return Describe(clients, coordinator, name, wave);
}

absl::StatusOr<v1::Operation> GetOperation(Clients& clients, const Coordinator& coordinator,
                                           const rpc::Call& call,
                                           const v1::GetOperationRequest& request) {
  ASSIGN_OR_RETURN(const WaveName name, ParseOperationName("name", request.name()));
  assessments::v1::GetWaveRequest get;
  get.set_name(name.ToString());
  const auto wave = Ask(*clients.assessments, &assessments::v1::AssessmentService::Stub::GetWave,
                        get, call.deadline);
  // An operation begins with the closing of its wave; before that there is none.
  if (absl::IsNotFound(wave.status()) ||
      (wave.ok() && wave->state() < assessments::v1::WAVE_STATE_CLOSING)) {
    return ResourceNotFound("operation", request.name());
  }
  RETURN_IF_ERROR(wave.status());
  return Describe(clients, coordinator, name, *wave);
}

}  // namespace pcsp::gateway

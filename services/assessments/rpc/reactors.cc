// The reactors of waves, answers and results; those of other parts are in their folders.
#include "services/assessments/rpc/assessment_service.h"
#include "services/assessments/rpc/invitations/answer_methods.h"

namespace pcsp::assessments {

grpc::ServerUnaryReactor* AssessmentService::CreateWave(grpc::CallbackServerContext* context,
                                                        const pb::CreateWaveRequest* request,
                                                        pb::Wave* response) {
  return Pooled(context, request, response, "CreateWave",
                [this](const auto&... arguments) { return CreateWave(arguments...); });
}

grpc::ServerUnaryReactor* AssessmentService::GetWave(grpc::CallbackServerContext* context,
                                                     const pb::GetWaveRequest* request,
                                                     pb::Wave* response) {
  return Pooled(context, request, response, "GetWave",
                [this](const auto&... arguments) { return GetWave(arguments...); });
}

grpc::ServerUnaryReactor* AssessmentService::ListWaves(grpc::CallbackServerContext* context,
                                                       const pb::ListWavesRequest* request,
                                                       pb::ListWavesResponse* response) {
  return Pooled(context, request, response, "ListWaves",
                [this](const auto&... arguments) { return ListWaves(arguments...); });
}

grpc::ServerUnaryReactor* AssessmentService::OpenWave(grpc::CallbackServerContext* context,
                                                      const pb::OpenWaveRequest* request,
                                                      pb::Wave* response) {
  return Pooled(context, request, response, "OpenWave",
                [this](const auto&... arguments) { return OpenWave(arguments...); });
}

grpc::ServerUnaryReactor* AssessmentService::CloseWave(grpc::CallbackServerContext* context,
                                                       const pb::CloseWaveRequest* request,
                                                       pb::Wave* response) {
  return Pooled(context, request, response, "CloseWave",
                [this](const auto&... arguments) { return CloseWave(arguments...); });
}

grpc::ServerUnaryReactor* AssessmentService::CompleteWave(grpc::CallbackServerContext* context,
                                                          const pb::CompleteWaveRequest* request,
                                                          pb::Wave* response) {
  return Pooled(context, request, response, "CompleteWave",
                [this](const auto&... arguments) { return CompleteWave(arguments...); });
}

grpc::ServerUnaryReactor* AssessmentService::SubmitResponse(
    grpc::CallbackServerContext* context, const pb::SubmitResponseRequest* request,
    pb::SubmitResponseResponse* response) {
  return handler_.UnaryAsync(context, request, response, "SubmitResponse", rpc::Trace::kCounted,
                             [this](const rpc::Call& call, const auto& given, Submitted done) {
                               SubmitResponse(call, given, std::move(done));
                             });
}

grpc::ServerUnaryReactor* AssessmentService::GetWaveProgress(
    grpc::CallbackServerContext* context, const pb::GetWaveProgressRequest* request,
    pb::WaveProgress* response) {
  return Pooled(context, request, response, "GetWaveProgress",
                [this](const auto&... arguments) { return GetWaveProgress(arguments...); });
}

grpc::ServerUnaryReactor* AssessmentService::GetSiteResults(grpc::CallbackServerContext* context,
                                                            const grpc::ByteBuffer* request,
                                                            grpc::ByteBuffer* response) {
  return Bytes<pb::GetSiteResultsRequest>(
      context, request, response, "GetSiteResults",
      [this](const auto&... arguments) { return GetSiteResults(arguments...); });
}

grpc::ServerUnaryReactor* AssessmentService::ListSiteResults(grpc::CallbackServerContext* context,
                                                             const grpc::ByteBuffer* request,
                                                             grpc::ByteBuffer* response) {
  return Bytes<pb::ListSiteResultsRequest>(
      context, request, response, "ListSiteResults",
      [this](const auto&... arguments) { return ListSiteResults(arguments...); });
}

grpc::ServerUnaryReactor* AssessmentService::ListEvidence(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request,
                                                          grpc::ByteBuffer* response) {
  return Bytes<pb::ListEvidenceRequest>(
      context, request, response, "ListEvidence",
      [this](const auto&... arguments) { return ListEvidence(arguments...); });
}

grpc::ServerUnaryReactor* AssessmentService::GetGroupResults(
    grpc::CallbackServerContext* context, const pb::GetGroupResultsRequest* request,
    pb::GroupResults* response) {
  return Pooled(context, request, response, "GetGroupResults", [this](const auto&... arguments) {
    return options_.groups->GetGroupResults(arguments...);
  });
}

grpc::ServerUnaryReactor* AssessmentService::GetWords(grpc::CallbackServerContext* context,
                                                      const pb::GetWordsRequest* request,
                                                      pb::WaveWords* response) {
  return Pooled(context, request, response, "GetWords", [this](const auto&... arguments) {
    return options_.words->GetWords(arguments...);
  });
}

grpc::ServerUnaryReactor* AssessmentService::ReleaseGroupResults(
    grpc::CallbackServerContext* context, const pb::ReleaseGroupResultsRequest* request,
    pb::GroupResults* response) {
  return Pooled(context, request, response, "ReleaseGroupResults",
                [this](const auto&... arguments) {
                  return options_.groups->ReleaseGroupResults(arguments...);
                });
}

grpc::ServerUnaryReactor* AssessmentService::ListAuditEntries(
    grpc::CallbackServerContext* context, const audit::v1::ListAuditEntriesRequest* request,
    audit::v1::ListAuditEntriesResponse* response) {
  return Pooled(context, request, response, "ListAuditEntries",
                [this](const auto&... arguments) { return options_.audit->List(arguments...); });
}

grpc::ServerUnaryReactor* AssessmentService::ExportAuditHead(
    grpc::CallbackServerContext* context, const audit::v1::ExportAuditHeadRequest* request,
    audit::v1::AuditHead* response) {
  return Pooled(context, request, response, "ExportAuditHead", [this](const auto&... arguments) {
    return options_.audit->ExportHead(arguments...);
  });
}

}  // namespace pcsp::assessments

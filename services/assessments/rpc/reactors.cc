// The reactors of waves and results; those of answers are in submission/, others in their folders.
#include "services/assessments/rpc/assessment_service.h"

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

grpc::ServerUnaryReactor* AssessmentService::PublishWave(grpc::CallbackServerContext* context,
                                                         const pb::PublishWaveRequest* request,
                                                         pb::Wave* response) {
  return Pooled(context, request, response, "PublishWave",
                [this](const rpc::Call& call, const pb::PublishWaveRequest& given) {
                  return Move("PublishWave", given.name(), [&](Wave wave) {
                    return Publish(std::move(wave), given.etag(), call.now);
                  });
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

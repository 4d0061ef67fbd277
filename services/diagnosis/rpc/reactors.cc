// The reactors of methods that set diagnoses beside each other, of reviews and of streams.
#include <memory>

#include "services/diagnosis/rpc/batch/batch_answer.h"
#include "services/diagnosis/rpc/batch/ordered_stream.h"
#include "services/diagnosis/rpc/diagnosis_service.h"
#include "services/diagnosis/rpc/relations/relating.h"

namespace pcsp::diagnosis {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;
using rpc::Call;

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* DiagnosisService::BatchDiagnose(
    CallbackServerContext*) {
  rpc::MethodMetrics* const metrics =
      metrics_->Method(v1::DiagnosisService::service_full_name(), "BatchDiagnose");
  metrics->Started();
  const auto answer = [this](const grpc::ByteBuffer& request, int64_t index) {
    grpc::Slice bytes;
    if (!request.TrySingleSlice(&bytes).ok()) request.DumpToSingleSlice(&bytes).IgnoreError();
    const grpc::Slice reply =
        AnswerOfBatch(bytes, index, [this](const InlineRequest& one) { return Diagnose(one); });
    return grpc::ByteBuffer(&reply, 1);
  };
  return new OrderedStream<grpc::ByteBuffer, grpc::ByteBuffer>(
      answer, [metrics, started = absl::Now()] {
        metrics->Finished(absl::StatusCode::kOk, absl::Now() - started);
      });
}

grpc::ServerBidiReactor<v1::RelateSitesRequest, v1::RelateSitesResponse>*
DiagnosisService::RelateSites(CallbackServerContext*) {
  rpc::MethodMetrics* const metrics =
      metrics_->Method(v1::DiagnosisService::service_full_name(), "RelateSites");
  metrics->Started();
  const auto relating = std::make_shared<Relating>(knowledge_bases_, footings_);
  return new OrderedStream<v1::RelateSitesRequest, v1::RelateSitesResponse>(
      [relating](const auto& line, int64_t index) { return relating->Answer(line, index); },
      [metrics, started = absl::Now()] {
        metrics->Finished(absl::StatusCode::kOk, absl::Now() - started);
      });
}

ServerUnaryReactor* DiagnosisService::WhatIf(CallbackServerContext* context,
                                             const v1::WhatIfRequest* request,
                                             v1::WhatIfResponse* reply) {
  return handler_.Unary(context, request, reply, "WhatIf", [this](const Call& call, const auto& q) {
    return changes_.WhatIf(call, q);
  });
}

ServerUnaryReactor* DiagnosisService::NextQuestions(CallbackServerContext* context,
                                                    const v1::NextQuestionsRequest* request,
                                                    v1::NextQuestionsResponse* reply) {
  return handler_.Unary(
      context, request, reply, "NextQuestions",
      [this](const Call& call, const auto& q) { return changes_.NextQuestions(call, q); });
}

ServerUnaryReactor* DiagnosisService::CompareDiagnoses(CallbackServerContext* context,
                                                       const v1::CompareDiagnosesRequest* request,
                                                       v1::CompareDiagnosesResponse* reply) {
  return handler_.Unary(
      context, request, reply, "CompareDiagnoses",
      [this](const Call& call, const auto& q) { return changes_.Compare(call, q); });
}

ServerUnaryReactor* DiagnosisService::CreateReview(CallbackServerContext* context,
                                                   const v1::CreateReviewRequest* request,
                                                   v1::Review* reply) {
  return handler_.Unary(
      context, request, reply, "CreateReview",
      [this](const Call& call, const auto& q) { return reviews_.Create(call, q); });
}

ServerUnaryReactor* DiagnosisService::WithdrawReview(CallbackServerContext* context,
                                                     const v1::WithdrawReviewRequest* request,
                                                     v1::Review* reply) {
  return handler_.Unary(
      context, request, reply, "WithdrawReview",
      [this](const Call& call, const auto& q) { return reviews_.Withdraw(call, q); });
}

ServerUnaryReactor* DiagnosisService::ListReviews(CallbackServerContext* context,
                                                  const v1::ListReviewsRequest* request,
                                                  v1::ListReviewsResponse* reply) {
  return handler_.Unary(context, request, reply, "ListReviews",
                        [this](const Call& call, const auto& q) { return reviews_.List(call, q); });
}

ServerUnaryReactor* DiagnosisService::GetReviewAgreement(
    CallbackServerContext* context, const v1::GetReviewAgreementRequest* request,
    v1::ReviewAgreement* reply) {
  return handler_.Unary(
      context, request, reply, "GetReviewAgreement",
      [this](const Call& call, const auto& q) { return reviews_.Agreement(call, q); });
}

ServerUnaryReactor* DiagnosisService::GetCalibrationReport(
    CallbackServerContext* context, const v1::GetCalibrationReportRequest* request,
    v1::CalibrationReport* reply) {
  return handler_.Unary(
      context, request, reply, "GetCalibrationReport",
      [this](const Call& call, const auto& q) { return calibration_.Report(call, q); });
}

ServerUnaryReactor* DiagnosisService::LearnFromReviews(CallbackServerContext* context,
                                                       const v1::LearnFromReviewsRequest* request,
                                                       v1::LearnedLayer* reply) {
  return handler_.Unary(
      context, request, reply, "LearnFromReviews",
      [this](const Call& call, const auto& q) { return learning_.Learn(call, q); });
}

ServerUnaryReactor* DiagnosisService::ListLearnedLayers(CallbackServerContext* context,
                                                        const v1::ListLearnedLayersRequest* request,
                                                        v1::ListLearnedLayersResponse* reply) {
  return handler_.Unary(
      context, request, reply, "ListLearnedLayers",
      [this](const Call& call, const auto& q) { return learning_.List(call, q); });
}

ServerUnaryReactor* DiagnosisService::UseLearnedLayer(CallbackServerContext* context,
                                                      const v1::UseLearnedLayerRequest* request,
                                                      v1::LearningInUse* reply) {
  return handler_.Unary(context, request, reply, "UseLearnedLayer",
                        [this](const Call& call, const auto& q) { return learning_.Use(call, q); });
}

ServerUnaryReactor* DiagnosisService::SummariseIssues(CallbackServerContext* context,
                                                      const v1::SummariseIssuesRequest* request,
                                                      v1::SummariseIssuesResponse* reply) {
  return handler_.Unary(
      context, request, reply, "SummariseIssues",
      [this](const Call& call, const auto& q) { return spread_.Summarise(call, q); });
}

}  // namespace pcsp::diagnosis

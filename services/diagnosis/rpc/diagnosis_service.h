// pcsp.diagnosis.v1.DiagnosisService: each method is a plain function that a test can call, and
// the reactor around it.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/call.h"
#include "common/rpc/handler.h"
#include "services/diagnosis/rpc/change/change_methods.h"
#include "services/diagnosis/rpc/inline/conclusion.h"
#include "services/diagnosis/rpc/inline/kept_replies.h"
#include "services/diagnosis/rpc/knowledge/draw_cache.h"
#include "services/diagnosis/rpc/knowledge/knowledge_base_methods.h"
#include "services/diagnosis/rpc/learning/learning_methods.h"
#include "services/diagnosis/rpc/review/calibration_methods.h"
#include "services/diagnosis/rpc/review/review_methods.h"
#include "services/diagnosis/rpc/service_base.h"
#include "services/diagnosis/rpc/spread/spread_methods.h"
#include "services/diagnosis/rpc/wire/inline_request.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

// Thread-safe. What it is given must outlive it.
class DiagnosisService final : public DiagnosisServiceBase {
 public:
  struct Options {
    const KnowledgeBaseMethods* knowledge_bases;
    Store* diagnoses;
    ReviewStore* reviews;
    LearningStore* layers;
    Footings* footings;
    const PageTokens* tokens;
    const rpc::AuditMethods* audit;
    rpc::Handler::Options handler;
  };
  explicit DiagnosisService(const Options& options)
      : knowledge_bases_(options.knowledge_bases),
        store_(options.diagnoses),
        footings_(options.footings),
        tokens_(options.tokens),
        audit_(options.audit),
        changes_(options.knowledge_bases, options.diagnoses, options.footings),
        reviews_(options.diagnoses, options.reviews, options.tokens),
        calibration_(options.knowledge_bases, options.diagnoses, options.reviews),
        learning_({.knowledge_bases = options.knowledge_bases,
                   .diagnoses = options.diagnoses,
                   .reviews = options.reviews,
                   .layers = options.layers,
                   .footings = options.footings,
                   .tokens = options.tokens}),
        spread_(options.diagnoses),
        metrics_(options.handler.metrics),
        handler_(options.handler) {}

  absl::StatusOr<Conclusion> Diagnose(const InlineRequest& request) const;
  absl::StatusOr<v1::Diagnosis> StoreDiagnosis(const rpc::Call& call,
                                               const v1::StoreDiagnosisRequest& request) const;
  absl::StatusOr<v1::Diagnosis> GetDiagnosis(const rpc::Call& call,
                                             const v1::GetDiagnosisRequest& request) const;
  absl::StatusOr<v1::ListDiagnosesResponse> ListDiagnoses(
      const rpc::Call& call, const v1::ListDiagnosesRequest& request) const;

  grpc::ServerUnaryReactor* GetKnowledgeBase(grpc::CallbackServerContext* context,
                                             const v1::GetKnowledgeBaseRequest* request,
                                             v1::KnowledgeBase* reply) override;
  grpc::ServerUnaryReactor* ListKnowledgeBases(grpc::CallbackServerContext* context,
                                               const v1::ListKnowledgeBasesRequest* request,
                                               v1::ListKnowledgeBasesResponse* reply) override;
  grpc::ServerUnaryReactor* PublishKnowledgeBase(grpc::CallbackServerContext* context,
                                                 const v1::PublishKnowledgeBaseRequest* request,
                                                 v1::KnowledgeBaseVersion* reply) override;
  grpc::ServerUnaryReactor* DiffKnowledgeBases(grpc::CallbackServerContext* context,
                                               const v1::DiffKnowledgeBasesRequest* request,
                                               v1::DiffKnowledgeBasesResponse* reply) override;
  grpc::ServerUnaryReactor* Diagnose(grpc::CallbackServerContext* context,
                                     const grpc::ByteBuffer* request,
                                     grpc::ByteBuffer* reply) override;
  grpc::ServerUnaryReactor* StoreDiagnosis(grpc::CallbackServerContext* context,
                                           const v1::StoreDiagnosisRequest* request,
                                           v1::Diagnosis* reply) override;
  grpc::ServerUnaryReactor* GetDiagnosis(grpc::CallbackServerContext* context,
                                         const v1::GetDiagnosisRequest* request,
                                         v1::Diagnosis* reply) override;
  grpc::ServerUnaryReactor* ListDiagnoses(grpc::CallbackServerContext* context,
                                          const v1::ListDiagnosesRequest* request,
                                          v1::ListDiagnosesResponse* reply) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* BatchDiagnose(
      grpc::CallbackServerContext* context) override;
  grpc::ServerBidiReactor<v1::RelateSitesRequest, v1::RelateSitesResponse>* RelateSites(
      grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* WhatIf(grpc::CallbackServerContext* context,
                                   const v1::WhatIfRequest* request,
                                   v1::WhatIfResponse* reply) override;
  grpc::ServerUnaryReactor* NextQuestions(grpc::CallbackServerContext* context,
                                          const v1::NextQuestionsRequest* request,
                                          v1::NextQuestionsResponse* reply) override;
  grpc::ServerUnaryReactor* CompareDiagnoses(grpc::CallbackServerContext* context,
                                             const v1::CompareDiagnosesRequest* request,
                                             v1::CompareDiagnosesResponse* reply) override;
  grpc::ServerUnaryReactor* CreateReview(grpc::CallbackServerContext* context,
                                         const v1::CreateReviewRequest* request,
                                         v1::Review* reply) override;
  grpc::ServerUnaryReactor* WithdrawReview(grpc::CallbackServerContext* context,
                                           const v1::WithdrawReviewRequest* request,
                                           v1::Review* reply) override;
  grpc::ServerUnaryReactor* ListReviews(grpc::CallbackServerContext* context,
                                        const v1::ListReviewsRequest* request,
                                        v1::ListReviewsResponse* reply) override;
  grpc::ServerUnaryReactor* GetReviewAgreement(grpc::CallbackServerContext* context,
                                               const v1::GetReviewAgreementRequest* request,
                                               v1::ReviewAgreement* reply) override;
  grpc::ServerUnaryReactor* GetCalibrationReport(grpc::CallbackServerContext* context,
                                                 const v1::GetCalibrationReportRequest* request,
                                                 v1::CalibrationReport* reply) override;
  grpc::ServerUnaryReactor* LearnFromReviews(grpc::CallbackServerContext* context,
                                             const v1::LearnFromReviewsRequest* request,
                                             v1::LearnedLayer* reply) override;
  grpc::ServerUnaryReactor* ListLearnedLayers(grpc::CallbackServerContext* context,
                                              const v1::ListLearnedLayersRequest* request,
                                              v1::ListLearnedLayersResponse* reply) override;
  grpc::ServerUnaryReactor* UseLearnedLayer(grpc::CallbackServerContext* context,
                                            const v1::UseLearnedLayerRequest* request,
                                            v1::LearningInUse* reply) override;
  grpc::ServerUnaryReactor* SummariseIssues(grpc::CallbackServerContext* context,
                                            const v1::SummariseIssuesRequest* request,
                                            v1::SummariseIssuesResponse* reply) override;
  grpc::ServerUnaryReactor* ListAuditEntries(grpc::CallbackServerContext* context,
                                             const audit::v1::ListAuditEntriesRequest* request,
                                             audit::v1::ListAuditEntriesResponse* reply) override;
  grpc::ServerUnaryReactor* ExportAuditHead(grpc::CallbackServerContext* context,
                                            const audit::v1::ExportAuditHeadRequest* request,
                                            audit::v1::AuditHead* reply) override;

 private:
  // On the spot where everything is at hand; on the pool where the store may have to be asked.
  rpc::Mode ModeFor(const std::string& knowledge_base) const {
    return knowledge_bases_->AtHand(knowledge_base) ? rpc::Mode::kInline : rpc::Mode::kPooled;
  }

  // What intervals come from.
  using Draws = std::shared_ptr<const std::vector<ParameterDraw>>;
  Draws DrawsOf(const Footing& footing) const;

  absl::StatusOr<grpc::Slice> DiagnoseAndKeep(const InlineRequest& request,
                                              const grpc::Slice& bytes);

  const KnowledgeBaseMethods* const knowledge_bases_;
  Store* const store_;
  Footings* const footings_;
  const PageTokens* const tokens_;
  const rpc::AuditMethods* const audit_;
  const DrawCache draws_;
  KeptReplies kept_{size_t{32} << 20};
  const ChangeMethods changes_;
  const ReviewMethods reviews_;
  const CalibrationMethods calibration_;
  const LearningMethods learning_;
  const SpreadMethods spread_;
  rpc::Metrics* const metrics_;
  rpc::Handler handler_;
};

}  // namespace pcsp::diagnosis

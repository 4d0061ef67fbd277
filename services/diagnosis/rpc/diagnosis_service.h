// pcsp.diagnosis.v1.DiagnosisService: each method is a plain function that a test can call, and
// the reactor around it.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/call.h"
#include "common/rpc/handler.h"
#include "pcsp/diagnosis/v1/diagnosis_service.grpc.pb.h"
#include "services/diagnosis/rpc/knowledge/knowledge_base_methods.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

// Thread-safe. What it is given must outlive it.
class DiagnosisService final : public v1::DiagnosisService::CallbackService {
 public:
  DiagnosisService(const KnowledgeBaseMethods* knowledge_bases, Store* store,
                   const PageTokens* tokens, const rpc::AuditMethods* audit,
                   rpc::Handler::Options handler)
      : knowledge_bases_(knowledge_bases),
        store_(store),
        tokens_(tokens),
        audit_(audit),
        handler_(std::move(handler)) {}

  absl::StatusOr<v1::Diagnosis> Diagnose(const rpc::Call& call,
                                         const v1::DiagnoseRequest& request) const;
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
                                     const v1::DiagnoseRequest* request,
                                     v1::Diagnosis* reply) override;
  grpc::ServerUnaryReactor* StoreDiagnosis(grpc::CallbackServerContext* context,
                                           const v1::StoreDiagnosisRequest* request,
                                           v1::Diagnosis* reply) override;
  grpc::ServerUnaryReactor* GetDiagnosis(grpc::CallbackServerContext* context,
                                         const v1::GetDiagnosisRequest* request,
                                         v1::Diagnosis* reply) override;
  grpc::ServerUnaryReactor* ListDiagnoses(grpc::CallbackServerContext* context,
                                          const v1::ListDiagnosesRequest* request,
                                          v1::ListDiagnosesResponse* reply) override;
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

  const KnowledgeBaseMethods* const knowledge_bases_;
  Store* const store_;
  const PageTokens* const tokens_;
  const rpc::AuditMethods* const audit_;
  rpc::Handler handler_;
};

}  // namespace pcsp::diagnosis

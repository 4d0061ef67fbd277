// pcsp.diagnosis.v1.DiagnosisService: each method is a plain function that a test can call, and
// the reactor around it.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/call.h"
#include "common/rpc/handler.h"
#include "pcsp/diagnosis/v1/diagnosis_service.grpc.pb.h"
#include "services/diagnosis/domain/engine/model.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

// Thread-safe. What it is given must outlive it.
class DiagnosisService final : public v1::DiagnosisService::CallbackService {
 public:
  DiagnosisService(const Model* model, Store* store, const PageTokens* tokens,
                   const rpc::AuditMethods* audit, rpc::Handler::Options handler)
      : model_(model),
        store_(store),
        tokens_(tokens),
        audit_(audit),
        handler_(std::move(handler)) {}

  absl::StatusOr<v1::KnowledgeBase> GetKnowledgeBase(
      const rpc::Call& call, const v1::GetKnowledgeBaseRequest& request) const;
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
  // The knowledge base called `name`, which may be empty or `current`.
  absl::StatusOr<const Model*> FindModel(const std::string& name) const;

  const Model* const model_;
  Store* const store_;
  const PageTokens* const tokens_;
  const rpc::AuditMethods* const audit_;
  rpc::Handler handler_;
};

}  // namespace pcsp::diagnosis

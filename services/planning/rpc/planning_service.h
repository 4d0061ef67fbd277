// pcsp.planning.v1.PlanningService. Each method is a plain function from request to reply, and a
// line that hands it to the handler.
#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/handler.h"
#include "pcsp/planning/v1/planning_service.grpc.pb.h"
#include "services/planning/domain/solution/catalogue.h"
#include "services/planning/rpc/convert.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

// Thread-safe. What it points to must outlive it.
class PlanningService final : public pb::PlanningService::CallbackService {
 public:
  struct Options {
    const Catalogue* catalogue;
    Store* store;
    std::string page_token_key;
    const rpc::AuditMethods* audit;
    rpc::Handler::Options handler;  // its `service` is filled in
  };

  explicit PlanningService(Options options);

  absl::StatusOr<pb::ListSolutionsResponse> ListSolutions(const rpc::Call& call,
                                                          const pb::ListSolutionsRequest& request);
  absl::StatusOr<pb::Solution> GetSolution(const rpc::Call& call,
                                           const pb::GetSolutionRequest& request);
  absl::StatusOr<pb::RecommendSolutionsResponse> RecommendSolutions(
      const rpc::Call& call, const pb::RecommendSolutionsRequest& request);
  absl::StatusOr<pb::Plan> DraftPlan(const rpc::Call& call, const pb::DraftPlanRequest& request);
  absl::StatusOr<pb::Plan> GetPlan(const rpc::Call& call, const pb::GetPlanRequest& request);
  absl::StatusOr<pb::ListPlansResponse> ListPlans(const rpc::Call& call,
                                                  const pb::ListPlansRequest& request);

  grpc::ServerUnaryReactor* ListSolutions(grpc::CallbackServerContext* context,
                                          const pb::ListSolutionsRequest* request,
                                          pb::ListSolutionsResponse* response) override {
    return Inline(context, request, response, "ListSolutions",
                  [this](const auto&... arguments) { return ListSolutions(arguments...); });
  }
  grpc::ServerUnaryReactor* GetSolution(grpc::CallbackServerContext* context,
                                        const pb::GetSolutionRequest* request,
                                        pb::Solution* response) override {
    return Inline(context, request, response, "GetSolution",
                  [this](const auto&... arguments) { return GetSolution(arguments...); });
  }
  grpc::ServerUnaryReactor* RecommendSolutions(grpc::CallbackServerContext* context,
                                               const pb::RecommendSolutionsRequest* request,
                                               pb::RecommendSolutionsResponse* response) override {
    return Inline(context, request, response, "RecommendSolutions",
                  [this](const auto&... arguments) { return RecommendSolutions(arguments...); });
  }
  grpc::ServerUnaryReactor* DraftPlan(grpc::CallbackServerContext* context,
                                      const pb::DraftPlanRequest* request,
                                      pb::Plan* response) override {
    return Pooled(context, request, response, "DraftPlan",
                  [this](const auto&... arguments) { return DraftPlan(arguments...); });
  }
  grpc::ServerUnaryReactor* GetPlan(grpc::CallbackServerContext* context,
                                    const pb::GetPlanRequest* request,
                                    pb::Plan* response) override {
    return Pooled(context, request, response, "GetPlan",
                  [this](const auto&... arguments) { return GetPlan(arguments...); });
  }
  grpc::ServerUnaryReactor* ListPlans(grpc::CallbackServerContext* context,
                                      const pb::ListPlansRequest* request,
                                      pb::ListPlansResponse* response) override {
    return Pooled(context, request, response, "ListPlans",
                  [this](const auto&... arguments) { return ListPlans(arguments...); });
  }
  grpc::ServerUnaryReactor* ListAuditEntries(
      grpc::CallbackServerContext* context, const audit::v1::ListAuditEntriesRequest* request,
      audit::v1::ListAuditEntriesResponse* response) override {
    return Pooled(context, request, response, "ListAuditEntries",
                  [this](const auto&... arguments) { return audit_->List(arguments...); });
  }
  grpc::ServerUnaryReactor* ExportAuditHead(grpc::CallbackServerContext* context,
                                            const audit::v1::ExportAuditHeadRequest* request,
                                            audit::v1::AuditHead* response) override {
    return Pooled(context, request, response, "ExportAuditHead",
                  [this](const auto&... arguments) { return audit_->ExportHead(arguments...); });
  }

 private:
  template <typename... Arguments>
  grpc::ServerUnaryReactor* Inline(Arguments&&... arguments) {
    return handler_.Unary(std::forward<Arguments>(arguments)..., rpc::Mode::kInline);
  }
  template <typename... Arguments>
  grpc::ServerUnaryReactor* Pooled(Arguments&&... arguments) {
    return handler_.Unary(std::forward<Arguments>(arguments)..., rpc::Mode::kPooled);
  }

  const Catalogue& catalogue_;
  Store& store_;
  const PageTokens tokens_;
  const rpc::AuditMethods* const audit_;
  rpc::Handler handler_;
};

}  // namespace pcsp::planning

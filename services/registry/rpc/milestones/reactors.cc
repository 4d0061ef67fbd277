#include "services/registry/rpc/registry_service.h"

namespace pcsp::registry {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* RegistryService::RecordMilestone(CallbackServerContext* context,
                                                     const pb::RecordMilestoneRequest* request,
                                                     pb::Milestone* response) {
  return handler_.Unary(context, request, response, "RecordMilestone",
                        [this](const rpc::Call& call, const auto& message) {
                          return milestone_.RecordMilestone(call, message);
                        });
}

ServerUnaryReactor* RegistryService::RetractMilestone(CallbackServerContext* context,
                                                      const pb::RetractMilestoneRequest* request,
                                                      pb::Milestone* response) {
  return handler_.Unary(context, request, response, "RetractMilestone",
                        [this](const rpc::Call& call, const auto& message) {
                          return milestone_.RetractMilestone(call, message);
                        });
}

ServerUnaryReactor* RegistryService::GetMilestone(CallbackServerContext* context,
                                                  const pb::GetMilestoneRequest* request,
                                                  pb::Milestone* response) {
  return handler_.Unary(context, request, response, "GetMilestone",
                        [this](const rpc::Call& call, const auto& message) {
                          return milestone_.GetMilestone(call, message);
                        });
}

ServerUnaryReactor* RegistryService::ListMilestones(CallbackServerContext* context,
                                                    const pb::ListMilestonesRequest* request,
                                                    pb::ListMilestonesResponse* response) {
  return handler_.Unary(context, request, response, "ListMilestones",
                        [this](const rpc::Call& call, const auto& message) {
                          return milestone_.ListMilestones(call, message);
                        });
}

ServerUnaryReactor* RegistryService::GetMilestoneFunnel(
    CallbackServerContext* context, const pb::GetMilestoneFunnelRequest* request,
    pb::MilestoneFunnel* response) {
  return handler_.Unary(context, request, response, "GetMilestoneFunnel",
                        [this](const rpc::Call& call, const auto& message) {
                          return journey_.GetMilestoneFunnel(call, message);
                        });
}

ServerUnaryReactor* RegistryService::ListSilentSites(CallbackServerContext* context,
                                                     const pb::ListSilentSitesRequest* request,
                                                     pb::ListSilentSitesResponse* response) {
  return handler_.Unary(context, request, response, "ListSilentSites",
                        [this](const rpc::Call& call, const auto& message) {
                          return journey_.ListSilentSites(call, message);
                        });
}

}  // namespace pcsp::registry

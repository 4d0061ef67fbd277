#include "services/registry/rpc/registry_service.h"

namespace pcsp::registry {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* RegistryService::ListOrganisations(CallbackServerContext* context,
                                                       const pb::ListOrganisationsRequest* request,
                                                       pb::ListOrganisationsResponse* response) {
  return handler_.Unary(context, request, response, "ListOrganisations",
                        [this](const rpc::Call& call, const auto& message) {
                          return find_.ListOrganisations(call, message);
                        });
}

ServerUnaryReactor* RegistryService::BatchGetOrganisations(
    CallbackServerContext* context, const pb::BatchGetOrganisationsRequest* request,
    pb::BatchGetOrganisationsResponse* response) {
  return handler_.Unary(context, request, response, "BatchGetOrganisations",
                        [this](const rpc::Call& call, const auto& message) {
                          return find_.BatchGetOrganisations(call, message);
                        });
}

ServerUnaryReactor* RegistryService::SearchOrganisations(
    CallbackServerContext* context, const pb::SearchOrganisationsRequest* request,
    pb::SearchOrganisationsResponse* response) {
  return handler_.Unary(context, request, response, "SearchOrganisations",
                        [this](const rpc::Call& call, const auto& message) {
                          return find_.SearchOrganisations(call, message);
                        });
}

ServerUnaryReactor* RegistryService::GetTree(CallbackServerContext* context,
                                             const grpc::ByteBuffer* request,
                                             grpc::ByteBuffer* response) {
  return Kept<pb::GetTreeRequest>(
      context, request, response, "GetTree",
      [this](const auto&... arguments) { return AnswerOf(graph_.GetTree(arguments...)); });
}

ServerUnaryReactor* RegistryService::ListAncestors(CallbackServerContext* context,
                                                   const grpc::ByteBuffer* request,
                                                   grpc::ByteBuffer* response) {
  return Kept<pb::ListAncestorsRequest>(
      context, request, response, "ListAncestors",
      [this](const auto&... arguments) { return AnswerOf(graph_.ListAncestors(arguments...)); });
}

ServerUnaryReactor* RegistryService::ListDescendants(CallbackServerContext* context,
                                                     const grpc::ByteBuffer* request,
                                                     grpc::ByteBuffer* response) {
  return Kept<pb::ListDescendantsRequest>(
      context, request, response, "ListDescendants",
      [this](const auto&... arguments) { return AnswerOf(graph_.ListDescendants(arguments...)); });
}

ServerUnaryReactor* RegistryService::MergeOrganisations(
    CallbackServerContext* context, const pb::MergeOrganisationsRequest* request,
    pb::Reorganisation* response) {
  return handler_.Unary(context, request, response, "MergeOrganisations",
                        [this](const rpc::Call& call, const auto& message) {
                          return reorganisation_.MergeOrganisations(call, message);
                        });
}

ServerUnaryReactor* RegistryService::SplitOrganisation(CallbackServerContext* context,
                                                       const pb::SplitOrganisationRequest* request,
                                                       pb::Reorganisation* response) {
  return handler_.Unary(context, request, response, "SplitOrganisation",
                        [this](const rpc::Call& call, const auto& message) {
                          return reorganisation_.SplitOrganisation(call, message);
                        });
}

ServerUnaryReactor* RegistryService::DeleteOrganisation(
    CallbackServerContext* context, const pb::DeleteOrganisationRequest* request,
    pb::Organisation* response) {
  return handler_.Unary(context, request, response, "DeleteOrganisation",
                        [this](const rpc::Call& call, const auto& message) {
                          return deletion_.DeleteOrganisation(call, message);
                        });
}

ServerUnaryReactor* RegistryService::UndeleteOrganisation(
    CallbackServerContext* context, const pb::UndeleteOrganisationRequest* request,
    pb::Organisation* response) {
  return handler_.Unary(context, request, response, "UndeleteOrganisation",
                        [this](const rpc::Call& call, const auto& message) {
                          return deletion_.UndeleteOrganisation(call, message);
                        });
}

}  // namespace pcsp::registry

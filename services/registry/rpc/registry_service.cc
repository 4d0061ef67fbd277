#include "services/registry/rpc/registry_service.h"

#include <utility>

namespace pcsp::registry {
namespace {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

}  // namespace

RegistryService::RegistryService(Store* store, const JobTitles* titles, PageTokens tokens,
                                 const rpc::AuditMethods::Options& audit,
                                 rpc::Handler::Options handler)
    : store_(store),
      titles_(titles),
      tokens_(std::move(tokens)),
      programmes_(store, &tokens_),
      organisations_(store),
      relationships_(store, &tokens_),
      sites_(store, &tokens_),
      find_(store, &tokens_),
      graph_(store, &tokens_, {}),
      reorganisation_(store),
      milestone_(store, &tokens_),
      journey_(store, &tokens_),
      people_(store, &tokens_),
      appointments_(store, &tokens_, titles),
      conflicts_(store, &tokens_),
      audit_(audit),
      deletion_(store),
      handler_(std::move(handler)) {}

ServerUnaryReactor* RegistryService::CreateProgramme(CallbackServerContext* context,
                                                     const pb::CreateProgrammeRequest* request,
                                                     pb::Programme* response) {
  return handler_.Unary(context, request, response, "CreateProgramme",
                        [this](const rpc::Call& call, const auto& message) {
                          return programmes_.CreateProgramme(call, message);
                        });
}

ServerUnaryReactor* RegistryService::GetProgramme(CallbackServerContext* context,
                                                  const pb::GetProgrammeRequest* request,
                                                  pb::Programme* response) {
  return handler_.Unary(context, request, response, "GetProgramme",
                        [this](const rpc::Call& call, const auto& message) {
                          return programmes_.GetProgramme(call, message);
                        });
}

ServerUnaryReactor* RegistryService::ListProgrammes(CallbackServerContext* context,
                                                    const pb::ListProgrammesRequest* request,
                                                    pb::ListProgrammesResponse* response) {
  return handler_.Unary(context, request, response, "ListProgrammes",
                        [this](const rpc::Call& call, const auto& message) {
                          return programmes_.ListProgrammes(call, message);
                        });
}

ServerUnaryReactor* RegistryService::UpdateProgramme(CallbackServerContext* context,
                                                     const pb::UpdateProgrammeRequest* request,
                                                     pb::Programme* response) {
  return handler_.Unary(context, request, response, "UpdateProgramme",
                        [this](const rpc::Call& call, const auto& message) {
                          return programmes_.UpdateProgramme(call, message);
                        });
}

ServerUnaryReactor* RegistryService::CreateOrganisation(
    CallbackServerContext* context, const pb::CreateOrganisationRequest* request,
    pb::Organisation* response) {
  return handler_.Unary(context, request, response, "CreateOrganisation",
                        [this](const rpc::Call& call, const auto& message) {
                          return organisations_.CreateOrganisation(call, message);
                        });
}

ServerUnaryReactor* RegistryService::GetOrganisation(CallbackServerContext* context,
                                                     const grpc::ByteBuffer* request,
                                                     grpc::ByteBuffer* response) {
  return Kept<pb::GetOrganisationRequest>(
      context, request, response, "GetOrganisation",
      [this](const auto&... arguments) { return organisations_.GetOrganisation(arguments...); });
}

ServerUnaryReactor* RegistryService::UpdateOrganisation(
    CallbackServerContext* context, const pb::UpdateOrganisationRequest* request,
    pb::Organisation* response) {
  return handler_.Unary(context, request, response, "UpdateOrganisation",
                        [this](const rpc::Call& call, const auto& message) {
                          return organisations_.UpdateOrganisation(call, message);
                        });
}

ServerUnaryReactor* RegistryService::CreateRelationship(
    CallbackServerContext* context, const pb::CreateRelationshipRequest* request,
    pb::Relationship* response) {
  return handler_.Unary(context, request, response, "CreateRelationship",
                        [this](const rpc::Call& call, const auto& message) {
                          return relationships_.CreateRelationship(call, message);
                        });
}

ServerUnaryReactor* RegistryService::GetRelationship(CallbackServerContext* context,
                                                     const pb::GetRelationshipRequest* request,
                                                     pb::Relationship* response) {
  return handler_.Unary(context, request, response, "GetRelationship",
                        [this](const rpc::Call& call, const auto& message) {
                          return relationships_.GetRelationship(call, message);
                        });
}

ServerUnaryReactor* RegistryService::ListRelationships(CallbackServerContext* context,
                                                       const pb::ListRelationshipsRequest* request,
                                                       pb::ListRelationshipsResponse* response) {
  return handler_.Unary(context, request, response, "ListRelationships",
                        [this](const rpc::Call& call, const auto& message) {
                          return relationships_.ListRelationships(call, message);
                        });
}

ServerUnaryReactor* RegistryService::EndRelationship(CallbackServerContext* context,
                                                     const pb::EndRelationshipRequest* request,
                                                     pb::Relationship* response) {
  return handler_.Unary(context, request, response, "EndRelationship",
                        [this](const rpc::Call& call, const auto& message) {
                          return relationships_.EndRelationship(call, message);
                        });
}

ServerUnaryReactor* RegistryService::SetSiteContext(CallbackServerContext* context,
                                                    const pb::SetSiteContextRequest* request,
                                                    pb::SiteContext* response) {
  return handler_.Unary(context, request, response, "SetSiteContext",
                        [this](const rpc::Call& call, const auto& message) {
                          return sites_.SetSiteContext(call, message);
                        });
}

ServerUnaryReactor* RegistryService::ListSiteContexts(CallbackServerContext* context,
                                                      const pb::ListSiteContextsRequest* request,
                                                      pb::ListSiteContextsResponse* response) {
  return handler_.Unary(context, request, response, "ListSiteContexts",
                        [this](const rpc::Call& call, const auto& message) {
                          return sites_.ListSiteContexts(call, message);
                        });
}

ServerUnaryReactor* RegistryService::ListSites(CallbackServerContext* context,
                                               const grpc::ByteBuffer* request,
                                               grpc::ByteBuffer* response) {
  return Kept<pb::ListSitesRequest>(
      context, request, response, "ListSites",
      [this](const auto&... arguments) { return AnswerOf(sites_.ListSites(arguments...)); });
}

ServerUnaryReactor* RegistryService::ListAuditEntries(
    CallbackServerContext* context, const audit::v1::ListAuditEntriesRequest* request,
    audit::v1::ListAuditEntriesResponse* response) {
  return handler_.Unary(
      context, request, response, "ListAuditEntries",
      [this](const rpc::Call& call, const auto& message) { return audit_.List(call, message); });
}

ServerUnaryReactor* RegistryService::ExportAuditHead(
    CallbackServerContext* context, const audit::v1::ExportAuditHeadRequest* request,
    audit::v1::AuditHead* response) {
  return handler_.Unary(context, request, response, "ExportAuditHead",
                        [this](const rpc::Call& call, const auto& message) {
                          return audit_.ExportHead(call, message);
                        });
}

}  // namespace pcsp::registry

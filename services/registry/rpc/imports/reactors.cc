// The methods of imports and their conflicts, as gRPC sees them.
#include <memory>
#include <utility>

#include "services/registry/rpc/imports/import_upload.h"
#include "services/registry/rpc/registry_service.h"

namespace pcsp::registry {

using grpc::CallbackServerContext;
using grpc::ServerReadReactor;
using grpc::ServerUnaryReactor;

template <typename Request>
ServerReadReactor<Request>* RegistryService::Import(CallbackServerContext* context,
                                                    pb::ImportReport* response, const char* name,
                                                    std::vector<pb::ImportFormat> formats) {
  return handler_.ClientStream<Request>(
      context, response, name, [this, name, formats = std::move(formats)](const rpc::Call&) {
        ImportMethod method{name, formats};
        method.titles = titles_;
        return std::make_unique<ImportStream<Request>>(store_, &spool_room_, std::move(method));
      });
}

ServerReadReactor<pb::ImportOrganisationsRequest>* RegistryService::ImportOrganisations(
    CallbackServerContext* context, pb::ImportReport* response) {
  return Import<pb::ImportOrganisationsRequest>(
      context, response, "ImportOrganisations",
      {pb::IMPORT_FORMAT_EPRACCUR, pb::IMPORT_FORMAT_PCN_PARTNERS});
}

ServerReadReactor<pb::ImportWorkforceRequest>* RegistryService::ImportWorkforce(
    CallbackServerContext* context, pb::ImportReport* response) {
  return Import<pb::ImportWorkforceRequest>(context, response, "ImportWorkforce",
                                            {pb::IMPORT_FORMAT_WORKFORCE});
}

ServerReadReactor<pb::ImportSiteContextsRequest>* RegistryService::ImportSiteContexts(
    CallbackServerContext* context, pb::ImportReport* response) {
  return Import<pb::ImportSiteContextsRequest>(context, response, "ImportSiteContexts",
                                               {pb::IMPORT_FORMAT_SITE_CONTEXTS});
}

ServerReadReactor<pb::ImportPeopleRequest>* RegistryService::ImportPeople(
    CallbackServerContext* context, pb::ImportReport* response) {
  return Import<pb::ImportPeopleRequest>(context, response, "ImportPeople",
                                         {pb::IMPORT_FORMAT_PEOPLE});
}

ServerUnaryReactor* RegistryService::ListImportConflicts(
    CallbackServerContext* context, const pb::ListImportConflictsRequest* request,
    pb::ListImportConflictsResponse* response) {
  return handler_.Unary(context, request, response, "ListImportConflicts",
                        [this](const rpc::Call& call, const auto& message) {
                          return conflicts_.ListImportConflicts(call, message);
                        });
}

ServerUnaryReactor* RegistryService::ResolveImportConflict(
    CallbackServerContext* context, const pb::ResolveImportConflictRequest* request,
    pb::ImportConflict* response) {
  return handler_.Unary(context, request, response, "ResolveImportConflict",
                        [this](const rpc::Call& call, const auto& message) {
                          return conflicts_.ResolveImportConflict(call, message);
                        });
}

}  // namespace pcsp::registry

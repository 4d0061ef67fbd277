// The generated service, and which of its methods speak in bytes.
#pragma once

#include "pcsp/registry/v1/registry_service.grpc.pb.h"

namespace pcsp::registry {

namespace pb = ::pcsp::registry::v1;

// What is asked for again and again goes out as bytes, ready-made where it is in memory.
template <typename Base>
using WithRawTrees = pb::RegistryService::WithRawCallbackMethod_GetTree<
    pb::RegistryService::WithRawCallbackMethod_ListAncestors<
        pb::RegistryService::WithRawCallbackMethod_ListDescendants<Base>>>;
using RegistryServiceBase = pb::RegistryService::WithRawCallbackMethod_GetOrganisation<
    pb::RegistryService::WithRawCallbackMethod_ListSites<
        WithRawTrees<pb::RegistryService::CallbackService>>>;

}  // namespace pcsp::registry

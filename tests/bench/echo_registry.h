// The least that a typed gRPC method with GetOrganisation's messages can do.
#pragma once

#include <string>

#include "pcsp/registry/v1/registry_service.grpc.pb.h"

namespace pcsp::bench {

// Thread-safe.
class EchoRegistry final : public registry::v1::RegistryService::CallbackService {
 public:
  // `reply` is a serialised Organisation, as the product gave it.
  explicit EchoRegistry(const std::string& reply) { reply_.ParseFromString(reply); }

  grpc::ServerUnaryReactor* GetOrganisation(grpc::CallbackServerContext* context,
                                            const registry::v1::GetOrganisationRequest*,
                                            registry::v1::Organisation* response) override {
    *response = reply_;
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  registry::v1::Organisation reply_;
};

}  // namespace pcsp::bench

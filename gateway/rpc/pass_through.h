// The gRPC door for the four services behind the gateway: bytes in, bytes out, nothing parsed but
// what gateway/checks asks about.
#pragma once

#include "gateway/checks/checked_call.h"
#include "gateway/rpc/forward.h"
#include "grpcpp/generic/async_generic_service.h"

namespace pcsp::gateway {

// Thread-safe; registered with the gateway's server for every method that no service of its own
// answers. Never blocks. The caller's deadline and cancellation go along, and the status comes back
// with its details untouched. Errors of its own: UNIMPLEMENTED, METHOD_NOT_SERVED.
class PassThrough final : public grpc::CallbackGenericService {
 public:
  // Without `checks` nothing is checked. Both must outlive the object.
  explicit PassThrough(const ForwardTable* table, const Checks* checks = nullptr)
      : table_(table), checks_(checks) {}

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;

 private:
  const ForwardTable* const table_;
  const Checks* const checks_;
};

}  // namespace pcsp::gateway

// What stands behind the REST door: the same services, reached with the same bytes as over gRPC.
#pragma once

#include "gateway/checks/checked_call.h"
#include "gateway/rest/backend.h"
#include "gateway/rpc/forward.h"

namespace pcsp::gateway {

// Thread-safe; never blocks.
class RestBackend final : public rest::Backend {
 public:
  RestBackend(const ForwardTable* table, const Checks* checks) : table_(table), checks_(checks) {}

  void Call(rest::BackendCall call, rest::BackendDone done) override;

 private:
  const ForwardTable* const table_;
  const Checks* const checks_;
};

}  // namespace pcsp::gateway

// What stands behind the REST door: the same services, reached with the same bytes as over gRPC.
#pragma once

#include "gateway/rest/backend.h"
#include "gateway/rpc/forward.h"

namespace pcsp::gateway {

// Thread-safe; never blocks.
class RestBackend final : public rest::Backend {
 public:
  explicit RestBackend(const ForwardTable* table) : table_(table) {}

  void Call(rest::BackendCall call, rest::BackendDone done) override;

 private:
  const ForwardTable* const table_;
};

}  // namespace pcsp::gateway

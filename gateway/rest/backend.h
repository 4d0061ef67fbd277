// What stands behind the REST door: whoever can carry out a gRPC method given its bytes.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "grpcpp/support/status.h"

namespace pcsp::rest {

struct BackendCall {
  std::string full_method;  // "/pcsp.registry.v1.RegistryService/GetProgramme"
  bool client_streaming;
  std::vector<std::string> request_messages;  // serialised; exactly one unless client_streaming
  absl::Time deadline;
  std::vector<std::pair<std::string, std::string>> metadata;  // x-request-id, traceparent
};

// The status as it came, its google.rpc.Status in error_details(), and the reply when it is OK.
using BackendDone = std::function<void(const grpc::Status& status, std::string reply)>;

// Thread-safe. Call() does not block and calls `done` exactly once, from any thread.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual void Call(BackendCall call, BackendDone done) = 0;
};

}  // namespace pcsp::rest

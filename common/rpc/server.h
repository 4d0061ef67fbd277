// A gRPC server as pcsp runs it: limits, health, reflection, and a drain that loses no call.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/server.h"

namespace pcsp::rpc {

class Server {
 public:
  struct Options {
    std::string address;  // "127.0.0.1:9090"; empty for calls from this process only
    std::vector<grpc::Service*> services;
    std::vector<std::string> health_names;  // full names that the health service answers for
    grpc::CallbackGenericService* generic = nullptr;  // answers methods that no service has
    int max_receive_bytes = 4 << 20;
  };

  // Errors: UNAVAILABLE, ADDRESS_UNAVAILABLE when the port is taken: ports are never shared.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const Options& options);
  // Ends all calls at once; Drain() first to end them well.
  ~Server();

  // The port bound, 0 when there is none.
  int port() const { return port_; }
  // A channel to this server that does not leave the process.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // What the health service says of "" and "readiness", and of `services` by name. "liveness" is
  // SERVING for as long as the process answers.
  void SetServing(bool serving);

  // Says NOT_SERVING, keeps answering for `linger` so that callers look elsewhere, then refuses
  // new calls and waits until `grace` is over for those under way. Blocks.
  void Drain(absl::Duration linger, absl::Duration grace);

 private:
  Server(std::unique_ptr<grpc::Server> server, int port, std::vector<std::string> names);

  std::unique_ptr<grpc::Server> server_;
  const int port_;
  const std::vector<std::string> names_;
};

}  // namespace pcsp::rpc

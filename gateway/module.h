// The gateway in a process: its doors, its flows and what they stand on.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/rpc/log.h"
#include "common/rpc/metrics.h"
#include "common/rpc/server.h"
#include "common/rpc/worker_pool.h"
#include "common/storage/cache/doorbell.h"
#include "gateway/checks/checked_call.h"
#include "gateway/clients.h"
#include "gateway/flows/coordinator.h"
#include "gateway/rest/http_server.h"
#include "gateway/rest/rest_door.h"
#include "gateway/rpc/forward.h"
#include "gateway/rpc/pass_through.h"
#include "gateway/rpc/programme_service.h"
#include "gateway/rpc/rest_backend.h"

namespace pcsp::gateway {

class GatewayModule {
 public:
  struct Options {
    Channels channels;
    std::string grpc_address;  // empty: no gRPC door
    std::string rest_address;  // empty: no REST door
    std::string content_dir;   // has the pages that it serves, in `console`
    int max_request_bytes = 4 << 20;
    int worker_threads = 8;
    rpc::Log* log;
    rpc::Metrics* metrics;
    const Clock* clock;
    bool learn_nightly = false;
    Doorbell* doorbell = nullptr;  // heard by the coordinator; may be null
  };

  // Listens. Errors: UNAVAILABLE (ADDRESS_UNAVAILABLE), INVALID_ARGUMENT.
  static absl::StatusOr<std::unique_ptr<GatewayModule>> Start(const Options& options);

  int grpc_port() const { return door_->port(); }
  int rest_port() const { return http_ == nullptr ? 0 : http_->port(); }
  void SetServing(bool serving) { door_->SetServing(serving); }

  // Closes the doors without failing a call, within `linger` + 2 * `grace`. Blocks.
  void Drain(absl::Duration linger, absl::Duration grace);

 private:
  explicit GatewayModule(const Options& options);
  absl::Status OpenDoors(const Options& options);

  // In the order in which they are needed; destroyed the other way round.
  rpc::WorkerPool pool_;
  Clients clients_;
  ForwardTable grpc_table_, rest_table_;
  Coordinator coordinator_;
  Doorbell::Subscription rings_;
  ProgrammeService service_;
  Checks checks_;
  PassThrough pass_through_;
  std::unique_ptr<rpc::Server> door_;
  std::unique_ptr<RestBackend> backend_;
  std::unique_ptr<rest::RestDoor> rest_door_;
  std::unique_ptr<rest::HttpServer> http_;
};

}  // namespace pcsp::gateway

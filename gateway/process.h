// Everything that runs in a pcspd process, put together from its configuration and taken apart
// without failing a call. The one place that knows every module.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/config.h"
#include "common/rpc/module.h"
#include "common/rpc/server.h"
#include "common/storage/cache/doorbell.h"
#include "common/storage/cache/read_through.h"
#include "common/storage/data_folder.h"
#include "gateway/module.h"

namespace pcsp {

// Not thread-safe.
class Process {
 public:
  explicit Process(const rpc::Config& config) : config_(config), log_(config.log_level) {}

  // Serves, or with the command migrate brings the schemas up to date. Errors: whatever is wrong
  // with the surroundings, in one sentence that says how to mend it.
  absl::Status Start();
  // Tells the health service whether the systems of record answer.
  void WatchHealth();
  // Closes the doors, lets calls under way end, stops everything. Blocks.
  void Drain();

 private:
  // The cache and the doorbell.
  absl::Status MakeShared();
  absl::StatusOr<rpc::ModuleEnv> MakeEnv();
  absl::StatusOr<std::shared_ptr<const audit::SigningKey>> AuditKey() const;
  absl::Status Migrate(const rpc::ModuleEnv& env);
  absl::Status StartServices(const rpc::ModuleEnv& env);
  absl::Status StartGateway();
  std::shared_ptr<grpc::Channel> ChannelTo(const std::string& service, const std::string& target);
  void SayWhatIsServed(int metrics_port);

  const rpc::Config& config_;
  rpc::Log log_;
  std::unique_ptr<ReadThrough> cache_;  // longer than the metrics that read its counts
  std::unique_ptr<Doorbell> doorbell_;
  rpc::Metrics metrics_;
  bool healthy_ = true;
  std::unique_ptr<DataFolder> data_;
  std::vector<std::unique_ptr<rpc::Module>> modules_;
  std::unique_ptr<rpc::Server> services_;
  std::unique_ptr<gateway::GatewayModule> gateway_;
};

}  // namespace pcsp

#include "common/rpc/server.h"

#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"

namespace pcsp::rpc {
namespace {

// Process-wide switches that must be set before the first server is built.
void SetSwitchesOnce() {
  static std::once_flag once;
  std::call_once(once, [] {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
#ifdef NDEBUG
    // Debian's abseil is built to look for deadlocks: every lock, and gRPC locks with it, then
    // passes through one graph of the whole process. 16 % of the time of a small call.
    absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
#endif
  });
}

// operations.md 2.1: server age, keepalive and limits, and why each has its value.
void SetTransport(grpc::ServerBuilder& builder, int max_receive_bytes) {
  builder.SetMaxReceiveMessageSize(max_receive_bytes);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, 8 << 10);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, 256);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, 300'000);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, 30'000);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, 900'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 120'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 30'000);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Options& options) {
  SetSwitchesOnce();
  grpc::ServerBuilder builder;
  SetTransport(builder, options.max_receive_bytes);
  int port = 0;
  if (!options.address.empty()) {
    builder.AddListeningPort(options.address, grpc::InsecureServerCredentials(), &port);
  }
  for (grpc::Service* service : options.services) builder.RegisterService(service);
  if (options.generic != nullptr) builder.RegisterCallbackGenericService(options.generic);
  auto server = builder.BuildAndStart();
  if (server == nullptr || (!options.address.empty() && port == 0)) {
    return MakeError(absl::StatusCode::kUnavailable,
                     absl::StrCat("Cannot listen on ", options.address,
                                  ": the address is in use or not of this machine."),
                     {.reason = "ADDRESS_UNAVAILABLE", .metadata = {{"address", options.address}}});
  }
  std::vector<std::string> names = options.health_names;
  names.push_back("readiness");
  std::unique_ptr<Server> made(new Server(std::move(server), port, std::move(names)));
  made->server_->GetHealthCheckService()->SetServingStatus("liveness", true);
  return made;
}

Server::Server(std::unique_ptr<grpc::Server> server, int port, std::vector<std::string> names)
    : server_(std::move(server)), port_(port), names_(std::move(names)) {}

Server::~Server() { server_->Shutdown(std::chrono::system_clock::now()); }

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(64 << 20);
  return server_->InProcessChannel(arguments);
}

void Server::SetServing(bool serving) {
  // The whole process is ready or it is not, so every name says the same.
  server_->GetHealthCheckService()->SetServingStatus(serving);
  for (const std::string& name : names_) {
    server_->GetHealthCheckService()->SetServingStatus(name, serving);
  }
}

void Server::Drain(absl::Duration linger, absl::Duration grace) {
  server_->GetHealthCheckService()->Shutdown();
  absl::SleepFor(linger);
  server_->Shutdown(absl::ToChronoTime(absl::Now() + grace));
  server_->Wait();
}

}  // namespace pcsp::rpc

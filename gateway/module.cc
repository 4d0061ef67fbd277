#include "gateway/module.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/rpc/config.h"
#include "gateway/console/pages.h"

namespace pcsp::gateway {
namespace {

constexpr int kQueueLimit = 1024;

std::vector<std::string> PublicServices() {
  return {registry::v1::RegistryService::service_full_name(),
          assessments::v1::AssessmentService::service_full_name(),
          diagnosis::v1::DiagnosisService::service_full_name(),
          planning::v1::PlanningService::service_full_name(),
          planning::v1::TrainingService::service_full_name(),
          planning::v1::PlaceService::service_full_name(),
          planning::v1::AssignmentService::service_full_name(),
          planning::v1::ProgrammePlanService::service_full_name(),
          planning::v1::WorkforceService::service_full_name(),
          v1::ProgrammeService::service_full_name()};
}

// "host:port" taken apart; "localhost" is what people write for 127.0.0.1.
absl::Status SplitAddress(const std::string& address, rest::HttpServerConfig* config) {
  const size_t colon = address.rfind(':');
  std::string host = address.substr(0, colon);
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  config->address = host == "localhost" ? "127.0.0.1" : host;
  int port = 0;
  if (!absl::SimpleAtoi(address.substr(colon + 1), &port)) {
    return InvalidField("--rest-address", address, "host:port");
  }
  config->port = static_cast<uint16_t>(port);
  return absl::OkStatus();
}

}  // namespace

GatewayModule::GatewayModule(const Options& options)
    : pool_(options.worker_threads, kQueueLimit),
      clients_(options.channels),
      grpc_table_(options.channels),
      rest_table_(options.channels),
      coordinator_(&clients_, options.log, options.learn_nightly),
      service_(&clients_, &coordinator_,
               {.service = v1::ProgrammeService::service_full_name(),
                .pool = &pool_,
                .metrics = options.metrics,
                .log = options.log,
                .clock = options.clock}),
      checks_{&clients_, &pool_},
      pass_through_(&grpc_table_, &checks_) {}

absl::StatusOr<std::unique_ptr<GatewayModule>> GatewayModule::Start(const Options& options) {
  std::unique_ptr<GatewayModule> module(new GatewayModule(options));
  if (options.doorbell != nullptr) {
    module->rings_ =
        options.doorbell->Listen([coordinator = &module->coordinator_](const std::string& name) {
          coordinator->Heard(name);
        });
  }
  RETURN_IF_ERROR(module->OpenDoors(options));
  return module;
}

absl::Status GatewayModule::OpenDoors(const Options& options) {
  ASSIGN_OR_RETURN(door_, rpc::Server::Start({.address = options.grpc_address,
                                              .services = {&service_},
                                              .health_names = PublicServices(),
                                              .generic = &pass_through_,
                                              .max_receive_bytes = options.max_request_bytes}));
  if (options.rest_address.empty()) return absl::OkStatus();
  rest_table_.AddService(v1::ProgrammeService::service_full_name(), door_->InProcessChannel());
  backend_ = std::make_unique<RestBackend>(&rest_table_, &checks_);
  rest::RestDoorConfig config;
  config.services = PublicServices();
  config.version = "0.1.0";
  ASSIGN_OR_RETURN(config.pages, console::LoadPages(options.content_dir + "/console"));
  config.max_body_bytes = options.max_request_bytes;
  // A page of another site must not reach a server on loopback through a name of its own.
  if (rpc::IsLoopback(options.rest_address)) {
    config.allowed_hosts = {"localhost", "127.0.0.1", "[::1]"};
  }
  ASSIGN_OR_RETURN(rest_door_, rest::RestDoor::Create(config, backend_.get()));
  rest::HttpServerConfig http;
  RETURN_IF_ERROR(SplitAddress(options.rest_address, &http));
  ASSIGN_OR_RETURN(http_, rest::HttpServer::Start(http, rest_door_.get()));
  return absl::OkStatus();
}

void GatewayModule::Drain(absl::Duration linger, absl::Duration grace) {
  // REST calls go on over the gRPC door, so it is the last to close.
  door_->SetServing(false);
  if (http_ != nullptr) {
    absl::SleepFor(linger);
    linger = absl::ZeroDuration();
    http_->Drain(grace);
  }
  door_->Drain(linger, grace);
}

}  // namespace pcsp::gateway

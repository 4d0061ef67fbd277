#include "gateway/clients.h"

#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace pcsp::gateway {
namespace {

// UNAVAILABLE alone is tried again, here and nowhere else, so that retries do not multiply.
constexpr char kServiceConfig[] = R"({
  "loadBalancingConfig": [{"round_robin": {}}],
  "methodConfig": [{
    "name": [{}],
    "retryPolicy": {
      "maxAttempts": 3, "initialBackoff": "0.05s", "maxBackoff": "1s",
      "backoffMultiplier": 2, "retryableStatusCodes": ["UNAVAILABLE"]
    }
  }],
  "retryThrottling": {"maxTokens": 100, "tokenRatio": 0.1}
})";

}  // namespace

std::shared_ptr<grpc::Channel> Dial(const std::string& target) {
  grpc::ChannelArguments arguments;
  arguments.SetServiceConfigJSON(kServiceConfig);
  arguments.SetMaxReceiveMessageSize(64 << 20);
  arguments.SetInt(GRPC_ARG_DNS_MIN_TIME_BETWEEN_RESOLUTIONS_MS, 5000);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 5000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 60000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10000);
  return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
}

Clients::Clients(const Channels& channels)
    : registry(registry::v1::RegistryService::NewStub(channels.registry)),
      assessments(assessments::v1::AssessmentService::NewStub(channels.assessments)),
      diagnosis(diagnosis::v1::DiagnosisService::NewStub(channels.diagnosis)),
      planning(planning::v1::PlanningService::NewStub(channels.planning)),
      training(planning::v1::TrainingService::NewStub(channels.planning)),
      places(planning::v1::PlaceService::NewStub(channels.planning)),
      assignments(planning::v1::AssignmentService::NewStub(channels.planning)),
      programme_plans(planning::v1::ProgrammePlanService::NewStub(channels.planning)),
      workforce(planning::v1::WorkforceService::NewStub(channels.planning)) {}

}  // namespace pcsp::gateway

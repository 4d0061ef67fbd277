#include "gateway/rpc/forward.h"

#include "absl/strings/str_cat.h"
#include "google/api/annotations.pb.h"
#include "google/protobuf/descriptor.h"

namespace pcsp::gateway {

ForwardTable::ForwardTable(const Channels& channels) {
  AddService(registry::v1::RegistryService::service_full_name(), channels.registry);
  AddService(assessments::v1::AssessmentService::service_full_name(), channels.assessments);
  AddService(diagnosis::v1::DiagnosisService::service_full_name(), channels.diagnosis);
  AddService(planning::v1::PlanningService::service_full_name(), channels.planning);
  AddService(planning::v1::TrainingService::service_full_name(), channels.planning);
  AddService(planning::v1::PlaceService::service_full_name(), channels.planning);
  AddService(planning::v1::AssignmentService::service_full_name(), channels.planning);
  AddService(planning::v1::ProgrammePlanService::service_full_name(), channels.planning);
  AddService(planning::v1::WorkforceService::service_full_name(), channels.planning);
}

void ForwardTable::AddService(const std::string& full_name,
                              const std::shared_ptr<grpc::Channel>& channel) {
  stubs_.push_back(std::make_unique<grpc::GenericStub>(channel));
  const auto* service =
      google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(full_name);
  for (int i = 0; i < service->method_count(); ++i) {
    const auto* method = service->method(i);
    const bool both_ways = method->client_streaming() && method->server_streaming();
    if (!both_ways && !method->options().HasExtension(google::api::http)) continue;
    routes_[absl::StrCat("/", full_name, "/", method->name())] =
        Route{stubs_.back().get(), method->client_streaming(), method->server_streaming()};
  }
}

const Route* ForwardTable::Find(const std::string& method) const {
  const auto found = routes_.find(method);
  return found == routes_.end() ? nullptr : &found->second;
}

}  // namespace pcsp::gateway

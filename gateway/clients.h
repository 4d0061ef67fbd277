// The four services as the gateway sees them, and how to call one from a flow.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/rpc/config.h"
#include "common/rpc/status.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "pcsp/assessments/v1/assessment_service.grpc.pb.h"
#include "pcsp/diagnosis/v1/diagnosis_service.grpc.pb.h"
#include "pcsp/planning/v1/assignment_service.grpc.pb.h"
#include "pcsp/planning/v1/place_service.grpc.pb.h"
#include "pcsp/planning/v1/planning_service.grpc.pb.h"
#include "pcsp/planning/v1/programme_plan_service.grpc.pb.h"
#include "pcsp/planning/v1/training_service.grpc.pb.h"
#include "pcsp/planning/v1/workforce_service.grpc.pb.h"
#include "pcsp/registry/v1/registry_service.grpc.pb.h"

namespace pcsp::gateway {

// A channel to each service: into this process, or over the network.
struct Channels {
  std::shared_ptr<grpc::Channel> registry, assessments, diagnosis, planning;
};

// A channel that balances over the replicas behind `target`, notices new ones, and tries a call
// again that never reached a server (operations.md 2.1).
std::shared_ptr<grpc::Channel> Dial(const std::string& target);

// Thread-safe.
struct Clients {
  explicit Clients(const Channels& channels);

  std::unique_ptr<registry::v1::RegistryService::Stub> registry;
  std::unique_ptr<assessments::v1::AssessmentService::Stub> assessments;
  std::unique_ptr<diagnosis::v1::DiagnosisService::Stub> diagnosis;
  std::unique_ptr<planning::v1::PlanningService::Stub> planning;
  // Planning's other services.
  std::unique_ptr<planning::v1::TrainingService::Stub> training;
  std::unique_ptr<planning::v1::PlaceService::Stub> places;
  std::unique_ptr<planning::v1::AssignmentService::Stub> assignments;
  std::unique_ptr<planning::v1::ProgrammePlanService::Stub> programme_plans;
  std::unique_ptr<planning::v1::WorkforceService::Stub> workforce;
};

// One unary call that blocks until the reply, the error or the deadline. For example
// Ask(*clients.registry, &Stub::GetProgramme, request, deadline).
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Ask(Stub& stub,
                             grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                          Response*),
                             const Request& request, absl::Time deadline) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(deadline));
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) return rpc::FromGrpcStatus(status);
  return response;
}

}  // namespace pcsp::gateway

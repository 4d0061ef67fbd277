#include "services/planning/rpc/facilitators/assignment_service.h"

namespace pcsp::planning::training {
namespace {

rpc::Handler::Options Named(rpc::Handler::Options options, rpc::WorkerPool* pool) {
  options.service = pb::AssignmentService::service_full_name();
  options.pool = pool;
  return options;
}

}  // namespace

AssignmentService::AssignmentService(const Options& options)
    : handler_(Named(options.handler, options.handler.pool)),
      searcher_(Named(options.handler, options.searches)),
      solve_(options.handler.clock),
      apply_(options.records) {}

grpc::ServerUnaryReactor* AssignmentService::AssignFacilitators(
    grpc::CallbackServerContext* context, const pb::AssignFacilitatorsRequest* request,
    pb::AssignmentPlan* response) {
  return searcher_.Unary(context, request, response, "AssignFacilitators",
                         [this](const rpc::Call& call, const auto& message) {
                           return solve_.AssignFacilitators(call, message);
                         });
}

grpc::ServerUnaryReactor* AssignmentService::ApplyAssignments(
    grpc::CallbackServerContext* context, const pb::ApplyAssignmentsRequest* request,
    pb::ApplyAssignmentsResponse* response) {
  return handler_.Unary(context, request, response, "ApplyAssignments",
                        [this](const rpc::Call& call, const auto& message) {
                          return apply_.ApplyAssignments(call, message);
                        });
}

}  // namespace pcsp::planning::training

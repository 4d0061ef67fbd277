// pcsp.planning.v1.AssignmentService: who supports whom, proposed and applied.
#pragma once

#include "common/rpc/handler.h"
#include "pcsp/planning/v1/assignment_service.grpc.pb.h"
#include "services/planning/rpc/facilitators/apply_methods.h"
#include "services/planning/rpc/facilitators/solve_methods.h"

namespace pcsp::planning::training {

namespace pb = ::pcsp::planning::v1;

// Thread-safe. What it points to must outlive it.
class AssignmentService final : public pb::AssignmentService::CallbackService {
 public:
  struct Options {
    sql::RecordStore* records;
    rpc::WorkerPool* searches;      // threads that a search may take for half a minute
    rpc::Handler::Options handler;  // its `service` is filled in
  };

  explicit AssignmentService(const Options& options);

  grpc::ServerUnaryReactor* AssignFacilitators(grpc::CallbackServerContext* context,
                                               const pb::AssignFacilitatorsRequest* request,
                                               pb::AssignmentPlan* response) override;
  grpc::ServerUnaryReactor* ApplyAssignments(grpc::CallbackServerContext* context,
                                             const pb::ApplyAssignmentsRequest* request,
                                             pb::ApplyAssignmentsResponse* response) override;

 private:
  rpc::Handler handler_;
  rpc::Handler searcher_;
  const facilitators::SolveMethods solve_;
  const ApplyMethods apply_;
};

}  // namespace pcsp::planning::training

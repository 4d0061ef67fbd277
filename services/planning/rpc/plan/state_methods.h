// The methods that take a plan from a draft to its end, and how a plan is shown.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/rpc/plan/improver.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Each is the method of its name. Thread-safe. What it is given must outlive it.
class PlanStateMethods {
 public:
  PlanStateMethods(Store* store, Improver* improver) : store_(*store), improver_(*improver) {}

  absl::StatusOr<pb::Plan> Agree(const rpc::Call& call, const pb::AgreePlanRequest& request) const;
  absl::StatusOr<pb::Plan> Close(const rpc::Call& call, const pb::ClosePlanRequest& request) const;
  absl::StatusOr<pb::Plan> Delete(const rpc::Call& call,
                                  const pb::DeletePlanRequest& request) const;
  absl::StatusOr<pb::Plan> Improve(const rpc::Call& call,
                                   const pb::ImprovePlanRequest& request) const;
  absl::StatusOr<pb::Plan> Get(const rpc::Call& call, const pb::GetPlanRequest& request) const;
  // Plans of one programme as they stand, with the actions that are followed.
  absl::StatusOr<std::vector<pb::Plan>> Shown(const rpc::Call& call,
                                              const std::vector<Plan>& plans) const;

 private:
  Store& store_;
  Improver& improver_;
};

}  // namespace pcsp::planning

// The methods about tests of actions: plan, do, study, act.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Each is the method of its name. Thread-safe. What it is given must outlive it.
class CycleMethods {
 public:
  explicit CycleMethods(Store* store) : store_(*store) {}

  absl::StatusOr<pb::Cycle> Start(const rpc::Call& call,
                                  const pb::StartCycleRequest& request) const;
  absl::StatusOr<pb::Cycle> Record(const rpc::Call& call,
                                   const pb::RecordCycleRequest& request) const;

 private:
  Store& store_;
};

}  // namespace pcsp::planning

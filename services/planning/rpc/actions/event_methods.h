// The methods that write down what has happened to an action.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Each is the method of its name. Thread-safe. What it is given must outlive it.
class EventMethods {
 public:
  explicit EventMethods(Store* store) : store_(*store) {}

  absl::StatusOr<pb::RecordActionEventResponse> Record(
      const rpc::Call& call, const pb::RecordActionEventRequest& request) const;
  absl::StatusOr<pb::Action> Review(const rpc::Call& call,
                                    const pb::ReviewActionRequest& request) const;

 private:
  Store& store_;
};

}  // namespace pcsp::planning

// The methods that read, add and change actions.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/rpc/library/library_cache.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Each is the method of its name. Thread-safe. What it is given must outlive it.
class ActionMethods {
 public:
  ActionMethods(LibraryCache* libraries, Store* store) : libraries_(*libraries), store_(*store) {}

  absl::StatusOr<pb::Action> Get(const rpc::Call& call, const pb::GetActionRequest& request) const;
  absl::StatusOr<pb::Action> Add(const rpc::Call& call, const pb::AddActionRequest& request) const;
  absl::StatusOr<pb::Action> Update(const rpc::Call& call,
                                    const pb::UpdateActionRequest& request) const;

 private:
  LibraryCache& libraries_;
  Store& store_;
};

}  // namespace pcsp::planning

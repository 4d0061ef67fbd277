// Erasing what a person wrote.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Thread-safe. What it is given must outlive it.
class NoteMethods {
 public:
  explicit NoteMethods(Store* store) : store_(*store) {}

  absl::StatusOr<pb::EraseNotesResponse> Erase(const rpc::Call& call,
                                               const pb::EraseNotesRequest& request) const;

 private:
  Store& store_;
};

}  // namespace pcsp::planning

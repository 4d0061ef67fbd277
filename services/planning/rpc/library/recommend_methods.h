// Recommending solutions.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/rpc/library/library_cache.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Each is the method of its name. Thread-safe. What it is given must outlive it.
class RecommendMethods {
 public:
  RecommendMethods(LibraryCache* libraries, Store* store)
      : libraries_(*libraries), store_(*store) {}

  absl::StatusOr<pb::RecommendSolutionsResponse> Recommend(
      const rpc::Call& call, const pb::RecommendSolutionsRequest& request) const;

 private:
  LibraryCache& libraries_;
  Store& store_;
};

}  // namespace pcsp::planning

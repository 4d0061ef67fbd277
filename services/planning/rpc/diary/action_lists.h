// The methods that list actions of many plans.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Each is the method of its name. Thread-safe. What it is given must outlive it.
class ActionLists {
 public:
  ActionLists(Store* store, const PageTokens* tokens) : store_(*store), tokens_(*tokens) {}

  absl::StatusOr<pb::ListActionsResponse> List(const rpc::Call& call,
                                               const pb::ListActionsRequest& request) const;
  absl::StatusOr<pb::ListActionOutcomesResponse> ListOutcomes(
      const rpc::Call& call, const pb::ListActionOutcomesRequest& request) const;

 private:
  Store& store_;
  const PageTokens& tokens_;
};

}  // namespace pcsp::planning

// The methods about outcomes and what they say.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/rpc/library/library_cache.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Each is the method of its name. Thread-safe. What it is given must outlive it.
class OutcomeMethods {
 public:
  OutcomeMethods(LibraryCache* libraries, Store* store, const PageTokens* tokens)
      : libraries_(*libraries), store_(*store), tokens_(*tokens) {}

  absl::StatusOr<pb::RecordOutcomesResponse> Record(const rpc::Call& call,
                                                    const pb::RecordOutcomesRequest& request) const;
  absl::StatusOr<pb::Outcome> Delete(const rpc::Call& call,
                                     const pb::DeleteOutcomeRequest& request) const;
  absl::StatusOr<pb::ListOutcomesResponse> List(const rpc::Call& call,
                                                const pb::ListOutcomesRequest& request) const;
  absl::StatusOr<pb::ListSolutionEffectsResponse> ListEffects(
      const rpc::Call& call, const pb::ListSolutionEffectsRequest& request) const;

 private:
  LibraryCache& libraries_;
  Store& store_;
  const PageTokens& tokens_;
};

}  // namespace pcsp::planning

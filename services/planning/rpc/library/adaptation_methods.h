// The methods about adaptations.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/rpc/library/library_cache.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Each is the method of its name. Thread-safe. What it is given must outlive it.
class AdaptationMethods {
 public:
  AdaptationMethods(LibraryCache* libraries, Store* store, const PageTokens* tokens)
      : libraries_(*libraries), store_(*store), tokens_(*tokens) {}

  absl::StatusOr<pb::Adaptation> Create(const rpc::Call& call,
                                        const pb::CreateAdaptationRequest& request) const;
  absl::StatusOr<pb::Adaptation> Get(const rpc::Call& call,
                                     const pb::GetAdaptationRequest& request) const;
  absl::StatusOr<pb::ListAdaptationsResponse> List(const rpc::Call& call,
                                                   const pb::ListAdaptationsRequest& request) const;
  absl::StatusOr<pb::Adaptation> SignOff(const rpc::Call& call,
                                         const pb::SignOffAdaptationRequest& request) const;
  absl::StatusOr<pb::Adaptation> Withdraw(const rpc::Call& call,
                                          const pb::WithdrawAdaptationRequest& request) const;

 private:
  LibraryCache& libraries_;
  Store& store_;
  const PageTokens& tokens_;
};

}  // namespace pcsp::planning

// Recording, retracting and reading milestones.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/registry_service.pb.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The methods of RegistryService of the same names. Thread-safe.
class MilestoneMethods {
 public:
  // `store` and `tokens` must outlive this.
  MilestoneMethods(Store* store, const PageTokens* tokens) : store_(store), tokens_(tokens) {}

  absl::StatusOr<v1::Milestone> RecordMilestone(const rpc::Call& call,
                                                const v1::RecordMilestoneRequest& request) const;
  absl::StatusOr<v1::Milestone> RetractMilestone(const rpc::Call& call,
                                                 const v1::RetractMilestoneRequest& request) const;
  absl::StatusOr<v1::Milestone> GetMilestone(const rpc::Call& call,
                                             const v1::GetMilestoneRequest& request) const;
  absl::StatusOr<v1::ListMilestonesResponse> ListMilestones(
      const rpc::Call& call, const v1::ListMilestonesRequest& request) const;

 private:
  Store* const store_;
  const PageTokens* const tokens_;
};

}  // namespace pcsp::registry

// What milestones add up to: the funnel, and silence.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/registry_service.pb.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The methods of RegistryService of the same names. Thread-safe.
class JourneyMethods {
 public:
  // `store` and `tokens` must outlive this.
  JourneyMethods(Store* store, const PageTokens* tokens) : store_(store), tokens_(tokens) {}

  absl::StatusOr<v1::MilestoneFunnel> GetMilestoneFunnel(
      const rpc::Call& call, const v1::GetMilestoneFunnelRequest& request) const;
  absl::StatusOr<v1::ListSilentSitesResponse> ListSilentSites(
      const rpc::Call& call, const v1::ListSilentSitesRequest& request) const;

 private:
  Store* const store_;
  const PageTokens* const tokens_;
};

}  // namespace pcsp::registry

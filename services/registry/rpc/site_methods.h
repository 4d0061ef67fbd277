// Sites of a day with what is known of them, and saying what is known.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/registry.pb.h"
#include "pcsp/registry/v1/registry_service.pb.h"
#include "services/registry/rpc/recent_ancestries.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The methods of RegistryService of the same names. Thread-safe.
class SiteMethods {
 public:
  // Both must outlive this.
  SiteMethods(Store* store, const PageTokens* tokens) : store_(store), tokens_(tokens) {}

  absl::StatusOr<v1::SiteContext> SetSiteContext(const rpc::Call& call,
                                                 const v1::SetSiteContextRequest& request) const;
  absl::StatusOr<v1::ListSiteContextsResponse> ListSiteContexts(
      const rpc::Call& call, const v1::ListSiteContextsRequest& request) const;
  absl::StatusOr<v1::ListSitesResponse> ListSites(const rpc::Call& call,
                                                  const v1::ListSitesRequest& request) const;

 private:
  Store* const store_;
  const PageTokens* const tokens_;
  mutable RecentAncestries ancestries_;  // only saves work
};

}  // namespace pcsp::registry

// Finding organisations: lists with filters, many by name, as people type.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/organisation_search.pb.h"
#include "pcsp/registry/v1/registry_service.pb.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The methods of RegistryService of the same names. Thread-safe.
class FindMethods {
 public:
  static constexpr int kMostNames = 1000;

  // Both must outlive this.
  FindMethods(Store* store, const PageTokens* tokens) : store_(store), tokens_(tokens) {}

  absl::StatusOr<v1::ListOrganisationsResponse> ListOrganisations(
      const rpc::Call& call, const v1::ListOrganisationsRequest& request) const;
  absl::StatusOr<v1::BatchGetOrganisationsResponse> BatchGetOrganisations(
      const rpc::Call& call, const v1::BatchGetOrganisationsRequest& request) const;
  absl::StatusOr<v1::SearchOrganisationsResponse> SearchOrganisations(
      const rpc::Call& call, const v1::SearchOrganisationsRequest& request) const;

 private:
  Store* const store_;
  const PageTokens* const tokens_;
};

}  // namespace pcsp::registry

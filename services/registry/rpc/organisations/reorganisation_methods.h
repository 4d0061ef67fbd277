// Merging and splitting organisations.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/organisation_change.pb.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The methods of RegistryService of the same names. Thread-safe.
class ReorganisationMethods {
 public:
  static constexpr int kMostSources = 100;
  static constexpr int kMostParts = 20;
  static constexpr int kMostRelationshipsShown = 1000;  // of each sort

  // `store` must outlive this.
  explicit ReorganisationMethods(Store* store) : store_(store) {}

  absl::StatusOr<v1::Reorganisation> MergeOrganisations(
      const rpc::Call& call, const v1::MergeOrganisationsRequest& request) const;
  absl::StatusOr<v1::Reorganisation> SplitOrganisation(
      const rpc::Call& call, const v1::SplitOrganisationRequest& request) const;

 private:
  Store* const store_;
};

}  // namespace pcsp::registry

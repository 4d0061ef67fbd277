// Organisations one by one: made, read, changed.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/registry.pb.h"
#include "pcsp/registry/v1/registry_service.pb.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The methods of RegistryService of the same names. Thread-safe.
class OrganisationMethods {
 public:
  // `store` must outlive this.
  explicit OrganisationMethods(Store* store) : store_(store) {}

  absl::StatusOr<v1::Organisation> CreateOrganisation(
      const rpc::Call& call, const v1::CreateOrganisationRequest& request) const;
  // The reply as bytes, since it does not say what revision it is right for.
  absl::StatusOr<Answer> GetOrganisation(const rpc::Call& call,
                                         const v1::GetOrganisationRequest& request) const;
  absl::StatusOr<v1::Organisation> UpdateOrganisation(
      const rpc::Call& call, const v1::UpdateOrganisationRequest& request) const;

 private:
  Store* const store_;
};

}  // namespace pcsp::registry

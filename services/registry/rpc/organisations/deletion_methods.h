// Deleting organisations, and bringing them back.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/organisation_change.pb.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The organisation, for a method that changes something of it. ORGANISATION_NOT_FOUND;
// ORGANISATION_DELETED.
absl::StatusOr<Organisation> GetLive(Reader& reader, absl::string_view programme,
                                     absl::string_view id);

// The methods of RegistryService of the same names. Thread-safe.
class DeletionMethods {
 public:
  // `store` must outlive this.
  explicit DeletionMethods(Store* store) : store_(store) {}

  absl::StatusOr<v1::Organisation> DeleteOrganisation(
      const rpc::Call& call, const v1::DeleteOrganisationRequest& request) const;
  absl::StatusOr<v1::Organisation> UndeleteOrganisation(
      const rpc::Call& call, const v1::UndeleteOrganisationRequest& request) const;

 private:
  Store* const store_;
};

}  // namespace pcsp::registry

// Programmes: made, read, listed, changed.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/registry.pb.h"
#include "pcsp/registry/v1/registry_service.pb.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The methods of RegistryService of the same names. Thread-safe.
class ProgrammeMethods {
 public:
  // Both must outlive this.
  ProgrammeMethods(Store* store, const PageTokens* tokens) : store_(store), tokens_(tokens) {}

  absl::StatusOr<v1::Programme> CreateProgramme(const rpc::Call& call,
                                                const v1::CreateProgrammeRequest& request) const;
  absl::StatusOr<v1::Programme> GetProgramme(const rpc::Call& call,
                                             const v1::GetProgrammeRequest& request) const;
  absl::StatusOr<v1::ListProgrammesResponse> ListProgrammes(
      const rpc::Call& call, const v1::ListProgrammesRequest& request) const;
  absl::StatusOr<v1::Programme> UpdateProgramme(const rpc::Call& call,
                                                const v1::UpdateProgrammeRequest& request) const;

 private:
  Store* const store_;
  const PageTokens* const tokens_;
};

}  // namespace pcsp::registry

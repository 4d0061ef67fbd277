// Contradictions of imports: listed, and decided.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/import_conflict.pb.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The methods of RegistryService of the same names. Thread-safe.
class ConflictMethods {
 public:
  // Both must outlive this.
  ConflictMethods(Store* store, const PageTokens* tokens) : store_(store), tokens_(tokens) {}

  absl::StatusOr<v1::ListImportConflictsResponse> ListImportConflicts(
      const rpc::Call& call, const v1::ListImportConflictsRequest& request) const;
  absl::StatusOr<v1::ImportConflict> ResolveImportConflict(
      const rpc::Call& call, const v1::ResolveImportConflictRequest& request) const;

 private:
  Store* const store_;
  const PageTokens* const tokens_;
};

}  // namespace pcsp::registry

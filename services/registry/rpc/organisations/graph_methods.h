// Reading the dated graph: trees, ancestors, descendants.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/organisation_graph.pb.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The methods of RegistryService of the same names. Thread-safe.
class GraphMethods {
 public:
  // How large a tree may be: it is one reply, and a client takes 4 MiB at most.
  struct Limits {
    size_t nodes = 20'000;
    size_t bytes = 3'500 << 10;
  };

  // `store` and `tokens` must outlive this.
  GraphMethods(Store* store, const PageTokens* tokens, Limits limits)
      : store_(store), tokens_(tokens), limits_(limits) {}

  absl::StatusOr<v1::Tree> GetTree(const rpc::Call& call, const v1::GetTreeRequest& request) const;
  absl::StatusOr<v1::ListAncestorsResponse> ListAncestors(
      const rpc::Call& call, const v1::ListAncestorsRequest& request) const;
  absl::StatusOr<v1::ListDescendantsResponse> ListDescendants(
      const rpc::Call& call, const v1::ListDescendantsRequest& request) const;

 private:
  Store* const store_;
  const PageTokens* const tokens_;
  const Limits limits_;
};

}  // namespace pcsp::registry

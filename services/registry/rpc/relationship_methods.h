// What belongs to what: said, read, listed, ended.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/registry.pb.h"
#include "pcsp/registry/v1/registry_service.pb.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The methods of RegistryService of the same names. Thread-safe.
class RelationshipMethods {
 public:
  // Both must outlive this.
  RelationshipMethods(Store* store, const PageTokens* tokens) : store_(store), tokens_(tokens) {}

  absl::StatusOr<v1::Relationship> CreateRelationship(
      const rpc::Call& call, const v1::CreateRelationshipRequest& request) const;
  absl::StatusOr<v1::Relationship> GetRelationship(const rpc::Call& call,
                                                   const v1::GetRelationshipRequest& request) const;
  absl::StatusOr<v1::ListRelationshipsResponse> ListRelationships(
      const rpc::Call& call, const v1::ListRelationshipsRequest& request) const;
  absl::StatusOr<v1::Relationship> EndRelationship(const rpc::Call& call,
                                                   const v1::EndRelationshipRequest& request) const;

 private:
  Store* const store_;
  const PageTokens* const tokens_;
};

}  // namespace pcsp::registry

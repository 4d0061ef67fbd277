// Entering people, changing them, telling them everything that is held, and erasing them.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/person.pb.h"
#include "pcsp/registry/v1/registry_service.pb.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The methods of RegistryService of the same names. Thread-safe.
class PeopleMethods {
 public:
  // Both must outlive this.
  PeopleMethods(Store* store, const PageTokens* tokens) : store_(store), tokens_(tokens) {}

  absl::StatusOr<v1::Person> CreatePerson(const rpc::Call& call,
                                          const v1::CreatePersonRequest& request) const;
  absl::StatusOr<v1::Person> GetPerson(const rpc::Call& call,
                                       const v1::GetPersonRequest& request) const;
  absl::StatusOr<v1::ListPeopleResponse> ListPeople(const rpc::Call& call,
                                                    const v1::ListPeopleRequest& request) const;
  absl::StatusOr<v1::Person> UpdatePerson(const rpc::Call& call,
                                          const v1::UpdatePersonRequest& request) const;
  absl::StatusOr<v1::PersonExport> ExportPerson(const rpc::Call& call,
                                                const v1::ExportPersonRequest& request) const;
  absl::StatusOr<v1::Person> ErasePerson(const rpc::Call& call,
                                         const v1::ErasePersonRequest& request) const;

 private:
  Store* const store_;
  const PageTokens* const tokens_;
};

}  // namespace pcsp::registry

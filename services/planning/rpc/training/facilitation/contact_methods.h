// Which facilitator looks after which practice, and the log of their contacts.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/facilitation.pb.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

// The methods of TrainingService of the same names. Thread-safe.
class ContactMethods {
 public:
  explicit ContactMethods(const Desk& desk) : desk_(desk) {}

  absl::StatusOr<v1::Assignment> CreateAssignment(const rpc::Call& call,
                                                  const v1::CreateAssignmentRequest& request) const;
  absl::StatusOr<v1::Assignment> GetAssignment(const rpc::Call& call,
                                               const v1::GetAssignmentRequest& request) const;
  absl::StatusOr<v1::ListAssignmentsResponse> ListAssignments(
      const rpc::Call& call, const v1::ListAssignmentsRequest& request) const;
  absl::StatusOr<v1::Assignment> UpdateAssignment(const rpc::Call& call,
                                                  const v1::UpdateAssignmentRequest& request) const;

  absl::StatusOr<v1::Contact> CreateContact(const rpc::Call& call,
                                            const v1::CreateContactRequest& request) const;
  absl::StatusOr<v1::Contact> GetContact(const rpc::Call& call,
                                         const v1::GetContactRequest& request) const;
  absl::StatusOr<v1::ListContactsResponse> ListContacts(
      const rpc::Call& call, const v1::ListContactsRequest& request) const;
  absl::StatusOr<v1::Contact> UpdateContact(const rpc::Call& call,
                                            const v1::UpdateContactRequest& request) const;
  absl::StatusOr<v1::Contact> DeleteContact(const rpc::Call& call,
                                            const v1::DeleteContactRequest& request) const;

 private:
  const Desk desk_;
};

}  // namespace pcsp::planning::training

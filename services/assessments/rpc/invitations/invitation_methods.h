// Issuing invitations, seeing what is outstanding, revoking.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/assessments/v1/invitation.pb.h"
#include "pcsp/type/v1/document.pb.h"
#include "services/assessments/rpc/frozen_waves.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// The methods of AssessmentService of the same names. Thread-safe.
class InvitationMethods {
 public:
  // What is pointed to must outlive this.
  InvitationMethods(Store* store, FrozenWaves* waves, PageTokens tokens)
      : store_(store), waves_(waves), tokens_(std::move(tokens)) {}

  absl::StatusOr<v1::IssueInvitationsResponse> IssueInvitations(
      const rpc::Call& call, const v1::IssueInvitationsRequest& request) const;
  absl::StatusOr<type::v1::Document> PrintInvitations(
      const rpc::Call& call, const v1::PrintInvitationsRequest& request) const;
  absl::StatusOr<v1::ListOutstandingInvitationsResponse> ListOutstandingInvitations(
      const rpc::Call& call, const v1::ListOutstandingInvitationsRequest& request) const;
  absl::StatusOr<v1::InvitationBatch> RevokeInvitations(
      const rpc::Call& call, const v1::RevokeInvitationsRequest& request) const;

 private:
  enum class Links { kIfAsked, kNeeded };
  absl::StatusOr<v1::IssueInvitationsResponse> Issue(const rpc::Call& call,
                                                     const v1::IssueInvitationsRequest& request,
                                                     Links links) const;

  Store* const store_;
  FrozenWaves* const waves_;
  const PageTokens tokens_;
};

}  // namespace pcsp::assessments

// The methods of AssessmentService about tokens and answering with them.
#pragma once

#include "services/assessments/rpc/observations/reactors.h"

namespace pcsp::assessments {

// Thread-safe.
class InvitationReactors : public ObservationReactors {
 public:
  Unary* IssueInvitations(Context*, const pb::IssueInvitationsRequest*,
                          pb::IssueInvitationsResponse*) override;
  Unary* PrintInvitations(Context*, const pb::PrintInvitationsRequest*,
                          type::v1::Document*) override;
  Unary* ListOutstandingInvitations(Context*, const pb::ListOutstandingInvitationsRequest*,
                                    pb::ListOutstandingInvitationsResponse*) override;
  Unary* RevokeInvitations(Context*, const pb::RevokeInvitationsRequest*,
                           pb::InvitationBatch*) override;
  Unary* StartResponse(Context*, const pb::StartResponseRequest*,
                       pb::StartResponseResponse*) override;
  Unary* ExportDraft(Context*, const pb::ExportDraftRequest*, pb::ExportDraftResponse*) override;
  Unary* ExportResponses(Context*, const pb::ExportResponsesRequest*,
                         pb::ExportResponsesResponse*) override;
  Unary* SaveDraft(Context*, const pb::SaveDraftRequest*, pb::SaveDraftResponse*) override;

 protected:
  using ObservationReactors::ObservationReactors;
};

}  // namespace pcsp::assessments

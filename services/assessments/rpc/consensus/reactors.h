// The methods of AssessmentService about what small teams agree on.
#pragma once

#include "services/assessments/rpc/invitations/reactors.h"

namespace pcsp::assessments {

// Thread-safe.
class ConsensusReactors : public InvitationReactors {
 public:
  Unary* SubmitTeamConsensus(Context*, const pb::SubmitTeamConsensusRequest*,
                             pb::TeamConsensus*) override;
  Unary* GetTeamConsensus(Context*, const pb::GetTeamConsensusRequest*,
                          pb::TeamConsensus*) override;
  Unary* ExportTeamConsensus(Context*, const pb::ExportTeamConsensusRequest*,
                             pb::ExportTeamConsensusResponse*) override;
  Unary* ListTeamConsensus(Context*, const pb::ListTeamConsensusRequest*,
                           pb::ListTeamConsensusResponse*) override;

 protected:
  using InvitationReactors::InvitationReactors;
};

}  // namespace pcsp::assessments

// Invitations as messages.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/assessments/domain/invitations/batch.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/frozen_waves.h"

namespace pcsp::assessments {

// As it is at `now`.
pb::InvitationBatch ToProto(const InvitationBatch& batch, const FrozenWave& frozen, absl::Time now);

// A batch just issued, with links and a sheet of slips if the request says where they lead.
pb::IssueInvitationsResponse Shown(const FrozenWave& frozen, const InvitationBatch& batch,
                                   const std::vector<std::string>& tokens,
                                   const pb::IssueInvitationsRequest& request, absl::Time now);

}  // namespace pcsp::assessments

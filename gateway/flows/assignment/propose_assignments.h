// Who should support whom: practices and appointments from the registry, hours, places and the
// solver from planning.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/facilitator_assignment.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.ProposeAssignments. Changes nothing.
absl::StatusOr<v1::AssignmentProposal> ProposeAssignments(
    Clients& clients, const rpc::Call& call, const v1::ProposeAssignmentsRequest& request);

}  // namespace pcsp::gateway

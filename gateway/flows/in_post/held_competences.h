// What people who are in post can do, and until when: of nobody who has left.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/training_cover.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.ListHeldCompetences.
absl::StatusOr<v1::ListHeldCompetencesResponse> ListHeldCompetences(
    Clients& clients, const rpc::Call& call, const v1::ListHeldCompetencesRequest& request);

}  // namespace pcsp::gateway

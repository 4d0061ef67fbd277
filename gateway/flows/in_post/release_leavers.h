// Giving back the places of people who will have left.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/training_cover.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.ReleaseLeavers.
absl::StatusOr<v1::ReleaseLeaversResponse> ReleaseLeavers(Clients& clients, const rpc::Call& call,
                                                          const v1::ReleaseLeaversRequest& request);

}  // namespace pcsp::gateway

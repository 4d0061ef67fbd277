// Who of those with places in sessions ahead will have left by then.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/training_cover.pb.h"

namespace pcsp::gateway {

// Every place that `request` asks to release, with why, and how many were looked at. Nothing is
// released. Errors: those of ProgrammeService.ReleaseLeavers.
absl::StatusOr<v1::ReleaseLeaversResponse> FindLeavers(Clients& clients, const rpc::Call& call,
                                                       const v1::ReleaseLeaversRequest& request);

}  // namespace pcsp::gateway

// Closes a wave and tells how far its follow-up is.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "gateway/flows/coordinator.h"
#include "pcsp/gateway/v1/programme_service.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.CloseWave.
absl::StatusOr<v1::Operation> CloseWave(Clients& clients, Coordinator& coordinator,
                                        const rpc::Call& call, const v1::CloseWaveRequest& request);

// Errors: those of ProgrammeService.GetOperation.
absl::StatusOr<v1::Operation> GetOperation(Clients& clients, const Coordinator& coordinator,
                                           const rpc::Call& call,
                                           const v1::GetOperationRequest& request);

}  // namespace pcsp::gateway

// Opens a wave for the sites that the registry has.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/programme_service.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.OpenWave.
absl::StatusOr<assessments::v1::Wave> OpenWave(Clients& clients, const rpc::Call& call,
                                               const v1::OpenWaveRequest& request);

}  // namespace pcsp::gateway

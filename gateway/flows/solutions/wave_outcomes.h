// What became of the issues of one wave by another, as outcomes that solutions are judged by.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/wave_outcomes.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.RecordWaveOutcomes.
absl::StatusOr<v1::RecordWaveOutcomesResponse> RecordWaveOutcomes(
    Clients& clients, const rpc::Call& call, const v1::RecordWaveOutcomesRequest& request);

}  // namespace pcsp::gateway

// Forecasts side by side.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/workforce_forecast.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.CompareWorkforceForecasts.
absl::StatusOr<v1::WorkforceComparison> CompareWorkforceForecasts(
    Clients& clients, const rpc::Call& call, const v1::CompareWorkforceForecastsRequest& request);

}  // namespace pcsp::gateway

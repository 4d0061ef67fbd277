// Trained people, facilitators and trainers for years ahead: what the registry and planning have
// recorded, put to planning's forecast.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/workforce_forecast.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.GetWorkforceForecast.
absl::StatusOr<v1::WorkforceForecast> GetWorkforceForecast(
    Clients& clients, const rpc::Call& call, const v1::GetWorkforceForecastRequest& request);

}  // namespace pcsp::gateway

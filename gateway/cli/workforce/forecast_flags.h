// What the commands on forecasts ask, as flags.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/cli/command.h"
#include "pcsp/gateway/v1/workforce_forecast.pb.h"

namespace pcsp::cli {

struct ForecastFlags {
  std::string competence, within, as_of;
  int months = 0, paths = -1, facilitator_lead = -1, trainer_lead = -1;
  double target = -1, confidence = -1;
  std::vector<int> practices;
  std::vector<std::string> starts, more, turnover, replaced, renewed;
  bool training_plan = false;
  int64_t seed = 0;
};

// Those of every command, and those that serve one forecast alone.
void SetUpQuestion(Command command, ForecastFlags& flags);
void SetUpForecast(Command command, ForecastFlags& flags);

absl::StatusOr<gateway::v1::GetWorkforceForecastRequest> RequestFrom(const Session& session,
                                                                     const ForecastFlags& flags);

}  // namespace pcsp::cli

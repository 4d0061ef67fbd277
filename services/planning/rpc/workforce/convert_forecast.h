// The answer to a workforce problem as a message.
#pragma once

#include "pcsp/planning/v1/workforce.pb.h"
#include "services/planning/domain/workforce/forecast.h"

namespace pcsp::planning {

// `forecast` is that of `problem`.
v1::ForecastWorkforceResponse ToProto(const workforce::Problem& problem,
                                      const workforce::Forecast& forecast);

}  // namespace pcsp::planning

// A workforce forecast for people and for spreadsheets.
#pragma once

#include <ostream>

#include "gateway/cli/output.h"
#include "pcsp/gateway/v1/workforce_forecast.pb.h"

namespace pcsp::cli {

// The answers in words, then tables of cover, scenarios and supply, then what was assumed and what
// is missing.
void PrintForecast(const gateway::v1::WorkforceForecast& forecast, std::ostream& out);

// A row for every post and month.
Table ForecastMonths(const gateway::v1::WorkforceForecast& forecast);

}  // namespace pcsp::cli

// What differs between two ways that the future may go, in words.
#pragma once

#include "pcsp/gateway/v1/workforce_forecast.pb.h"

namespace pcsp::gateway {

// Adds to `column` what differs from `from`, whose months are the same.
void AddDifferences(const v1::ForecastColumn& from, v1::ForecastColumn& column);

}  // namespace pcsp::gateway

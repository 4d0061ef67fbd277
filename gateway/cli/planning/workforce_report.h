// What `pcspctl plan workforce -o json` prints, as formats.md describes it.
#pragma once

#include <nlohmann/json.hpp>

#include "services/planning/domain/workforce/forecast.h"

namespace pcsp::offline {

nlohmann::ordered_json WorkforceReport(const planning::workforce::Problem& problem,
                                       const planning::workforce::Forecast& forecast);

}  // namespace pcsp::offline

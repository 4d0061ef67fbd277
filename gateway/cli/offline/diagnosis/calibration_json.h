// How far probabilities can be trusted, as JSON: see formats.md for its fields.
#pragma once

#include <string>
#include <vector>

#include "nlohmann/json.hpp"
#include "services/diagnosis/domain/learning/report/calibration_report.h"

namespace pcsp::offline {

// The name of a figure in files: "brier_reliability", "ece".
std::string FigureName(diagnosis::Metric metric);

nlohmann::ordered_json ToJson(const std::vector<diagnosis::GroupReport>& groups);

}  // namespace pcsp::offline

// How near to the bound facilitators are assigned, on the instances of methods.md 5.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "absl/status/statusor.h"

namespace pcsp::bench {

// `at_once` and `background`, of facilitators_1000.json in `folder`: seconds, and the gap to the
// plain relaxation; the latter is given `seconds`. `gap1`: instances proven, and seconds for all.
absl::StatusOr<nlohmann::ordered_json> FacilitatorGaps(const std::string& folder, double seconds);

}  // namespace pcsp::bench

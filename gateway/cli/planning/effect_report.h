// What outcomes say about solutions, as `pcspctl solution effects --outcomes` prints it.
#pragma once

#include <vector>

#include "nlohmann/json.hpp"
#include "services/planning/domain/effect/effects.h"

namespace pcsp::offline {

// Context is centred and scaled over the sites of `outcomes`; every solution has the usual prior
// mean of methods.md 3.
planning::Effects EstimateEffects(const std::vector<planning::Outcome>& outcomes);

// See formats.md for the fields.
nlohmann::ordered_json ToJson(const planning::Effects& effects);

}  // namespace pcsp::offline

// What `pcspctl plan facilitators -o json` prints, as formats.md describes it.
#pragma once

#include <nlohmann/json.hpp>

#include "services/planning/domain/facilitators/facilitator_plan.h"

namespace pcsp::offline {

// `maximise`: the file gave values, so that the sign of costs and of the bound is turned back.
nlohmann::ordered_json FacilitatorReport(const planning::facilitators::Plan& plan, bool maximise);

}  // namespace pcsp::offline

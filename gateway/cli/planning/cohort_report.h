// What `pcspctl plan cohorts -o json` prints, as formats.md describes it.
#pragma once

#include <nlohmann/json.hpp>

#include "services/planning/domain/cohorts/plan_cohorts.h"

namespace pcsp::offline {

nlohmann::ordered_json CohortReport(const planning::CohortProblem& problem,
                                    const planning::CohortResult& result);

}  // namespace pcsp::offline

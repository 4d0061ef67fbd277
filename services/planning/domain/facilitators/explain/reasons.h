// Why a practice is not served, and why one gets another facilitator, in plain words.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/facilitators/facilitator_plan.h"

namespace pcsp::planning::facilitators {

// `plan` has its problem, choices and loads.
std::vector<Unserved> UnservedOf(const Plan& plan);
std::vector<Change> ChangesOf(const Plan& plan);
std::vector<std::string> WarningsOf(const Plan& plan);

// Cost of a practice's choice, -1 included.
double CostOf(const Problem& problem, int practice, int choice);

}  // namespace pcsp::planning::facilitators

// Reads a plan against every rule, by other means than it was made.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/facilitators/facilitator_problem.h"

namespace pcsp::planning::facilitators {

// What is wrong with serving each practice by the option given (-1: by nobody), claimed to cost
// `cost` where no plan costs less than `bound`; empty when nothing is. `problem` is prepared.
std::vector<std::string> Objections(const Problem& problem, const std::vector<int>& choices,
                                    double cost, double bound);

}  // namespace pcsp::planning::facilitators

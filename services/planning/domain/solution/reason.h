// Why a solution is recommended, in sentences.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/solution/recommend.h"

namespace pcsp::planning {

// What it answers, what is expected of it for how many hours, and where it comes from: the sites
// that tried it and those that did not, what speaks against it, and what has to be signed off.
// `findings` by falling priority, of which at least one is answered.
std::string ReasonOf(const Recommendation& recommendation, const std::vector<Finding>& findings,
                     Level asking);

// Why one is not recommended: what it did where it was tried, and what was measured.
std::string ReasonAgainst(const UnhelpfulSolution& unhelpful);

}  // namespace pcsp::planning

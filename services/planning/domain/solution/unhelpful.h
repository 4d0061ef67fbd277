// What is not recommended, for it did not help where it was tried.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/solution/recommend.h"

namespace pcsp::planning {

// False where it did harm, or made no difference, on the issue.
bool MayHelpOn(const std::string& issue, const SiteValue& value);

// True of what did harm on a finding, or helps on none.
bool NotForTheWhole(const SiteValue& value);

// Those of `candidates` that did not help on a finding: harm first, then by the points expected on
// the most important finding, equals by id.
std::vector<UnhelpfulSolution> UnhelpfulAmong(const std::vector<Recommendation>& candidates);

}  // namespace pcsp::planning

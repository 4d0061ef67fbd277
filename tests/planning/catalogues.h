// Catalogues for tests: the one that ships, and small ones made of a few lines.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/planning/domain/finding.h"
#include "services/planning/domain/solution/catalogue.h"

namespace pcsp::planning::testing {

// services/planning/content/solutions.yaml; the tests run in the root of the repository.
const Catalogue& ShippedCatalogue();

// A practice's solution of ten hours and six weeks, with everything that is needed.
Solution MakeSolution(absl::string_view id, std::vector<std::string> answers, double effect = 2);

// Likely and bad: priority 0.8 * importance.
Finding MakeFinding(absl::string_view issue, double importance = 1);

}  // namespace pcsp::planning::testing

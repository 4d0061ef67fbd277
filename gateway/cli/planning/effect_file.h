// Outcomes of `pcspctl solution effects --outcomes FILE`: a CSV, one row a site, round and issue.
#pragma once

#include <istream>
#include <vector>

#include "absl/status/statusor.h"
#include "services/planning/domain/effect/outcome.h"

namespace pcsp::offline {

// See formats.md for the columns. INVALID_FILE with every fault, by row and column; at most 100.
absl::StatusOr<std::vector<planning::Outcome>> ReadOutcomes(std::istream& in);

}  // namespace pcsp::offline

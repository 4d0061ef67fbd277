// A CSV file of probabilities and what turned out.
#pragma once

#include <istream>
#include <vector>

#include "absl/status/statusor.h"
#include "services/diagnosis/domain/learning/report/scores.h"

namespace pcsp::offline {

// Columns `p` (0 to 1) and `verdict` (1, 0, true, false, yes, no, confirmed, rejected), and if
// known `site`, `level`, `construct` and `show_probability`, in any order; a row without a site is
// a site of its own. INVALID_ARGUMENT, INVALID_FILE with every fault by row and column (the first
// hundred of many); INVALID_CSV and INVALID_ENCODING where it is no table.
absl::StatusOr<std::vector<diagnosis::Forecast>> ReadVerdicts(std::istream& in);

}  // namespace pcsp::offline

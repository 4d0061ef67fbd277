// What to relax: what one more hour, or place, of those that are short would save.
#pragma once

#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/planning/domain/facilitators/facilitator_plan.h"

namespace pcsp::planning::facilitators {

// The `most` resources with the highest prices, each verified: the facilitator's neighbours are
// assigned anew with a unit more and without, by the same work from the same plan, and the
// difference is what is saved. What saves nothing when verified is left out, and so is what has not
// been verified when `cancelled`, which may be empty, says that there is no more time.
absl::StatusOr<std::vector<Relief>> ReliefOf(const Plan& plan, const Outcome& outcome, size_t most,
                                             const std::function<bool()>& cancelled);

}  // namespace pcsp::planning::facilitators

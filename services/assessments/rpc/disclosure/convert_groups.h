// The results of groups of sites as messages.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "pcsp/assessments/v1/group_results.pb.h"
#include "services/assessments/rpc/results/convert_results.h"
#include "services/assessments/rpc/results/wave_results.h"

namespace pcsp::assessments {

// A steering group or whole system by its id, or the programme by "", over sites of `level`.
// GROUP_RESULTS_NOT_FOUND.
absl::StatusOr<pb::GroupResults> ToGroupResults(const WaveResults& results, Level level,
                                                absl::string_view organisation, bool full);

// The last of `groups`, each the numbers of sites of `level`, released in this order.
pb::GroupResults ToReleasedResults(const WaveResults& results, Level level,
                                   const std::vector<std::vector<int>>& groups, bool full);

// What the last of `groups` may show.
GroupVerdict VerdictOn(const WaveResults& results, Level level,
                       const std::vector<std::vector<int>>& groups);

}  // namespace pcsp::assessments

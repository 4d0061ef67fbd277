// Solutions as messages.
#pragma once

#include <string>

#include "common/base/error.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/domain/library/records.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// The name of a solution of a library: under its programme where the programme has added it.
std::string SolutionNameOf(const Solution& solution, const std::string& programme);

// Prerequisites stand under `solutions/`, wherever they come from: an id is never of both.
pb::Solution ToProto(const OwnSolution& own);
pb::Solution ToProto(const Solution& solution, const std::string& programme);

// The fields that a caller may set, `id` included; what cannot be converted is a violation under
// `solution.…`.
OwnSolution FromProto(const std::string& programme, const std::string& id,
                      const pb::Solution& proto, Violations& violations);

}  // namespace pcsp::planning

// Effects and recommendations as messages.
#pragma once

#include <string>

#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/domain/library/library.h"
#include "services/planning/domain/solution/recommend.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

pb::SolutionEffect ToProto(const std::string& issue, const SolutionEffect& effect,
                           const Library& library, const std::string& programme);

pb::RecommendSolutionsResponse ToProto(const Recommendations& recommendations,
                                       const Library& library, const std::string& programme);

}  // namespace pcsp::planning

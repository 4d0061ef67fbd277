#include "services/planning/domain/plan/plan.h"

#include <algorithm>

namespace pcsp::planning {

std::string Plan::SolutionNameOf(const std::string& id) const {
  const bool is_own = std::binary_search(own.begin(), own.end(), id);
  return SolutionName{is_own ? name.organisation.programme : "", id}.Text();
}

}  // namespace pcsp::planning

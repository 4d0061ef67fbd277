// Who gets the three places on top of a ranking (methods.md 3).
#pragma once

#include <vector>

#include "services/planning/domain/solution/recommend.h"

namespace pcsp::planning {

inline constexpr size_t kSafeSlots = 2;

// Reorders `candidates`, whose values come from evidence. First those two that have worked
// elsewhere with the greatest lower bound of value per hour; where fewer have, the greatest
// expected value fills up. Then, among the others, the greatest drawn value, if it promises
// anything. The rest follows by expected value. Equals by id.
void FillSlots(std::vector<Recommendation>& candidates);

}  // namespace pcsp::planning

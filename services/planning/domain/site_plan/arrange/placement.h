// Where the pinned actions and all that they need can go.
#pragma once

#include <cstdint>
#include <optional>

#include "services/planning/domain/site_plan/arrange/arrangement.h"

namespace pcsp::planning::site {

struct Placement {
  std::optional<Arrangement> found;  // everything required has started, and nothing else
  bool sure = false;                 // when nothing was found: there is no way
};

// Tries every way, the earliest quarters first, and gives up after `steps`.
Placement PlaceRequired(const Ground& ground, int64_t steps = 200'000);

}  // namespace pcsp::planning::site

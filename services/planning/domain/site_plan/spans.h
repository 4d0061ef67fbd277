// Pinned actions that fit one by one and not all together.
#pragma once

#include "common/base/error.h"
#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::planning::site {

// A violation for each span of quarters in which the pinned actions, with all that they need, pass
// the hours or the places, by how much; and where none explains it, for pins that fit into no
// arrangement, with the hours a quarter that would be enough. Each pin has quarters in which it can
// start.
void CheckSpans(const Problem& problem, Violations& violations);

}  // namespace pcsp::planning::site

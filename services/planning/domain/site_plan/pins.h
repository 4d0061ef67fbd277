// Pinned actions that cannot be met, and by how much.
#pragma once

#include <vector>

#include "common/base/error.h"
#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::planning::site {

// A violation for each pin that repeats another, is forbidden too, or has no such quarter; the
// others.
std::vector<Pin> CheckPinsAlone(const Problem& problem, Violations& violations);

// A violation for each pin that what it needs, or its own quarters, rule out; for the budget, by
// how much; and for what does not fit together of the others (spans.h). The pins of `problem` have
// passed CheckPinsAlone(), and its prerequisites have no cycle.
void CheckPinsTogether(const Problem& problem, Violations& violations);

}  // namespace pcsp::planning::site

// Pinned actions that cannot be met, and by how much.
#pragma once

#include "common/base/error.h"
#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::planning::site {

// A violation for each pin that repeats another or is forbidden too.
void CheckPinsAlone(const Problem& problem, Violations& violations);

// A violation for each pin that what it needs, or its own quarters, rule out; for each span of
// quarters in which the pinned actions, with all that they need, pass the hours or the places, and
// for the budget, each with by how much; and where none of these explains it, for pins that fit
// into no arrangement, with the hours a quarter that would be enough. The prerequisites of
// `problem` must have no cycle.
void CheckPinsTogether(const Problem& problem, Violations& violations);

}  // namespace pcsp::planning::site

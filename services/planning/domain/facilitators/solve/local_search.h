// Betters an assignment by shifts and swaps until none helps (methods.md 4b).
#pragma once

#include "services/planning/domain/facilitators/solve/assignment.h"

namespace pcsp::planning::facilitators {

// A shift gives a practice another facilitator who has room; a swap also sends one of that
// facilitator's practices elsewhere: to where the first came from, to a third, or to nobody.
// The same assignment always becomes the same one.
void Improve(Assignment& assignment);

}  // namespace pcsp::planning::facilitators

// What a plan can be made of: what ships, and what of a programme's own solutions it asks for.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/plan/plan.h"
#include "services/planning/domain/solution/catalogue.h"

namespace pcsp::planning {

// `shipped`, with those of the programme's own solutions among `offered` that are pinned, or
// forbidden, and what the pinned ones need. Nobody has measured an idea at the scale of what ships
// when it is added, and its effect is what its author hopes for: so it is planned where somebody
// asks for it, and recommended by what has been measured of it (../solution/recommend.h).
Catalogue PlannedFrom(const Catalogue& shipped, const Catalogue& offered,
                      const PlanProblem& problem);

// The ids of the programme's own solutions in a catalogue, ascending.
std::vector<std::string> OwnIn(const Catalogue& catalogue);

}  // namespace pcsp::planning

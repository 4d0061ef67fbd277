// What was measured of a solution, in sentences for the people who decide.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/effect/issue_effects.h"

namespace pcsp::planning {

// "14 sites tried it beside 120 comparison sites, and it is associated with 3.2 points here (80 %
// interval 1.1 to 5.4; 78 % likely more than 2); the issue persisted at 3 of them." Without
// comparison sites it says that it is uncontrolled. `here` and `p_over_2` are those of the site.
std::string Measured(const SolutionEffect& effect, const Ranged80& here, double p_over_2);

// What speaks against taking the figure at its word, a sentence each: another solution adopted by
// more than 70 % of the same sites (named by its id), fidelity that falls, fewer than five sites.
std::vector<std::string> Caveats(const SolutionEffect& effect);

// Whom it helped more, or less, where that is at least 90 % likely: a phrase each, such as "more
// where deprivation is high".
std::vector<std::string> WhomItHelped(const SolutionEffect& effect);

}  // namespace pcsp::planning

// What must hold between the solutions of a catalogue, beyond the form of each.
#pragma once

#include <string>
#include <vector>

#include "common/base/error.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

// Adds a violation for each repeated id, each prerequisite that is unknown, of another level or in
// a cycle, and each issue with fewer than two solutions. Field paths are `solutions[i].…`.
void CheckCatalogue(const std::vector<Solution>& solutions, Violations& violations);

// The same for solutions that a programme adds to `shipped`, except that one answer to an issue is
// enough: theirs are `solutions[i].…`, and what is wrong with `shipped` alone is not told again.
void CheckAdded(const std::vector<Solution>& shipped, const std::vector<Solution>& added,
                Violations& violations);

}  // namespace pcsp::planning

// What a solution must say before a programme may add it to its library: the rules of the shipped
// file, for one that somebody typed in.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "common/base/error.h"
#include "services/planning/domain/solution/catalogue.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

// Adds a violation under `solutions[i].…` for everything that is wrong with `own`, at once: an
// empty or too long text, a figure out of range, no core function, an issue that is not among
// `issues`, a link that is none, and what CheckAdded() finds between them and the catalogue, such
// as a prerequisite in a cycle.
void CheckOwnSolutions(const Catalogue& catalogue, const std::vector<Solution>& own,
                       const std::set<std::string>& issues, Violations& violations);

// The catalogue with a programme's own solutions, which have passed CheckOwnSolutions(), marked as
// local.
Catalogue WithOwn(const Catalogue& catalogue, std::vector<Solution> own);

}  // namespace pcsp::planning

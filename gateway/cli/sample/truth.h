// What is really the case at each site of the sample programme.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/cli/sample/blueprint.h"
#include "gateway/cli/sample/programme.h"

namespace pcsp::gateway::sample {

// Issues of a site, with how badly each of them bites there (0.6 .. 1.3; 1 is ordinary).
using Severities = std::map<std::string, double>;

// Organisation id -> its issues.
using Planted = std::map<std::string, Severities>;

// Draws every site's issues top down: an issue is there if it arises locally or if one of its
// causes, present at the site's parent, brings it about. `organisations` are in top-down order.
Planted PlantIssues(const Blueprint& world, const std::vector<Organisation>& organisations,
                    const Random& random);

// What is the case a year later: of the issues `before`, four in ten are gone, fewer where one of
// their causes is still there above, more or fewer where something was tried; those that were not
// there may have come.
Planted AYearLater(const Blueprint& world, const std::vector<Organisation>& organisations,
                   const Planted& before, const Treatments& treatments, const Random& random);

}  // namespace pcsp::gateway::sample

// A programme as large as a nation's.
#pragma once

#include <random>
#include <vector>

#include "services/registry/domain/graph/graph.h"

namespace pcsp::registry {

// `p00000` and on, with names as they are given: few words, used again and again.
std::vector<GraphOrganisation> NationalPractices(std::mt19937& random, int size);

}  // namespace pcsp::registry

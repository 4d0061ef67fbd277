// Draws whole states of a network from a calibrated belief.
#pragma once

#include <cstdint>
#include <vector>

#include "services/diagnosis/domain/draws/random.h"
#include "services/diagnosis/domain/engine/belief.h"

namespace pcsp::diagnosis {

// Writes one state from P(state | evidence): for each variable 0 or 1. Exact, clique by clique from
// the root. `calibrated` must have been.
void SampleState(const Belief& calibrated, Random* random, std::vector<uint8_t>* state);

}  // namespace pcsp::diagnosis

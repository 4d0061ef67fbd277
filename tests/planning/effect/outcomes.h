// Outcomes for tests, drawn with a seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "services/planning/domain/effect/outcome.h"

namespace pcsp::planning::testing {

// A site that had the issue flagged and did nothing: 40 points before and after, ten people.
Outcome MakeOutcome(const std::string& site, const std::string& round = "r1");

// `count` outcomes of the issue "i" over rounds r1 to r3: contexts with gaps, none or some of the
// solutions a, b and c, scores that depend on all of it.
std::vector<Outcome> DrawOutcomes(int count, uint64_t seed);

}  // namespace pcsp::planning::testing

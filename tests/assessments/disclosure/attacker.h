// Somebody who has everything that is published, and a computer: exact linear algebra over counts
// and sums, and bounds on what is left. Knows nothing of the engine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/assessments/domain/disclosure/engine.h"

namespace pcsp::assessments::testing {

// A hierarchy with answers, and what is decided about it.
struct Publication {
  Hierarchy tree;
  Quantity quantity;
  PrivacyPolicy policy;
  DisclosureRules rules;
  Decisions decisions;
};

// A random one of 2 to 6 sites below 1 to 3 steering groups, some of them below whole systems.
Publication RandomPublication(uint64_t seed, const DisclosureRules& rules);

// What the attacker finds out that nobody should; "" if nothing. In words, for the reader of a
// failed test.
std::string WhatLeaks(const Publication& publication);

}  // namespace pcsp::assessments::testing

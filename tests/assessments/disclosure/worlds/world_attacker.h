// Somebody who has read everything that is told of a world, in both of its waves, and has a
// computer. Knows nothing of how it was decided what to tell.
#pragma once

#include <string>

#include "tests/assessments/disclosure/worlds/world_fixture.h"

namespace pcsp::assessments::testing {

// What the attacker finds out that nobody should; "" if nothing. In words, for the reader of a
// failed test.
std::string WhatLeaks(const World& world, const Published& published);

}  // namespace pcsp::assessments::testing

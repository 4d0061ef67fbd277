// A small made-up blueprint: two issues a level, each with items and a fact.
#pragma once

#include "gateway/cli/sample/blueprint.h"

namespace pcsp::gateway::sample {

Blueprint SmallBlueprint();

}  // namespace pcsp::gateway::sample

// The part of `pcspctl solution` that has a file of its own.
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddOwnSolutions(CLI::App& noun, Session& session);  // search, add, change, retire, effects

}  // namespace pcsp::cli

// The parts of `pcspctl solution` that have files of their own.
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddOwnSolutions(CLI::App& noun, Session& session);  // search, add, change, retire
void AddEffects(CLI::App& noun, Session& session);       // effects
void AddStories(CLI::App& noun, Session& session);       // stories, tell, withdraw

}  // namespace pcsp::cli

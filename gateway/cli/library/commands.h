// The parts of `pcspctl solution` that have files of their own.
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddOwnSolutions(Command noun, Session& session);  // search, add, change, retire
void AddEffects(Command noun, Session& session);       // effects
void AddStories(Command noun, Session& session);       // stories, tell, withdraw

}  // namespace pcsp::cli

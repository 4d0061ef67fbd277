// The noun `workforce`.
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddWorkforce(Command app, Session& session);
// More commands of the noun.
void AddComparison(Command noun, Session& session);

}  // namespace pcsp::cli

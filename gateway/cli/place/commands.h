// More commands of the noun `place`.
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddPlaceImport(CLI::App& noun, Session& session);

}  // namespace pcsp::cli

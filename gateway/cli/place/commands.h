// More commands of the noun `place`.
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddPlaceImport(Command noun, Session& session);

}  // namespace pcsp::cli

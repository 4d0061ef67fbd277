// pcspctl response import
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddResponseImport(Command noun, Session& session);

}  // namespace pcsp::cli

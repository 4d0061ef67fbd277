// The noun `workforce`.
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddWorkforce(CLI::App& app, Session& session);

}  // namespace pcsp::cli

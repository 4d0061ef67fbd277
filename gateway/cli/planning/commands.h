// Commands of the noun `plan` that work on files, without a server.
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddPlanSite(Command noun, Session& session);

}  // namespace pcsp::cli

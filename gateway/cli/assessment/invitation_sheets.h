// pcspctl invitation sheet
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddInvitationSheets(CLI::App& noun, Session& session);

}  // namespace pcsp::cli

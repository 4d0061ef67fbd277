// pcspctl invitation sheet
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddInvitationSheets(Command noun, Session& session);

}  // namespace pcsp::cli

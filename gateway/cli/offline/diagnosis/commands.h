// The commands of this folder.
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddDiagnose(Command app, Session& session);
void AddCalibrate(Command app, Session& session);

}  // namespace pcsp::cli

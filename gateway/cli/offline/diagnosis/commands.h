// The commands of this folder.
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddDiagnose(CLI::App& app, Session& session);
void AddCalibrate(CLI::App& app, Session& session);

}  // namespace pcsp::cli

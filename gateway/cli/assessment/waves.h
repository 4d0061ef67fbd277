// What of waves other commands use too.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// Closes the wave and waits, with a progress bar, until every site is diagnosed and planned for.
absl::Status CloseAndWait(Session& session, const std::string& wave_name);

}  // namespace pcsp::cli

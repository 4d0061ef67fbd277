// Files that commands on training read whole.
#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace pcsp::cli {

// `-` is standard input. FAILED_PRECONDITION, FILE_UNREADABLE.
absl::StatusOr<std::string> ReadWhole(const std::string& path);

}  // namespace pcsp::cli

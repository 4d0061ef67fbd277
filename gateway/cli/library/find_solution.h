// Solutions by the short names that people type.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// The full name of `given`: a full name as it is; an id of the catalogue or else of what the
// programme has added. Errors: SOLUTION_NOT_FOUND.
absl::StatusOr<std::string> FindSolution(Session& session, const std::string& given);

}  // namespace pcsp::cli

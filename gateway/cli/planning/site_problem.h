// The problem of `pcspctl plan site`, from a file; formats.md has the fields.
#pragma once

#include "absl/status/statusor.h"
#include "common/text/yaml.h"
#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::offline {

// INVALID_CONTENT with every fault of the file and of the problem, pins that cannot be met
// included.
absl::StatusOr<planning::site::Problem> ReadSiteProblem(text::Document document);

}  // namespace pcsp::offline

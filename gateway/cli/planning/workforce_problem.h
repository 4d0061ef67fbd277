// A problem file of `pcspctl plan workforce`, as formats.md describes it.
#pragma once

#include "absl/status/statusor.h"
#include "common/text/yaml.h"
#include "services/planning/domain/workforce/forecast.h"

namespace pcsp::offline {

struct WorkforceFile {
  planning::workforce::Problem problem;
  planning::workforce::Wanted wanted;
};

// INVALID_CONTENT with every fault of form, unknown ids among them, and then also what
// CheckProblem() finds in the rest. Of a file of good form MakeForecast() says what its values mean
// together.
absl::StatusOr<WorkforceFile> ReadWorkforceProblem(text::Document& document);

}  // namespace pcsp::offline

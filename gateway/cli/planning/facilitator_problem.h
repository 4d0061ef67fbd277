// A problem file of `pcspctl plan facilitators`, as formats.md describes it.
#pragma once

#include "absl/status/statusor.h"
#include "common/text/yaml.h"
#include "services/planning/domain/facilitators/facilitator_problem.h"

namespace pcsp::offline {

struct FacilitatorFile {
  planning::facilitators::Problem problem;
  bool maximise = false;  // costs of the problem are values with their sign turned
};

// INVALID_CONTENT with every fault of form, unknown ids among them, and then also what
// CheckProblem() finds in the rest. Of a file of good form MakePlan() says what its values mean
// together.
absl::StatusOr<FacilitatorFile> ReadFacilitatorProblem(text::Document& document);

}  // namespace pcsp::offline

// A problem file of `pcspctl plan cohorts`, as formats.md describes it.
#pragma once

#include "absl/status/statusor.h"
#include "common/text/yaml.h"
#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::offline {

// Everything that is wrong at once: the form of both files, unknown ids among that, and what the
// values mean together. `current` is the file of the current plan; null for none. INVALID_CONTENT
// for faults of form alone, COHORT_PROBLEM_INVALID otherwise; fields of the second file begin with
// `current.`.
absl::StatusOr<planning::CohortProblem> ReadCohortFiles(text::Document& document,
                                                        text::Document* current);

}  // namespace pcsp::offline

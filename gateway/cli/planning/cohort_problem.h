// A problem file of `pcspctl plan cohorts`, as formats.md describes it.
#pragma once

#include "absl/status/statusor.h"
#include "common/text/yaml.h"
#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::offline {

// INVALID_CONTENT with every fault of form, unknown ids among them. What the values mean together
// is PlanCohorts()'s business.
absl::StatusOr<planning::CohortProblem> ReadCohortProblem(text::Document& document);

// Takes the current plan from a file of its own: what the command printed before, or `bookings`
// with `frozen_until` and `keep` as in a problem file. Other keys are let be.
absl::Status ReadCurrentPlan(text::Document& document, planning::CohortProblem& problem);

}  // namespace pcsp::offline

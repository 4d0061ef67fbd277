// The plan in people's diaries, as a file beside a problem file of `pcspctl plan cohorts`.
#pragma once

#include "absl/status/status.h"
#include "common/text/yaml.h"
#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::offline {

// Takes the current plan from a file of its own: what the command printed before, or `bookings`
// with `frozen_until` and `keep` as in a problem file. Other keys are let be.
absl::Status ReadCurrentPlan(text::Document& document, planning::CohortProblem& problem);

}  // namespace pcsp::offline

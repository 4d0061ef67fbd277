// The problem of a plan of training, from what the services know. Pure.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/flows/plan_programme/facts.h"

namespace pcsp::gateway {

struct PlanProblem {
  planning::v1::CohortProblem problem;
  std::vector<std::string> notes;  // what should be known of how it was put together
};

// FAILED_PRECONDITION, NOTHING_TO_PLAN, with everything that is missing.
absl::StatusOr<PlanProblem> ProblemOf(const PlanFacts& facts,
                                      const v1::PlanProgrammeRequest& request);

}  // namespace pcsp::gateway

// The problem of who supports whom: a message as a domain value.
#pragma once

#include "common/base/error.h"
#include "pcsp/planning/v1/assignment_plan.pb.h"
#include "services/planning/domain/facilitators/facilitator_problem.h"

namespace pcsp::planning::facilitators {

namespace pb = ::pcsp::planning::v1;

// Where values are maximised, costs are their negatives. Adds everything that is wrong, and what
// CheckProblem() finds, to `violations`, as fields of `problem`.
Problem FromProto(const pb::AssignmentProblem& proto, Violations& violations);

}  // namespace pcsp::planning::facilitators

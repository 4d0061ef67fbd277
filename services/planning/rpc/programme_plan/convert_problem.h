// Problems of programme plans, from messages.
#pragma once

#include "common/base/error.h"
#include "pcsp/planning/v1/cohort_problem.pb.h"
#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::planning {

// `violations`, whose fields are those of the problem (`sessions[3].venue`), gets ids that nothing
// has; nothing stands in for what they refer to.
CohortProblem FromProto(const v1::CohortProblem& proto, Violations& violations);

// The same, and what the values mean together: every fault at once, each under the name that the
// message has for it. To be planned with only if there is none.
CohortProblem CheckedFromProto(const v1::CohortProblem& proto, Violations& violations);

}  // namespace pcsp::planning

// Problems of programme plans, from messages.
#pragma once

#include "common/base/error.h"
#include "pcsp/planning/v1/cohort_problem.pb.h"
#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::planning {

// `violations`, whose fields are those of the problem (`sessions[3].venue`), gets ids that nothing
// has. What the values mean together is CheckCohortProblem()'s business. Of what refers to nothing
// the first stands in, so that the rest can be looked at too.
CohortProblem FromProto(const v1::CohortProblem& proto, Violations& violations);

}  // namespace pcsp::planning

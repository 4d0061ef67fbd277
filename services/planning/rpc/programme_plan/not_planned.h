// People for whom a plan is not made, as the problem tells of them.
#pragma once

#include "common/base/error.h"
#include "pcsp/planning/v1/cohort_problem.pb.h"
#include "pcsp/planning/v1/cohort_result.pb.h"

namespace pcsp::planning {

// Everything that is wrong with what a problem says of them.
void CheckNotPlanned(const v1::CohortProblem& problem, Violations& violations);

// How many they are.
int NotPlannedPeople(const v1::CohortResult& result);

}  // namespace pcsp::planning

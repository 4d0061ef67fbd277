// What came of planning, as messages.
#pragma once

#include "pcsp/planning/v1/cohort_result.pb.h"
#include "services/planning/domain/cohorts/explain/changes.h"
#include "services/planning/domain/cohorts/explain/session_words.h"
#include "services/planning/domain/cohorts/plan_cohorts.h"

namespace pcsp::planning {

// With what it changes of the problem's current plan, if there is one.
v1::CohortResult ToProto(const CohortProblem& problem, const CohortResult& result);
v1::CohortCost ToProto(const CohortCost& cost);
v1::SessionInWords ToProto(const SessionWords& words);
v1::CohortChanges ToProto(const CohortProblem& problem, const CohortChanges& changes);

}  // namespace pcsp::planning

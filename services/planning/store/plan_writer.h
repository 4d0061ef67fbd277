// Plans into rows of several tables, within a transaction of the caller's. Throws what SOCI throws.
#pragma once

#include "common/storage/sql.h"
#include "services/planning/domain/plan/plan.h"

namespace pcsp::planning {

bool HasPlan(soci::session& session, const PlanName& name);

void InsertPlan(soci::session& session, sql::Engine engine, const Plan& plan);

// Replaces all but the names, the problem and the time of making of the stored plan with its uid.
void UpdatePlan(soci::session& session, sql::Engine engine, const Plan& plan);

// With all its parts; actions that are followed are rows of their own (actions/).
void ErasePlan(soci::session& session, const Plan& plan);

}  // namespace pcsp::planning

// Plans out of the rows of several tables: the heads of a page in one statement, then each kind of
// part for the whole page in one. Throws what SOCI throws.
#pragma once

#include <vector>

#include "common/storage/sql.h"
#include "services/planning/domain/plan/plan.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

// None or one.
std::vector<Plan> ReadPlan(soci::session& session, const PlanName& name);

std::vector<Plan> ReadPlans(soci::session& session, const PlanQuery& query);

}  // namespace pcsp::planning

// Two plans beside each other, or a plan beside the diary.
#pragma once

#include "pcsp/planning/v1/programme_plan.pb.h"
#include "services/planning/rpc/programme_plan/made_plan.h"

namespace pcsp::planning {

// With what was in the diary when the plan was made.
v1::CompareProgrammePlansResponse CompareWithDiary(const MadePlan& made);

// Sessions of both are the same when they are, or would be, the same session of the diary.
v1::CompareProgrammePlansResponse ComparePlans(const MadePlan& made, const MadePlan& other);

}  // namespace pcsp::planning

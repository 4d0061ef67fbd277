// The plan of who supports whom as a message.
#pragma once

#include "pcsp/planning/v1/assignment_plan.pb.h"
#include "services/planning/domain/facilitators/facilitator_plan.h"

namespace pcsp::planning::facilitators {

namespace pb = ::pcsp::planning::v1;

// Its costs are values where `objective` says so; without the input hash.
pb::AssignmentPlan ToProto(const Plan& plan, pb::AssignmentObjective objective);

}  // namespace pcsp::planning::facilitators

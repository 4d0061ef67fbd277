// Between messages and structs. What cannot be converted becomes a violation under its proto path;
// nothing here decides anything else.
#pragma once

#include <string>
#include <vector>

#include "common/base/error.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/domain/action/tracked_action.h"
#include "services/planning/domain/plan/plan.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

type::v1::Level ToProto(Level level);
pb::Solution ToProto(const Solution& solution);
pb::Warning ToProto(const Warning& warning);
// With its actions as of `today`: those `followed`, and the drafted ones that are not yet.
pb::Plan ToProto(const Plan& plan, const std::vector<TrackedAction>& followed,
                 absl::CivilDay today);
// A plan that has not been stored: no etags and times.
pb::Plan Unstored(pb::Plan plan);

// `level` when it is given, else the level that all `findings` share; a violation of `level` when
// they share none.
Level ActingLevel(type::v1::Level level, const std::vector<Finding>& findings,
                  Violations& violations);

std::vector<Finding> FromProto(const google::protobuf::RepeatedPtrField<pb::Finding>& findings,
                               Violations& violations);

// What is to be planned in `programme`, with the defaults filled in, checked in full but for the
// pins.
PlanProblem FromProto(const pb::DraftPlanRequest& request, const std::string& programme,
                      Violations& violations);

// Nothing for an unspecified level; a violation of `level` for one that does not exist.
std::optional<Level> LevelFilter(type::v1::Level level, Violations& violations);

}  // namespace pcsp::planning

// What the commands on programme plans share.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"

namespace pcsp::cli {

using ProgrammePlanStub = planning::v1::ProgrammePlanService::Stub;

// One call; a request that has a request_id gets one.
template <typename Request, typename Response>
absl::StatusOr<Response> AskPlans(Session& session,
                                  grpc::Status (ProgrammePlanStub::*method)(grpc::ClientContext*,
                                                                            const Request&,
                                                                            Response*),
                                  Request request) {
  if constexpr (requires { request.set_request_id(""); }) {
    request.set_request_id(NewUuid(SystemClock().Now()));
  }
  return gateway::Ask(*session.clients().programme_plans, method, request, session.deadline());
}

std::string PlanNameOf(const Session& session, const std::string& id);

// Follows a plan on standard error until it is made or has failed; the plan without its result.
absl::StatusOr<planning::v1::ProgrammePlan> FollowPlan(Session& session, const std::string& name);

// A row a plan.
Table PlanRows(const google::protobuf::RepeatedPtrField<planning::v1::ProgrammePlan>& plans);
// How a plan stands and, as far as it is there, who goes where, who stays untrained and what is
// short.
void ShowPlan(Session& session, const planning::v1::ProgrammePlan& plan);
// Who moves and why.
Table MoveRows(const planning::v1::CohortChanges& changes);
Table CostRows(const planning::v1::CompareProgrammePlansResponse& compared);

// The commands, a file for each few.
void AddPlanMaking(Command noun, Session& session);
void AddPlanDeciding(Command noun, Session& session);

}  // namespace pcsp::cli

// A plan of training, begun from what the services know.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/programme_plan.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.PlanProgramme.
absl::StatusOr<planning::v1::ProgrammePlan> PlanProgramme(Clients& clients, const rpc::Call& call,
                                                          const v1::PlanProgrammeRequest& request);

}  // namespace pcsp::gateway

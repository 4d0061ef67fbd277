// A plan to print, with names in the place of ids.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/programme_service.pb.h"

namespace pcsp::gateway {

// Of a registry that does not answer the page does without names, and says so. Errors: those of
// GetPlan.
absl::StatusOr<type::v1::Document> PrintPlan(Clients& clients, const rpc::Call& call,
                                             const v1::PrintPlanRequest& request);

}  // namespace pcsp::gateway

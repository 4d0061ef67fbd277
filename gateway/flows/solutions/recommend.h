// What a site should do about what a diagnosis found.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/site_advice.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.RecommendForDiagnosis.
absl::StatusOr<planning::v1::RecommendSolutionsResponse> RecommendForDiagnosis(
    Clients& clients, const rpc::Call& call, const v1::RecommendForDiagnosisRequest& request);

}  // namespace pcsp::gateway

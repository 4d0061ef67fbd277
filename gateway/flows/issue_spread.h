// How common issues are in a programme: diagnoses summed up by where their sites belong.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/diagnosis/v1/spread.pb.h"
#include "pcsp/gateway/v1/issue_spread.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.GetIssueSpread.
absl::StatusOr<diagnosis::v1::SummariseIssuesResponse> GetIssueSpread(
    Clients& clients, const rpc::Call& call, const v1::GetIssueSpreadRequest& request);

}  // namespace pcsp::gateway

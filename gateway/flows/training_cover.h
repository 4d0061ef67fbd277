// Which share of the staff in post has been trained: attendance from planning, headcounts and
// appointments from the registry.
#pragma once

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/training_cover.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.GetTrainingCover.
absl::StatusOr<planning::v1::GetCoverageResponse> GetTrainingCover(
    Clients& clients, const rpc::Call& call, const v1::GetTrainingCoverRequest& request);

// The same by a deadline, for other flows.
absl::StatusOr<planning::v1::GetCoverageResponse> CoverageOf(
    Clients& clients, const v1::GetTrainingCoverRequest& request, absl::Time deadline);

// What the programme's core days grant; nothing where planning knows of no courses.
absl::StatusOr<std::set<std::string>> CoreCompetences(Clients& clients,
                                                      const std::string& programme);

}  // namespace pcsp::gateway

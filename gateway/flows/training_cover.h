// Which share of the staff has been trained: attendance from planning, headcounts from the
// registry.
#pragma once

#include <set>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/training_cover.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.GetTrainingCover.
absl::StatusOr<planning::v1::GetCoverageResponse> GetTrainingCover(
    Clients& clients, const rpc::Call& call, const v1::GetTrainingCoverRequest& request);

// What the programme's core days grant; nothing where planning knows of no courses.
absl::StatusOr<std::set<std::string>> CoreCompetences(Clients& clients,
                                                      const std::string& programme);

// The fact of the knowledge base that tells it of a practice, and the categories of its answer.
inline constexpr absl::string_view kTrainedShareFact = "fact_pr_trained_share";
absl::string_view TrainedShareCategory(double share);

// The share of each practice's people whose training holds today, by name: of what core days grant,
// the least. Practices of which no attendance was ever recorded are absent, since that is not to
// say that nobody was trained; so are all where planning knows of no training.
absl::StatusOr<absl::flat_hash_map<std::string, double>> TrainedShares(
    Clients& clients, const std::string& programme);

}  // namespace pcsp::gateway

// Has assessments know what share of each practice's staff has been trained, so that a diagnosis
// can rest on it and is made again when it changes.
#pragma once

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/clients.h"

namespace pcsp::gateway {

// The fact of the knowledge base that tells it of a practice, and the categories of its answer.
inline constexpr absl::string_view kTrainedShareFact = "fact_pr_trained_share";
absl::string_view TrainedShareCategory(double share);

// The share of each practice's people whose training holds today, by name: of what core days grant,
// the least. Practices of which no attendance was ever recorded are absent, since that is not to
// say that nobody was trained; so are all where planning knows of no training.
absl::StatusOr<absl::flat_hash_map<std::string, double>> TrainedShares(
    Clients& clients, const std::string& programme);

// Tells assessments what the shares come to now, whatever it was told before. Repeating it is
// harmless: what has not changed gets no new revision. Errors: those of the calls.
absl::Status RecordTraining(Clients& clients, const std::string& programme);

}  // namespace pcsp::gateway

// Has assessments know what share of each practice's staff has been trained, so that a diagnosis
// can rest on it and is made again when it changes.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gateway/clients.h"

namespace pcsp::gateway {

// Of the answer to the fact that tells it, `fact_pr_trained_share`.
absl::string_view TrainedShareCategory(double share);

// Tells assessments what the share comes to now at each practice, whatever it was told before: of
// what core days grant, the least. Practices of which no attendance was ever recorded are left out,
// since that is not to say that nobody was trained; so are all where planning knows of no training.
// Repeating it is harmless: what has not changed gets no new revision. Errors: those of the calls.
absl::Status RecordTraining(Clients& clients, const std::string& programme);

}  // namespace pcsp::gateway

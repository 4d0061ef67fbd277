// A programme's reviews, each with the evidence that its diagnosis was made from: what is learned
// from.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/diagnosis/domain/learning/layers/learned_layer.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

struct ReviewLog {
  std::vector<LoggedCase> cases;         // by the name of the diagnosis
  std::vector<std::string> reviews;      // ids of what is in the cases, in the order of time
  std::vector<std::string> no_evidence;  // diagnoses that were stored before evidence was kept
};

struct ReviewLogQuery {
  std::string programme;
  absl::Time as_of;                             // the reviews that counted then
  const std::set<std::string>* only = nullptr;  // ids; null for all
  std::function<bool()> cancelled;              // asked between pages; may be empty
};

// CANCELLED; errors of common/storage.
absl::StatusOr<ReviewLog> ReadReviewLog(Store& diagnoses, ReviewStore& reviews,
                                        const ReviewLogQuery& query);

}  // namespace pcsp::diagnosis

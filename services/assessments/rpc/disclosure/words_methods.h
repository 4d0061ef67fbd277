// What people wrote in their own words.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/assessments/v1/words.pb.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/results/wave_results.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// The method of AssessmentService of the same name. Thread-safe.
class WordsMethods {
 public:
  // Both must outlive this.
  WordsMethods(Store* store, WaveResultsCache* results) : store_(store), results_(results) {}

  absl::StatusOr<pb::WaveWords> GetWords(const rpc::Call& call,
                                         const pb::GetWordsRequest& request) const;

 private:
  Store* const store_;
  WaveResultsCache* const results_;
};

}  // namespace pcsp::assessments

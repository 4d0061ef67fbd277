// What people wrote in their own words.
#pragma once

#include <map>
#include <string>
#include <vector>

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
  // By item code and site number.
  using TextsOfItems = std::map<std::string, std::map<int, std::vector<std::string>>>;

  // The texts of `site`, or of all sites of `level` for nullptr.
  absl::StatusOr<TextsOfItems> ReadTexts(const WaveResults& results, const WaveSite* site,
                                         Level level) const;

  Store* const store_;
  WaveResultsCache* const results_;
};

}  // namespace pcsp::assessments

// The methods of AssessmentService about groups of sites, and words.
#pragma once

#include "services/assessments/rpc/comparison/reactors.h"

namespace pcsp::assessments {

// Thread-safe.
class GroupReactors : public ComparisonReactors {
 public:
  Unary* GetGroupResults(Context*, const pb::GetGroupResultsRequest*, pb::GroupResults*) override;
  Unary* GetWords(Context*, const pb::GetWordsRequest*, pb::WaveWords*) override;
  Unary* ReleaseGroupResults(Context*, const pb::ReleaseGroupResultsRequest*,
                             pb::GroupResults*) override;

 protected:
  using ComparisonReactors::ComparisonReactors;
};

}  // namespace pcsp::assessments

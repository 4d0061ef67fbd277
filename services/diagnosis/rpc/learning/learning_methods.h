// The methods on learned layers, as plain functions.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/diagnosis/v1/learning.pb.h"
#include "services/diagnosis/rpc/knowledge/knowledge_base_methods.h"
#include "services/diagnosis/rpc/learning/footing.h"
#include "services/diagnosis/rpc/learning/review_log.h"

namespace pcsp::diagnosis {

// Thread-safe. What it points to must outlive it.
class LearningMethods {
 public:
  struct Options {
    const KnowledgeBaseMethods* knowledge_bases;
    Store* diagnoses;
    ReviewStore* reviews;
    LearningStore* layers;
    Footings* footings;
    const PageTokens* tokens;
  };
  explicit LearningMethods(const Options& options) : options_(options) {}

  absl::StatusOr<v1::LearnedLayer> Learn(const rpc::Call& call,
                                         const v1::LearnFromReviewsRequest& request) const;
  absl::StatusOr<v1::ListLearnedLayersResponse> List(
      const rpc::Call& call, const v1::ListLearnedLayersRequest& request) const;
  absl::StatusOr<v1::LearningInUse> Use(const rpc::Call& call,
                                        const v1::UseLearnedLayerRequest& request) const;

 private:
  // What the reviews teach, not stored. NO_REVIEWS.
  absl::StatusOr<StoredLayer> Replay(const rpc::Call& call, const std::string& programme,
                                     absl::Time as_of) const;
  absl::StatusOr<std::string> LearnAndStore(const rpc::Call& call, const std::string& programme,
                                            absl::Time as_of,
                                            const v1::LearnFromReviewsRequest& request) const;

  const Options options_;
};

}  // namespace pcsp::diagnosis

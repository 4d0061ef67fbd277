// What several sites say together: those that belonged together when the wave opened, and those
// that somebody puts together.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/assessments/v1/group_results.pb.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/results/final_replies.h"
#include "services/assessments/rpc/results/wave_results.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// The methods of AssessmentService of the same names. Thread-safe.
class GroupMethods {
 public:
  // As many groups may be put together over one wave.
  static constexpr int kMostReleases = 200;

  // All must outlive this.
  GroupMethods(Store* store, WaveResultsCache* results, FinalReplies* replies)
      : store_(store), results_(results), replies_(replies) {}

  absl::StatusOr<pb::GroupResults> GetGroupResults(const rpc::Call& call,
                                                   const pb::GetGroupResultsRequest& request) const;
  absl::StatusOr<pb::GroupResults> ReleaseGroupResults(
      const rpc::Call& call, const pb::ReleaseGroupResultsRequest& request) const;

 private:
  Store* const store_;
  WaveResultsCache* const results_;
  FinalReplies* const replies_;
};

}  // namespace pcsp::assessments

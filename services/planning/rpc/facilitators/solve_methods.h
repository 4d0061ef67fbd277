// Who should support whom: solved, nothing saved.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/assignment_plan.pb.h"

namespace pcsp::planning::facilitators {

// The method of AssignmentService of that name. It takes a thread for as long as the search, ends
// early when nobody waits any more, and answers before the call's deadline. Thread-safe.
class SolveMethods {
 public:
  // The clock is the one that calls are dated by, and outlives this.
  explicit SolveMethods(const Clock* clock) : clock_(clock) {}

  absl::StatusOr<v1::AssignmentPlan> AssignFacilitators(
      const rpc::Call& call, const v1::AssignFacilitatorsRequest& request) const;

 private:
  const Clock* const clock_;
};

}  // namespace pcsp::planning::facilitators

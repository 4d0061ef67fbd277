// Who supports whom from a day on: made so.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/assignment_plan.pb.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

// The method of AssignmentService of that name. Thread-safe.
class ApplyMethods {
 public:
  // The records outlive this.
  explicit ApplyMethods(sql::RecordStore* records) : records_(records) {}

  absl::StatusOr<v1::ApplyAssignmentsResponse> ApplyAssignments(
      const rpc::Call& call, const v1::ApplyAssignmentsRequest& request) const;

 private:
  sql::RecordStore* const records_;
};

}  // namespace pcsp::planning::training

// Programme plans compared, and put into the diary.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "services/planning/rpc/programme_plan/convert_plan.h"

namespace pcsp::planning {

// The methods of ProgrammePlanService of the same names. Thread-safe.
class ApplyMethods {
 public:
  explicit ApplyMethods(const training::Desk& desk) : desk_(desk) {}

  absl::StatusOr<v1::CompareProgrammePlansResponse> Compare(
      const rpc::Call& call, const v1::CompareProgrammePlansRequest& request) const;
  absl::StatusOr<v1::ApplyProgrammePlanResponse> Apply(
      const rpc::Call& call, const v1::ApplyProgrammePlanRequest& request) const;

 private:
  const training::Desk desk_;
};

}  // namespace pcsp::planning

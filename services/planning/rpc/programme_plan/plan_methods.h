// Programme plans from their beginning to their approval.
#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "services/planning/rpc/programme_plan/convert_plan.h"

namespace pcsp::planning {

// The methods of ProgrammePlanService of the same names. Thread-safe.
class ProgrammePlanMethods {
 public:
  // `ring` is called when there is something for a worker to do.
  ProgrammePlanMethods(const training::Desk& desk, std::function<void()> ring)
      : desk_(desk), ring_(std::move(ring)) {}

  absl::StatusOr<v1::ProgrammePlan> Create(const rpc::Call& call,
                                           const v1::CreateProgrammePlanRequest& request) const;
  absl::StatusOr<v1::ProgrammePlan> Get(const rpc::Call& call,
                                        const v1::GetProgrammePlanRequest& request) const;
  absl::StatusOr<v1::ListProgrammePlansResponse> List(
      const rpc::Call& call, const v1::ListProgrammePlansRequest& request) const;
  absl::StatusOr<v1::ProgrammePlan> Cancel(const rpc::Call& call,
                                           const v1::CancelProgrammePlanRequest& request) const;
  absl::StatusOr<v1::ProgrammePlan> Approve(const rpc::Call& call,
                                            const v1::ApproveProgrammePlanRequest& request) const;

 private:
  const training::Desk desk_;
  const std::function<void()> ring_;
};

}  // namespace pcsp::planning

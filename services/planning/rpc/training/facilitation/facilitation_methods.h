// The time that facilitators have, the practices that they look after, what they did there.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/facilitation.pb.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

// The methods of TrainingService of the same names. Thread-safe.
class FacilitationMethods {
 public:
  explicit FacilitationMethods(const Desk& desk) : desk_(desk) {}

  absl::StatusOr<v1::FacilitatorCapacity> UpdateFacilitatorCapacity(
      const rpc::Call& call, const v1::UpdateFacilitatorCapacityRequest& request) const;
  absl::StatusOr<v1::FacilitatorCapacity> GetFacilitatorCapacity(
      const rpc::Call& call, const v1::GetFacilitatorCapacityRequest& request) const;
  absl::StatusOr<v1::ListFacilitatorCapacitiesResponse> ListFacilitatorCapacities(
      const rpc::Call& call, const v1::ListFacilitatorCapacitiesRequest& request) const;

  absl::StatusOr<v1::Leave> CreateLeave(const rpc::Call& call,
                                        const v1::CreateLeaveRequest& request) const;
  absl::StatusOr<v1::ListLeavesResponse> ListLeaves(const rpc::Call& call,
                                                    const v1::ListLeavesRequest& request) const;
  absl::StatusOr<v1::Leave> DeleteLeave(const rpc::Call& call,
                                        const v1::DeleteLeaveRequest& request) const;

  absl::StatusOr<v1::GetCaseloadResponse> GetCaseload(const rpc::Call& call,
                                                      const v1::GetCaseloadRequest& request) const;
  absl::StatusOr<v1::TrainingSettings> GetTrainingSettings(
      const rpc::Call& call, const v1::GetTrainingSettingsRequest& request) const;
  absl::StatusOr<v1::TrainingSettings> UpdateTrainingSettings(
      const rpc::Call& call, const v1::UpdateTrainingSettingsRequest& request) const;

 private:
  const Desk desk_;
};

}  // namespace pcsp::planning::training

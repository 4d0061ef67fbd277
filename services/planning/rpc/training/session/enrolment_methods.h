// Who comes to sessions, and who came.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/session.pb.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

// The methods of TrainingService of the same names. Thread-safe.
class EnrolmentMethods {
 public:
  explicit EnrolmentMethods(const Desk& desk) : desk_(desk) {}

  absl::StatusOr<v1::Enrolment> CreateEnrolment(const rpc::Call& call,
                                                const v1::CreateEnrolmentRequest& request) const;
  absl::StatusOr<v1::BatchCreateEnrolmentsResponse> BatchCreateEnrolments(
      const rpc::Call& call, const v1::BatchCreateEnrolmentsRequest& request) const;
  absl::StatusOr<v1::Enrolment> GetEnrolment(const rpc::Call& call,
                                             const v1::GetEnrolmentRequest& request) const;
  absl::StatusOr<v1::ListEnrolmentsResponse> ListEnrolments(
      const rpc::Call& call, const v1::ListEnrolmentsRequest& request) const;
  absl::StatusOr<v1::WithdrawEnrolmentResponse> WithdrawEnrolment(
      const rpc::Call& call, const v1::WithdrawEnrolmentRequest& request) const;
  absl::StatusOr<v1::BatchWithdrawEnrolmentsResponse> BatchWithdrawEnrolments(
      const rpc::Call& call, const v1::BatchWithdrawEnrolmentsRequest& request) const;
  absl::StatusOr<v1::RecordAttendanceResponse> RecordAttendance(
      const rpc::Call& call, const v1::RecordAttendanceRequest& request) const;

 private:
  const Desk desk_;
};

}  // namespace pcsp::planning::training

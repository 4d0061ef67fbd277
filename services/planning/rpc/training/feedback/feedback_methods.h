// What participants thought of sessions: tokens out, answers in, and what may be shown of them.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/feedback.pb.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

// The methods of TrainingService of the same names. Thread-safe.
class FeedbackMethods {
 public:
  explicit FeedbackMethods(const Desk& desk) : desk_(desk) {}

  absl::StatusOr<v1::IssueFeedbackTokensResponse> IssueFeedbackTokens(
      const rpc::Call& call, const v1::IssueFeedbackTokensRequest& request) const;
  absl::StatusOr<v1::FeedbackForm> GetFeedbackForm(const rpc::Call& call,
                                                   const v1::GetFeedbackFormRequest& request) const;
  absl::StatusOr<v1::SubmitFeedbackResponse> SubmitFeedback(
      const rpc::Call& call, const v1::SubmitFeedbackRequest& request) const;
  absl::StatusOr<v1::GetFeedbackReportResponse> GetFeedbackReport(
      const rpc::Call& call, const v1::GetFeedbackReportRequest& request) const;

 private:
  const Desk desk_;
};

}  // namespace pcsp::planning::training

#include <utility>

#include "common/rpc/worker_pool.h"
#include "services/planning/rpc/training/training_service.h"

namespace pcsp::planning::training {
namespace {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

constexpr absl::Duration kRetryAfter = absl::Milliseconds(200);

absl::Status Overloaded() {
  return MakeError(absl::StatusCode::kResourceExhausted, "More answers are waiting than may wait.",
                   {.reason = "OVERLOADED", .retry_after = kRetryAfter});
}

}  // namespace

ServerUnaryReactor* TrainingService::IssueFeedbackTokens(
    CallbackServerContext* context, const pb::IssueFeedbackTokensRequest* request,
    pb::IssueFeedbackTokensResponse* response) {
  return handler_.Unary(context, request, response, "IssueFeedbackTokens",
                        [this](const rpc::Call& call, const auto& message) {
                          return feedback_.IssueFeedbackTokens(call, message);
                        });
}

// When somebody answers is not for a log, so these two are counted alone.
ServerUnaryReactor* TrainingService::GetFeedbackForm(CallbackServerContext* context,
                                                     const pb::GetFeedbackFormRequest* request,
                                                     pb::FeedbackForm* response) {
  return handler_.UnaryAsync(context, request, response, "GetFeedbackForm", rpc::Trace::kCounted,
                             [this](const rpc::Call& call, const auto& message, auto done) {
                               const auto get = [this, call, &message, done] {
                                 done(feedback_.GetFeedbackForm(call, message));
                               };
                               if (!pool_.TrySubmit(get)) done(Overloaded());
                             });
}

ServerUnaryReactor* TrainingService::SubmitFeedback(CallbackServerContext* context,
                                                    const pb::SubmitFeedbackRequest* request,
                                                    pb::SubmitFeedbackResponse* response) {
  return handler_.UnaryAsync(context, request, response, "SubmitFeedback", rpc::Trace::kCounted,
                             [this](const rpc::Call& call, const auto& message, auto done) {
                               const auto submit = [this, call, &message, done] {
                                 done(feedback_.SubmitFeedback(call, message));
                               };
                               if (!pool_.TrySubmit(submit)) done(Overloaded());
                             });
}

ServerUnaryReactor* TrainingService::GetFeedbackReport(CallbackServerContext* context,
                                                       const pb::GetFeedbackReportRequest* request,
                                                       pb::GetFeedbackReportResponse* response) {
  return handler_.Unary(context, request, response, "GetFeedbackReport",
                        [this](const rpc::Call& call, const auto& message) {
                          return feedback_.GetFeedbackReport(call, message);
                        });
}

}  // namespace pcsp::planning::training

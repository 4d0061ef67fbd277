// StreamResponses under way: responses come in while verdicts go out, in the order of the
// responses.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/support/server_callback.h"
#include "pcsp/assessments/v1/response.pb.h"
#include "pcsp/assessments/v1/response_stream.pb.h"

namespace pcsp::assessments {

// Frees itself. So many responses are under way at once that they are stored in groups, and no more
// than that: who sends faster than the store stores has to wait.
class ResponseStream final
    : public grpc::ServerBidiReactor<v1::StreamResponsesRequest, v1::StreamResponsesResponse> {
 public:
  // Stores one response and calls back once, from any thread; the request lives until then.
  using Submit =
      std::function<void(const v1::SubmitResponseRequest&,
                         std::function<void(absl::StatusOr<v1::SubmitResponseResponse>)>)>;

  // `ended` is called once, when nothing of the call is left.
  ResponseStream(Submit submit, std::function<void(const absl::Status&)> ended);

  void OnReadDone(bool more) override;
  void OnWriteDone(bool sent) override;
  void OnDone() override;

 private:
  struct Row {
    v1::StreamResponsesRequest request;
    std::optional<absl::Status> verdict;  // nothing while it is being stored
  };

  void Settle(Row* row, const absl::Status& verdict);
  // Starts what can be started; true if nothing is left to do.
  bool GoOn() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void ReadNext() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void WriteNext() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void FinishCall();

  const Submit submit_;
  const std::function<void(const absl::Status&)> ended_;
  absl::Mutex mutex_;
  std::deque<std::unique_ptr<Row>> rows_ ABSL_GUARDED_BY(mutex_);  // in the order sent
  std::unique_ptr<Row> incoming_ ABSL_GUARDED_BY(mutex_);          // being read; null: nothing is
  v1::StreamResponsesResponse outgoing_ ABSL_GUARDED_BY(mutex_);
  int64_t answered_ ABSL_GUARDED_BY(mutex_) = 0;
  bool handing_on_ ABSL_GUARDED_BY(mutex_) = false;  // the last one read; the call cannot end yet
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool no_more_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;  // nobody hears the verdicts
};

}  // namespace pcsp::assessments

// BatchDiagnose under way: requests come in while answers go out, in the order of the requests.
#pragma once

#include <deque>
#include <functional>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/support/server_callback.h"
#include "pcsp/diagnosis/v1/batch.pb.h"

namespace pcsp::diagnosis {

// Frees itself. A request is worked off on the thread that read it; while answers wait to be
// written, at most `kMostWaiting` of them, the next request is read already.
class BatchStream final
    : public grpc::ServerBidiReactor<v1::BatchDiagnoseRequest, v1::BatchDiagnoseResponse> {
 public:
  static constexpr size_t kMostWaiting = 32;
  static constexpr size_t kLongestKey = 200;
  using Diagnose = std::function<absl::StatusOr<v1::Diagnosis>(const v1::DiagnoseRequest&)>;

  // `ended` is called once, when nothing of the call is left.
  BatchStream(Diagnose diagnose, std::function<void()> ended);

  void OnReadDone(bool more) override;
  void OnWriteDone(bool sent) override;
  void OnDone() override;

 private:
  v1::BatchDiagnoseResponse Answer();
  // Starts what can be started; true if nothing is left to do.
  bool GoOn() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Diagnose diagnose_;
  const std::function<void()> ended_;
  v1::BatchDiagnoseRequest request_;  // of the one read that is under way
  int64_t index_ = 0;
  absl::Mutex mutex_;
  // The first is being written while `writing_`.
  std::deque<v1::BatchDiagnoseResponse> answers_ ABSL_GUARDED_BY(mutex_);
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool no_more_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;  // nobody hears the answers
};

}  // namespace pcsp::diagnosis

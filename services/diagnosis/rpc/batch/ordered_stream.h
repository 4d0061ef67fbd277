// A stream under way: requests come in while answers go out, in the order of the requests.
#pragma once

#include <deque>
#include <functional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/support/server_callback.h"

namespace pcsp::diagnosis {

// Frees itself. A request is worked off on the thread that read it; while answers wait to be
// written, at most `kMostWaiting` of them, the next request is read already.
template <typename Request, typename Response>
class OrderedStream final : public grpc::ServerBidiReactor<Request, Response> {
 public:
  static constexpr size_t kMostWaiting = 32;
  // The answer to one request, which is number `index`. Called for one after another.
  using Answer = std::function<Response(const Request&, int64_t index)>;

  // `ended` is called once, when nothing of the call is left.
  OrderedStream(Answer answer, std::function<void()> ended)
      : answer_(std::move(answer)), ended_(std::move(ended)) {
    absl::MutexLock lock(&mutex_);
    GoOn();
  }

  void OnReadDone(bool more) override {
    bool done = false;
    if (more) {
      Response answer = answer_(request_, index_++);
      absl::MutexLock lock(&mutex_);
      reading_ = false;
      if (!broken_) answers_.push_back(std::move(answer));
      GoOn();  // the end has not been read yet, so this cannot be it
    } else {
      absl::MutexLock lock(&mutex_);
      reading_ = false;
      no_more_ = true;
      done = GoOn();
    }
    if (done) this->Finish(grpc::Status::OK);
  }

  void OnWriteDone(bool sent) override {
    bool done = false;
    {
      absl::MutexLock lock(&mutex_);
      writing_ = false;
      answers_.pop_front();
      if (!sent) {
        broken_ = true;
        answers_.clear();
      }
      done = GoOn();
    }
    if (done) this->Finish(grpc::Status::OK);
  }

  void OnDone() override {
    ended_();
    delete this;
  }

 private:
  // Starts what can be started; true if nothing is left to do.
  bool GoOn() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (!writing_ && !answers_.empty()) {
      writing_ = true;
      this->StartWrite(&answers_.front());
    }
    if (!reading_ && !no_more_ && answers_.size() < kMostWaiting) {
      reading_ = true;
      this->StartRead(&request_);
    }
    return no_more_ && answers_.empty() && !writing_;
  }

  const Answer answer_;
  const std::function<void()> ended_;
  Request request_;  // of the one read that is under way
  int64_t index_ = 0;
  absl::Mutex mutex_;
  // The first is being written while `writing_`.
  std::deque<Response> answers_ ABSL_GUARDED_BY(mutex_);
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool no_more_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;  // nobody hears the answers
};

}  // namespace pcsp::diagnosis

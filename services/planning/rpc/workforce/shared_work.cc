#include "services/planning/rpc/workforce/shared_work.h"

#include <algorithm>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace pcsp::planning {
namespace {

// Lives until the last helper has looked at it, which may be after the caller has gone.
class Work {
 public:
  Work(int n, const std::function<void(int)>* task) : n_(n), task_(*task) {}

  // Until nothing is left. The caller's task is used only while the caller waits for it.
  void TakePart() {
    for (int i = Take(); i < n_; i = Take()) {
      task_(i);
      absl::MutexLock lock(&mutex_);
      --running_;
    }
  }

  void WaitForHelpers() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(
        +[](int* running) { return *running == 0; }, &running_));
  }

 private:
  int Take() {
    absl::MutexLock lock(&mutex_);
    if (next_ < n_) ++running_;
    return next_ < n_ ? next_++ : n_;
  }

  const int n_;
  const std::function<void(int)>& task_;
  absl::Mutex mutex_;
  int next_ ABSL_GUARDED_BY(mutex_) = 0;
  int running_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace

void ShareWork(rpc::WorkerPool& pool, int helpers, int n, const std::function<void(int)>& task) {
  const auto work = std::make_shared<Work>(n, &task);
  for (int i = 0; i < std::min(helpers, n - 1); ++i) {
    if (!pool.TrySubmit([work] { work->TakePart(); })) break;
  }
  work->TakePart();
  work->WaitForHelpers();
}

}  // namespace pcsp::planning

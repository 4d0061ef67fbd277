#include "common/rpc/worker_pool.h"

#include <utility>

namespace pcsp::rpc {

WorkerPool::WorkerPool(int threads, int queue_limit)
    : queue_limit_(static_cast<size_t>(queue_limit)) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(); });
}

WorkerPool::~WorkerPool() {
  {
    absl::MutexLock lock(&mutex_);
    ending_ = true;
  }
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::TrySubmit(std::function<void()> work) {
  absl::MutexLock lock(&mutex_);
  if (ending_ || queue_.size() >= queue_limit_) return false;
  queue_.push_back(std::move(work));
  return true;
}

void WorkerPool::Run() {
  const auto has_work_or_ends = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return ending_ || !queue_.empty();
  };
  for (;;) {
    std::function<void()> work;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(&has_work_or_ends));
      if (queue_.empty()) return;
      work = std::move(queue_.front());
      queue_.pop_front();
    }
    work();
  }
}

}  // namespace pcsp::rpc

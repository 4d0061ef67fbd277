// A fixed number of threads with a short queue: where methods that touch a store run.
#pragma once

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace pcsp::rpc {

// Thread-safe. Every module has a pool of its own, so that a flow that waits for a service never
// waits for its own thread (design.md 2, decision 6).
class WorkerPool {
 public:
  // `threads` >= 1 run the work; at most `queue_limit` pieces wait.
  WorkerPool(int threads, int queue_limit);
  // Runs what is queued, then ends the threads.
  ~WorkerPool();

  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Queues `work`; false, without keeping it, when the queue is full or the pool is ending.
  bool TrySubmit(std::function<void()> work);

 private:
  void Run();

  const size_t queue_limit_;
  absl::Mutex mutex_;
  std::deque<std::function<void()>> queue_ ABSL_GUARDED_BY(mutex_);
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace pcsp::rpc

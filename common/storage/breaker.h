// Stops asking something that does not answer, and tries again now and then.
#pragma once

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace pcsp {

// Thread-safe. Opens after `threshold` failures in a row; then lets one caller through each
// `probe_interval` until one of them succeeds.
class Breaker {
 public:
  Breaker(int threshold, absl::Duration probe_interval)
      : threshold_(threshold), probe_interval_(probe_interval) {}

  // True if the caller may ask now; it then reports Success() or Failure().
  bool Allow(absl::Time now) {
    absl::MutexLock lock(&mutex_);
    if (failures_ < threshold_) return true;
    // A clock that was set back must not keep it open.
    if (now < next_probe_ && now >= next_probe_ - probe_interval_) return false;
    next_probe_ = now + probe_interval_;
    return true;
  }
  void Success() {
    absl::MutexLock lock(&mutex_);
    failures_ = 0;
  }
  void Failure(absl::Time now) {
    absl::MutexLock lock(&mutex_);
    if (++failures_ == threshold_) next_probe_ = now + probe_interval_;
  }
  bool open() const {
    absl::MutexLock lock(&mutex_);
    return failures_ >= threshold_;
  }

 private:
  const int threshold_;
  const absl::Duration probe_interval_;
  mutable absl::Mutex mutex_;
  int failures_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Time next_probe_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace pcsp

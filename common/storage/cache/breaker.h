// Stops asking something that does not answer, and tries again now and then.
#pragma once

#include <mutex>

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
    std::lock_guard<std::mutex> lock(mutex_);
    if (failures_ < threshold_) return true;
    // A clock that was set back must not keep it open.
    if (now < next_probe_ && now >= next_probe_ - probe_interval_) return false;
    next_probe_ = now + probe_interval_;
    return true;
  }
  void Success() {
    std::lock_guard<std::mutex> lock(mutex_);
    failures_ = 0;
  }
  void Failure(absl::Time now) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (++failures_ == threshold_) next_probe_ = now + probe_interval_;
  }
  bool open() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return failures_ >= threshold_;
  }

 private:
  const int threshold_;
  const absl::Duration probe_interval_;
  mutable std::mutex mutex_;  // guards what follows
  int failures_ = 0;
  absl::Time next_probe_;
};

}  // namespace pcsp

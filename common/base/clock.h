// The time of day, as something that a test can set.
#pragma once

#include "absl/time/time.h"

namespace pcsp {

// Thread-safe. Passed in where time is needed; nothing else asks the system for the time.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

// The system's wall clock. It lives as long as the program.
const Clock& SystemClock();

// A clock that stands still until it is told to move.
class FixedClock : public Clock {
 public:
  explicit FixedClock(absl::Time now) : now_(now) {}
  absl::Time Now() const override { return now_; }
  void Advance(absl::Duration by) { now_ += by; }

 private:
  absl::Time now_;
};

}  // namespace pcsp

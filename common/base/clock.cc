#include "common/base/clock.h"

#include "absl/time/clock.h"

namespace pcsp {
namespace {

class WallClock : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

}  // namespace

const Clock& SystemClock() {
  static const WallClock clock;
  return clock;
}

}  // namespace pcsp

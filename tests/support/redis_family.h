// A primary, two replicas and three sentinels that watch over them, on ports of this machine.
#pragma once

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "tests/support/redis_server.h"

namespace pcsp::testing {

class RedisFamily {
 public:
  // Returns when the sentinels know each other and the replicas, so that they can fail over.
  absl::Status Start();

  // Goes by the sentinels.
  RedisAddress address() const;
  // The one that calls itself primary and is not paused or killed; null during a failover.
  RedisServer* Primary();
  // Waits, at most so long, until there is a primary other than `lost`; null if there is none.
  RedisServer* AwaitPrimaryOtherThan(const RedisServer* lost, absl::Duration patience);

 private:
  std::vector<std::unique_ptr<RedisServer>> servers_;  // the first primary first
  std::vector<std::unique_ptr<RedisServer>> sentinels_;
};

}  // namespace pcsp::testing

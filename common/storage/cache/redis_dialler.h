// Opens connections to the Redis that an address stands for, wherever it is just now.
#pragma once

#include <atomic>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/cache/redis_address.h"
#include "common/storage/cache/redis_connection.h"

namespace pcsp {

// Thread-safe. Behind sentinels it asks one after another where the primary is, beginning with the
// one that knew last, and believes the first whose primary calls itself one: for some seconds of a
// failover a sentinel may still name the server that has just been lost or demoted.
class RedisDialler {
 public:
  // `timeout` bounds each step: reaching a server, and each of its replies.
  RedisDialler(RedisAddress address, absl::Duration timeout);

  // UNAVAILABLE.
  absl::StatusOr<RedisConnection> Dial();

 private:
  absl::StatusOr<HostPort> WhereIsPrimary(const HostPort& sentinel) const;
  absl::StatusOr<RedisConnection> DialPrimary(const HostPort& at) const;

  const RedisAddress address_;
  const absl::Duration timeout_;
  std::atomic<size_t> first_ = 0;  // of the sentinels
};

}  // namespace pcsp

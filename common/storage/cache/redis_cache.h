// The cache that replicas share. Slow or absent Redis costs a bounded time and is then left alone
// for a while; nothing fails.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/storage/cache/breaker.h"
#include "common/storage/cache/cache.h"
#include "common/storage/cache/redis_connection.h"
#include "common/storage/cache/redis_dialler.h"

namespace pcsp {

struct RedisCacheOptions {
  RedisAddress address;
  absl::Duration connect_timeout = absl::Milliseconds(50);
  absl::Duration operation_timeout = absl::Milliseconds(20);
  int breaker_failures = 5;
  absl::Duration probe_interval = absl::Seconds(1);
  size_t idle_connections = 16;  // kept open; each caller at work holds one of its own
  // How long one process may compute while others wait for it; should it die, they wait no longer.
  absl::Duration lease = absl::Seconds(3);
};

class RedisCache : public Cache {
 public:
  // Does not connect. `clock` must outlive the cache.
  RedisCache(RedisCacheOptions options, const Clock* clock);

  std::vector<std::optional<std::string>> GetMany(const std::vector<std::string>& keys) override;
  // Keeps the value for `ttl` give or take a fifth, so that what was stored together does not
  // expire together.
  void Set(const std::string& key, absl::string_view value, absl::Duration ttl) override;
  CacheStats Stats() const override;
  Lease TakeLease(const std::string& key) override;
  void SetLeased(const std::string& key, const Lease& lease, absl::string_view value,
                 absl::Duration ttl) override;
  void GiveBack(const std::string& key, const Lease& lease) override;
  bool breaker_open() const { return breaker_.open(); }

 private:
  // One command on a connection of the pool; a connection that failed is not put back.
  absl::StatusOr<RedisReply> Ask(const std::vector<absl::string_view>& command);
  absl::StatusOr<RedisReply> AskOnce(const std::vector<absl::string_view>& command);
  std::optional<RedisConnection> TakeIdle();
  void PutBack(RedisConnection connection);
  void DropIdle();

  const RedisCacheOptions options_;
  const Clock* const clock_;
  RedisDialler dialler_;
  Breaker breaker_;
  std::mutex mutex_;  // guards what follows
  std::vector<RedisConnection> idle_;
  std::atomic<uint64_t> hits_ = 0, misses_ = 0, corrupt_ = 0, failures_ = 0;
};

}  // namespace pcsp

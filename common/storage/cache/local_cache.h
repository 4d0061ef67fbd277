// A cache in the memory of this process: what was used least recently goes first.
#pragma once

#include <array>
#include <atomic>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/base/clock.h"
#include "common/storage/cache/cache.h"

namespace pcsp {

class LocalCache : public Cache {
 public:
  // `max_bytes` bounds keys and values together; a value above a sixteenth of it is not kept.
  // `clock` must outlive the cache.
  LocalCache(size_t max_bytes, const Clock* clock);

  std::vector<std::optional<std::string>> GetMany(const std::vector<std::string>& keys) override;
  void Set(const std::string& key, absl::string_view value, absl::Duration ttl) override;
  CacheStats Stats() const override;
  size_t bytes() const;

 private:
  struct Entry {
    std::string key;
    std::string value;
    absl::Time expiry;
  };
  using Entries = std::list<Entry>;  // most recently used first
  struct Shard {
    mutable std::mutex mutex;  // guards what follows, and is held where Remove() is called
    Entries entries;
    absl::flat_hash_map<absl::string_view, Entries::iterator> by_key;
    size_t bytes = 0;

    void Remove(Entries::iterator entry);
  };

  Shard& ShardOf(absl::string_view key);
  std::optional<std::string> Find(const std::string& key);

  const size_t shard_bytes_;
  const Clock* const clock_;
  std::array<Shard, 16> shards_;
  std::atomic<uint64_t> hits_ = 0, misses_ = 0;
};

}  // namespace pcsp

#include "common/storage/cache/local_cache.h"

#include <iterator>
#include <utility>

#include "absl/hash/hash.h"

namespace pcsp {
namespace {

// List node, map slot and the strings' own headers, roughly.
constexpr size_t kOverhead = 160;

}  // namespace

LocalCache::LocalCache(size_t max_bytes, const Clock* clock)
    : shard_bytes_(max_bytes / std::tuple_size_v<decltype(shards_)>), clock_(clock) {}

LocalCache::Shard& LocalCache::ShardOf(absl::string_view key) {
  return shards_[absl::HashOf(key) % shards_.size()];
}

void LocalCache::Shard::Remove(Entries::iterator entry) {
  bytes -= entry->key.size() + entry->value.size() + kOverhead;
  by_key.erase(entry->key);
  entries.erase(entry);
}

std::vector<std::optional<std::string>> LocalCache::GetMany(const std::vector<std::string>& keys) {
  std::vector<std::optional<std::string>> values;
  values.reserve(keys.size());
  for (const std::string& key : keys) {
    values.push_back(Find(key));
    ++(values.back() ? hits_ : misses_);
  }
  return values;
}

std::optional<std::string> LocalCache::Find(const std::string& key) {
  Shard& shard = ShardOf(key);
  std::lock_guard<std::mutex> lock(shard.mutex);
  const auto found = shard.by_key.find(key);
  if (found == shard.by_key.end()) return std::nullopt;
  const Entries::iterator entry = found->second;
  if (entry->expiry <= clock_->Now()) {
    shard.Remove(entry);
    return std::nullopt;
  }
  shard.entries.splice(shard.entries.begin(), shard.entries, entry);
  return entry->value;
}

void LocalCache::Set(const std::string& key, absl::string_view value, absl::Duration ttl) {
  const size_t size = key.size() + value.size() + kOverhead;
  Shard& shard = ShardOf(key);
  std::lock_guard<std::mutex> lock(shard.mutex);
  if (const auto found = shard.by_key.find(key); found != shard.by_key.end()) {
    shard.Remove(found->second);
  }
  if (size > shard_bytes_ || ttl <= absl::ZeroDuration()) return;
  while (shard.bytes + size > shard_bytes_) shard.Remove(std::prev(shard.entries.end()));
  shard.entries.push_front({key, std::string(value), clock_->Now() + ttl});
  shard.by_key[shard.entries.front().key] = shard.entries.begin();
  shard.bytes += size;
}

CacheStats LocalCache::Stats() const { return {hits_, misses_, 0, 0}; }

size_t LocalCache::bytes() const {
  size_t total = 0;
  for (const Shard& shard : shards_) {
    std::lock_guard<std::mutex> lock(shard.mutex);
    total += shard.bytes;
  }
  return total;
}

}  // namespace pcsp

#include "common/storage/layered_cache.h"

#include <algorithm>
#include <utility>

namespace pcsp {

LayeredCache::LayeredCache(std::unique_ptr<Cache> near, std::unique_ptr<Cache> far,
                           absl::Duration near_ttl)
    : near_(std::move(near)), far_(std::move(far)), near_ttl_(near_ttl) {}

std::vector<std::optional<std::string>> LayeredCache::GetMany(
    const std::vector<std::string>& keys) {
  std::vector<std::optional<std::string>> values = near_->GetMany(keys);
  std::vector<size_t> missing;
  std::vector<std::string> missing_keys;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (values[i]) continue;
    missing.push_back(i);
    missing_keys.push_back(keys[i]);
  }
  if (missing.empty()) return values;
  std::vector<std::optional<std::string>> found = far_->GetMany(missing_keys);
  for (size_t i = 0; i < missing.size(); ++i) {
    if (found[i]) near_->Set(missing_keys[i], *found[i], near_ttl_);
    values[missing[i]] = std::move(found[i]);
  }
  return values;
}

void LayeredCache::Set(const std::string& key, absl::string_view value, absl::Duration ttl) {
  near_->Set(key, value, std::min(ttl, near_ttl_));
  far_->Set(key, value, ttl);
}

CacheStats LayeredCache::Stats() const {
  CacheStats stats = far_->Stats();
  stats.hits += near_->Stats().hits;
  return stats;
}

}  // namespace pcsp

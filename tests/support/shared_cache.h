// A cache that several owners share, as processes share Redis.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/storage/cache/cache.h"

namespace pcsp::testing {

// Thread-safe if what it shares is.
class SharedCache : public Cache {
 public:
  explicit SharedCache(std::shared_ptr<Cache> shared) : shared_(std::move(shared)) {}

  std::vector<std::optional<std::string>> GetMany(const std::vector<std::string>& keys) override {
    return shared_->GetMany(keys);
  }
  void Set(const std::string& key, absl::string_view value, absl::Duration ttl) override {
    shared_->Set(key, value, ttl);
  }
  CacheStats Stats() const override { return shared_->Stats(); }
  Lease TakeLease(const std::string& key) override { return shared_->TakeLease(key); }
  void SetLeased(const std::string& key, const Lease& lease, absl::string_view value,
                 absl::Duration ttl) override {
    shared_->SetLeased(key, lease, value, ttl);
  }
  void GiveBack(const std::string& key, const Lease& lease) override {
    shared_->GiveBack(key, lease);
  }

 private:
  const std::shared_ptr<Cache> shared_;
};

}  // namespace pcsp::testing

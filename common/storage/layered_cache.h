// A near cache in front of a far one.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/storage/cache.h"

namespace pcsp {

class LayeredCache : public Cache {
 public:
  // What was found far away is kept near for `near_ttl`: its own remaining time is not known.
  LayeredCache(std::unique_ptr<Cache> near, std::unique_ptr<Cache> far, absl::Duration near_ttl);

  // One round trip for all that is not near.
  std::vector<std::optional<std::string>> GetMany(const std::vector<std::string>& keys) override;
  void Set(const std::string& key, absl::string_view value, absl::Duration ttl) override;
  // Hits of both; the misses, corrupt values and failures of the far one.
  CacheStats Stats() const override;

 private:
  const std::unique_ptr<Cache> near_, far_;
  const absl::Duration near_ttl_;
};

}  // namespace pcsp

// Results that can be computed again, kept for speed alone: losing all of them costs time and never
// an answer. Keys contain the revision of what the value was computed from (cache_key.h), so that
// nothing stale can be found and nothing needs to be invalidated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace pcsp {

// What a cache has seen since it was made.
struct CacheStats {
  uint64_t hits = 0;
  uint64_t misses = 0;
  uint64_t corrupt = 0;     // found, but not what was stored: counted as a miss too
  uint64_t failures = 0;    // the cache could not be asked or did not answer in time
  bool left_alone = false;  // it failed so often that it is asked only now and then
};

// The right to compute what is missing under a key, so that of all who miss it one does the work.
// It only saves work: it may be lost, and two may hold it.
struct Lease {
  enum class State {
    kOurs,
    kTheirs,  // somebody computes it now: look again in a moment
    kNone,    // the cache cannot be asked: compute, and wait for nobody
  };
  State state = State::kOurs;
  std::string token;  // tells it from the lease of another
};

// Thread-safe. Nothing here fails: a fault is a miss.
class Cache {
 public:
  virtual ~Cache() = default;

  // The values found, in the order of the keys, in one round trip.
  virtual std::vector<std::optional<std::string>> GetMany(const std::vector<std::string>& keys) = 0;
  // Keeps `value` for about `ttl`. Only complete and successful results belong here.
  virtual void Set(const std::string& key, absl::string_view value, absl::Duration ttl) = 0;
  virtual CacheStats Stats() const = 0;

  // A cache that nobody shares gives every lease away and needs none back.
  virtual Lease TakeLease(const std::string&) { return {}; }
  // Set() if the lease is still ours, and gives it back.
  virtual void SetLeased(const std::string& key, const Lease&, absl::string_view value,
                         absl::Duration ttl) {
    Set(key, value, ttl);
  }
  // Nothing came of it: the next may try.
  virtual void GiveBack(const std::string&, const Lease&) {}

  std::optional<std::string> Get(const std::string& key) { return GetMany({key}).front(); }
};

// Keeps nothing: shows in tests that no answer depends on a cache.
class NullCache : public Cache {
 public:
  std::vector<std::optional<std::string>> GetMany(const std::vector<std::string>& keys) override {
    return std::vector<std::optional<std::string>>(keys.size());
  }
  void Set(const std::string&, absl::string_view, absl::Duration) override {}
  CacheStats Stats() const override { return {}; }
};

}  // namespace pcsp

// The snapshots of the programmes asked about last, in the memory of this process.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "absl/strings/string_view.h"
#include "services/registry/domain/find/snapshot.h"

namespace pcsp::registry {

// Goes by revision, so that nothing stale is found. Thread-safe.
class SnapshotCache {
 public:
  // Keeps snapshots of together about `max_organisations`; the one kept last stays in any case.
  explicit SnapshotCache(int max_organisations) : max_organisations_(max_organisations) {}

  // The programme's snapshot of this very revision, or null.
  std::shared_ptr<const Snapshot> Find(absl::string_view programme, int64_t revision);
  void Keep(absl::string_view programme, std::shared_ptr<const Snapshot> snapshot);

 private:
  struct Entry {
    std::string programme;
    std::shared_ptr<const Snapshot> snapshot;
  };

  const int max_organisations_;
  std::mutex mutex_;          // guards what follows
  std::list<Entry> entries_;  // used last first; few, so that looking through them costs nothing
};

}  // namespace pcsp::registry

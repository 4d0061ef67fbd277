#include "services/registry/store/snapshot_cache.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pcsp::registry {

std::shared_ptr<const Snapshot> SnapshotCache::Find(absl::string_view programme, int64_t revision) {
  const std::lock_guard lock(mutex_);
  const auto entry = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) {
    return e.programme == programme && e.snapshot->revision() == revision;
  });
  if (entry == entries_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, entry);
  return entry->snapshot;
}

void SnapshotCache::Keep(absl::string_view programme, std::shared_ptr<const Snapshot> snapshot) {
  const std::lock_guard lock(mutex_);
  // Whoever reads more slowly than others write may come late with an old one.
  for (const Entry& entry : entries_) {
    if (entry.programme == programme && entry.snapshot->revision() >= snapshot->revision()) return;
  }
  entries_.remove_if([&](const Entry& entry) { return entry.programme == programme; });
  entries_.push_front({std::string(programme), std::move(snapshot)});
  int organisations = 0;
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    organisations += entry->snapshot->graph().size();
    const bool keep = entry == entries_.begin() || organisations <= max_organisations_;
    entry = keep ? std::next(entry) : entries_.erase(entry);
  }
}

}  // namespace pcsp::registry

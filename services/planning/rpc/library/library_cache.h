// The libraries of programmes, kept by their revision.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "services/planning/domain/library/library.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

// Thread-safe. What it is given must outlive it.
class LibraryCache {
 public:
  LibraryCache(const Catalogue* shipped, Store* store) : shipped_(*shipped), store_(*store) {}

  // As of now: asks the store for the revision, and for the rest only when that has moved.
  absl::StatusOr<std::shared_ptr<const Library>> Of(const std::string& programme);

  const Catalogue& shipped() const { return shipped_; }

 private:
  std::shared_ptr<const Library> Kept(const std::string& programme, int64_t revision);

  const Catalogue& shipped_;
  Store& store_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Library>> kept_;
};

// Moves the revision; for a body that changes solutions or outcomes.
void MoveLibraryRevision(sql::RecordWriter& writer, const std::string& programme);

}  // namespace pcsp::planning

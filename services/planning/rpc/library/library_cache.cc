#include "services/planning/rpc/library/library_cache.h"

#include <utility>
#include <vector>

#include "common/base/status_macros.h"

namespace pcsp::planning {
namespace {

constexpr size_t kMostKept = 64;  // programmes; few servers have more than one

int64_t RevisionOf(sql::RecordReader& reader, const std::string& programme) {
  const auto found = reader.Find<LibraryRevision>({programme});
  return found ? found->revision : 0;
}

}  // namespace

void MoveLibraryRevision(sql::RecordWriter& writer, const std::string& programme) {
  writer.Put(LibraryRevision{programme, RevisionOf(writer, programme) + 1});
}

std::shared_ptr<const Library> LibraryCache::Kept(const std::string& programme, int64_t revision) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(programme);
  if (found == kept_.end() || found->second->revision() != revision) return nullptr;
  return found->second;
}

absl::StatusOr<std::shared_ptr<const Library>> LibraryCache::Of(const std::string& programme) {
  std::shared_ptr<const Library> library;
  RETURN_IF_ERROR(store_.records().Read([&](sql::RecordReader& reader) {
    const int64_t revision = RevisionOf(reader, programme);
    library = Kept(programme, revision);
    if (library != nullptr) return absl::OkStatus();
    const sql::Query all = {.where = {sql::Is("programme", programme)}};
    library = std::make_shared<const Library>(shipped_, reader.List<OwnSolution>(all),
                                              reader.List<SiteOutcome>(all), revision,
                                              reader.List<SiteStory>(all));
    return absl::OkStatus();
  }));
  const std::lock_guard lock(mutex_);
  if (kept_.size() >= kMostKept) kept_.clear();
  kept_[programme] = library;
  return library;
}

}  // namespace pcsp::planning

#include "services/registry/rpc/recent_ancestries.h"

#include <algorithm>

namespace pcsp::registry {
namespace {

// A national programme takes about 2 MB.
constexpr size_t kMostKept = 8;

}  // namespace

std::shared_ptr<const Ancestry> RecentAncestries::On(Reader& reader, const Programme& programme,
                                                     Date day) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = std::find_if(recent_.begin(), recent_.end(), [&](const Kept& kept) {
      return kept.uid == programme.uid && kept.revision == programme.content_revision &&
             kept.day == day;
    });
    if (found != recent_.end()) {
      recent_.splice(recent_.begin(), recent_, found);
      return found->ancestry;
    }
  }
  auto ancestry = std::make_shared<const Ancestry>(reader.BondsOn(programme.id, day));
  const std::lock_guard<std::mutex> lock(mutex_);
  recent_.push_front({programme.uid, programme.content_revision, day, ancestry});
  if (recent_.size() > kMostKept) recent_.pop_back();
  return ancestry;
}

}  // namespace pcsp::registry

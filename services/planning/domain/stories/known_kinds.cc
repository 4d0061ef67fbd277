#include "services/planning/domain/stories/known_kinds.h"

#include <utility>

namespace pcsp::planning {

// The one who listens may be of the class, and knows that it is not itself.
KnownKinds::KnownKinds(const std::vector<SiteFacts>& sites) : scale_(KindScale::Of(sites)) {
  std::vector<const SiteFacts*> left;
  for (const SiteFacts& site : sites) left.push_back(&site);
  for (int lost = 0; lost <= kTraits; ++lost) {
    std::map<SiteKind, std::vector<const SiteFacts*>> groups;
    for (const SiteFacts* site : left) {
      groups[Less(scale_.KindOf(*site), lost)].push_back(site);
    }
    left.clear();
    for (const auto& [kind, members] : groups) {
      if (members.size() <= kFewestOthers + 1) {
        left.insert(left.end(), members.begin(), members.end());
        continue;
      }
      Class& known = classes_[kind];
      for (const SiteFacts* site : members) {
        ++known.sites;
        ++known.by_system[site->whole_system];
        sayable_.emplace(site->id, kind);
      }
    }
  }
}

std::optional<SiteKind> KnownKinds::Sayable(const std::string& site) const {
  const auto found = sayable_.find(site);
  if (found == sayable_.end()) return std::nullopt;
  return found->second;
}

bool KnownKinds::MaySayElsewhere(const SiteKind& kind, const SiteFacts& listener) const {
  const auto found = classes_.find(kind);
  if (found == classes_.end() || listener.whole_system.empty()) return false;
  const Class& known = found->second;
  const auto count = [&known](const std::string& system) {
    const auto at = known.by_system.find(system);
    return at == known.by_system.end() ? 0 : at->second;
  };
  // Of those nearby one may be the listener; those of no known system are never said to be
  // elsewhere.
  const int nearby = count(listener.whole_system) + count("");
  const int elsewhere = known.sites - nearby;
  const auto own = sayable_.find(listener.id);
  const int listening = own != sayable_.end() && own->second == kind ? 1 : 0;
  const int others_nearby = nearby - listening;
  return elsewhere > kFewestOthers && (others_nearby == 0 || others_nearby > kFewestOthers);
}

}  // namespace pcsp::planning

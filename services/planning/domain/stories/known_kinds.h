// How much may be said of each site without telling which it is.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/planning/domain/stories/site_kind.h"

namespace pcsp::planning {

// Other sites of which what is said must hold, too.
inline constexpr int kFewestOthers = 5;

// Immutable, and so thread-safe.
class KnownKinds {
 public:
  // `sites` are all that a listener may think of: each once.
  explicit KnownKinds(const std::vector<SiteFacts>& sites);

  // What may be said of a site: less the rarer it is. Nothing when nothing may be said.
  std::optional<SiteKind> Sayable(const std::string& site) const;
  // All that is known of one, for itself and for what it may be told of others.
  SiteKind Full(const SiteFacts& site) const { return scale_.KindOf(site); }

  // Whether tellers of `kind`, which is sayable, may be said to be in another system than
  // `listener` when they are: the same for all of them.
  bool MaySayElsewhere(const SiteKind& kind, const SiteFacts& listener) const;

 private:
  struct Class {
    int sites = 0;
    std::map<std::string, int> by_system;  // "": not known
  };

  KindScale scale_;
  std::map<std::string, SiteKind> sayable_;  // by site
  std::map<SiteKind, Class> classes_;
};

}  // namespace pcsp::planning

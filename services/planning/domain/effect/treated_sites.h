// Sites that tried a solution, for stories: places like yours, and where it did not work.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/planning/domain/adaptation/sharing.h"
#include "services/planning/domain/effect/outcome.h"
#include "services/planning/domain/effect/scale.h"

namespace pcsp::planning {

struct TreatedSite {
  Site site;
  Sharing sharing = Sharing::kAnonymous;
  std::string round;
  std::string issue;
  Treatment treatment;
  SiteContext context;
  double change = 0;  // points from the shrunk baseline: what happened, not what the solution did
  Story story = Story::kUnclear;
  std::string note;  // the site's own words, screened before they come here; may be empty
};

struct NearTreatedSite {
  const TreatedSite* treated = nullptr;
  double distance = 0;  // Mahalanobis
};

// Immutable once made. Pointers to its sites live as long as it does.
class TreatedSites {
 public:
  explicit TreatedSites(std::vector<TreatedSite> treated);

  // The `most` nearest to `context` that tried the solution on the issue, the asking site itself
  // left out; a site that tried it twice is there with its latest round. Equals by site id.
  std::vector<NearTreatedSite> Nearest(const std::string& issue, const Treatment& treatment,
                                       const Likeness& likeness, const Site& asking,
                                       const SiteContext& context, size_t most) const;

  // The nearest of those where the issue persisted: failures are kept and returned.
  std::vector<NearTreatedSite> NearestFailures(const std::string& issue, const Treatment& treatment,
                                               const Likeness& likeness, const Site& asking,
                                               const SiteContext& context, size_t most) const;

 private:
  std::vector<TreatedSite> treated_;
  std::map<std::pair<std::string, Treatment>, std::vector<size_t>> by_solution_;
};

}  // namespace pcsp::planning

#include "services/planning/domain/effect/treated_sites.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace pcsp::planning {
namespace {

void KeepNearest(std::vector<NearTreatedSite>& near, size_t most) {
  const auto nearer = [](const NearTreatedSite& a, const NearTreatedSite& b) {
    return std::tie(a.distance, a.treated->site.id) < std::tie(b.distance, b.treated->site.id);
  };
  const size_t kept = std::min(most, near.size());
  std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(kept), near.end(),
                    nearer);
  near.resize(kept);
}

}  // namespace

TreatedSites::TreatedSites(std::vector<TreatedSite> treated) : treated_(std::move(treated)) {
  std::sort(treated_.begin(), treated_.end(), [](const TreatedSite& a, const TreatedSite& b) {
    return std::tie(a.site.id, a.round) < std::tie(b.site.id, b.round);
  });
  for (size_t i = 0; i < treated_.size(); ++i) {
    std::vector<size_t>& of = by_solution_[{treated_[i].issue, treated_[i].treatment}];
    // Sites come in order, their rounds too: the latest round replaces the one before.
    if (!of.empty() && treated_[of.back()].site.id == treated_[i].site.id) of.pop_back();
    of.push_back(i);
  }
}

std::vector<NearTreatedSite> TreatedSites::Nearest(const std::string& issue,
                                                   const Treatment& treatment,
                                                   const Likeness& likeness, const Site& asking,
                                                   const SiteContext& context, size_t most) const {
  std::vector<NearTreatedSite> near;
  const auto of = by_solution_.find({issue, treatment});
  if (of == by_solution_.end()) return near;
  for (const size_t i : of->second) {
    if (treated_[i].site.id == asking.id) continue;
    near.push_back({&treated_[i], std::sqrt(likeness.Distance2(context, treated_[i].context))});
  }
  KeepNearest(near, most);
  return near;
}

std::vector<NearTreatedSite> TreatedSites::NearestFailures(
    const std::string& issue, const Treatment& treatment, const Likeness& likeness,
    const Site& asking, const SiteContext& context, size_t most) const {
  std::vector<NearTreatedSite> near =
      Nearest(issue, treatment, likeness, asking, context, treated_.size());
  near.erase(std::remove_if(near.begin(), near.end(),
                            [](const NearTreatedSite& one) {
                              return one.treated->story != Story::kPersisted;
                            }),
             near.end());
  KeepNearest(near, most);
  return near;
}

}  // namespace pcsp::planning

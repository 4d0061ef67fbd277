#include "services/assessments/domain/disclosure/exact.h"

#include <algorithm>
#include <utility>

namespace pcsp::assessments {
namespace {

// What is left of one part of a group's people when everything exact below is taken away.
struct Rest {
  int sites = 0;
  bool banded = false;  // one of them is shown, as a band
  int64_t people = 0, low = 0, high = 0;

  Rest& operator+=(const Rest& other) {
    sites += other.sites;
    banded = banded || other.banded;
    people += other.people;
    low += other.low;
    high += other.high;
    return *this;
  }
  // No number of theirs can be had. What is hidden altogether is the engine's business.
  bool IsOpen() const { return !banded || (sites > 1 && low < people && people < high); }
};
using Rests = std::array<Rest, kStaffGroups>;  // by part

class Finder {
 public:
  Finder(const Hierarchy& tree, const Quantity& quantity, const Knowledge& knowledge,
         const Decisions& decisions, const PrivacyPolicy& policy, const Places& rough)
      : tree_(tree),
        quantity_(quantity),
        knowledge_(knowledge),
        decisions_(decisions),
        policy_(policy),
        rough_(rough) {}

  ExactPlaces Find() const {
    ExactPlaces places = {Places(tree_.nodes.size()), std::vector<bool>(tree_.nodes.size())};
    for (int r = 0; r < kResolutions; ++r) {
      std::vector<Rests> rests(tree_.nodes.size());
      for (size_t i = tree_.nodes.size(); i-- > 0;) {
        const int node = static_cast<int>(i);
        if (r == kWholeTeam) places.lone[node] = !rests[node][0].IsOpen();
        // The parts add up to the whole.
        const bool whole = r == kWholeTeam || places.exact[node][r - 1];
        places.exact[node][r] = whole && !rough_[node][r] && HasNoBand(node, r) &&
                                std::all_of(rests[node].begin(), rests[node].end(),
                                            [](const Rest& rest) { return rest.IsOpen(); });
        const int above = tree_.nodes[node].parent;
        if (above < 0 || (places.exact[node][r] && decisions_.Shown(node, r))) continue;
        const Rests own = tree_.IsSite(node) ? OfSite(node, r) : rests[node];
        for (size_t p = 0; p < PartsOf(r).size(); ++p) rests[above][p] += own[p];
      }
    }
    return places;
  }

 private:
  bool HasNoBand(int node, int r) const {
    const auto parts = PartsOf(r);
    return std::none_of(parts.begin(), parts.end(), [&](Part part) {
      const int64_t people = TallyOf(quantity_.nodes[node], part).people;
      return people >= policy_.min_group_size && people < policy_.min_distribution_size;
    });
  }
  // Parts that are told one beside the other say no more of each than that it has people enough.
  Rests OfSite(int site, int r) const {
    Rests rests;
    size_t p = 0;
    for (Part part : PartsOf(r)) {
      Rest& rest = rests[p++];
      rest.people = TallyOf(quantity_.nodes[site], part).people;
      if (rest.people == 0) continue;
      rest.sites = 1;
      rest.banded = decisions_.Shown(site, r);
      const Range range = knowledge_.People(site, r, part, decisions_.Why(site, r));
      rest.low = rest.banded ? policy_.min_group_size : range.low;
      if (!rest.banded) {
        rest.high = range.high;
      } else if (r == kWholeTeam && rest.people < policy_.min_distribution_size) {
        rest.high = policy_.min_distribution_size - 1;
      } else {
        rest.high = 2 * rest.people;
      }
    }
    return rests;
  }

  const Hierarchy& tree_;
  const Quantity& quantity_;
  const Knowledge& knowledge_;
  const Decisions& decisions_;
  const PrivacyPolicy& policy_;
  const Places& rough_;
};

}  // namespace

ExactPlaces WhereExact(const Hierarchy& tree, const Quantity& quantity, const Knowledge& knowledge,
                       const Decisions& decisions, const PrivacyPolicy& policy,
                       const Places& rough) {
  return Finder(tree, quantity, knowledge, decisions, policy, rough).Find();
}

}  // namespace pcsp::assessments

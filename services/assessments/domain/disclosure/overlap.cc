#include "services/assessments/domain/disclosure/overlap.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

namespace pcsp::assessments {
namespace {

constexpr int kInNone = -1;

// Splits every set at the edge of `member`.
void Split(const std::vector<bool>& member, std::vector<int>& sets, int& next) {
  std::map<int, int> split;  // old set -> the part of it that is in the new one
  for (size_t i = 0; i < sets.size(); ++i) {
    if (!member[i] || sets[i] == static_cast<int>(i)) continue;
    const auto [it, first] = split.emplace(sets[i], next);
    if (first) ++next;
    sets[i] = it->second;
  }
}

// True if the sites of `group` are some of the sets and no part of another: then it is their sum.
bool IsSumOf(const std::vector<int>& sets, const Hierarchy& tree, const Quantity& quantity,
             int group) {
  const auto counts = [&](int site) { return tree.IsSite(site) && quantity.People(site) > 0; };
  std::map<int, int> below;
  std::vector<int> open = {group};
  while (!open.empty()) {
    const int node = open.back();
    open.pop_back();
    open.insert(open.end(), tree.nodes[node].children.begin(), tree.nodes[node].children.end());
    if (!counts(node)) continue;
    if (sets[node] == kInNone) return false;
    ++below[sets[node]];
  }
  for (size_t i = 0; i < sets.size(); ++i) {
    const auto set = counts(static_cast<int>(i)) ? below.find(sets[i]) : below.end();
    if (set != below.end()) --set->second;
  }
  return std::all_of(below.begin(), below.end(), [](const auto& set) { return set.second == 0; });
}

// The two halves of a set that is split.
struct Halves {
  Residual inside, outside;
  int sites_inside = 0, sites_outside = 0;
};

}  // namespace

ReleasedSets::ReleasedSets(const Hierarchy* tree, const Quantity* quantity,
                           const Knowledge* knowledge, const Decisions* decisions, int resolution,
                           DisclosureRules rules)
    : tree_(*tree),
      quantity_(*quantity),
      knowledge_(*knowledge),
      decisions_(*decisions),
      resolution_(resolution),
      rules_(rules),
      set_(tree->nodes.size(), kInNone),
      next_(static_cast<int>(tree->nodes.size())) {
  // What the hierarchy shows is released from the start. Parents come first.
  for (size_t i = 0; i < set_.size(); ++i) {
    const int node = static_cast<int>(i);
    const int parent = tree_.nodes[node].parent;
    set_[node] = decisions_.Shown(node, resolution_) ? node : parent < 0 ? kInNone : set_[parent];
  }
}

std::vector<bool> ReleasedSets::Members(absl::Span<const int> sites) const {
  std::vector<bool> members(set_.size());
  for (int site : sites) members[site] = true;
  return members;
}

bool ReleasedSets::MayAdd(absl::Span<const int> sites) const {
  if (!rules_.overlap) return true;
  const std::vector<bool> member = Members(sites);
  std::map<int, Halves> halves;
  for (int site : sites) halves[set_[site]];
  for (size_t i = 0; i < set_.size(); ++i) {
    const int node = static_cast<int>(i);
    if (!tree_.IsSite(node) || set_[node] == node) continue;  // shown by itself
    const auto half = halves.find(set_[node]);
    if (half == halves.end()) continue;
    const Residual residual =
        ResidualOf(node, resolution_, quantity_, knowledge_, decisions_.Why(node, resolution_));
    (member[node] ? half->second.inside : half->second.outside) += residual;
    ++(member[node] ? half->second.sites_inside : half->second.sites_outside);
  }
  const bool covered = std::all_of(halves.begin(), halves.end(), [&](const auto& entry) {
    const auto& [set, half] = entry;
    if (half.sites_inside == 0) return true;
    const bool inside = IsCovered(half.inside, resolution_, quantity_, rules_);
    // What is in nothing released cannot be subtracted from.
    if (set == kInNone) return inside;
    if (half.sites_outside == 0) return true;
    return inside && IsCovered(half.outside, resolution_, quantity_, rules_);
  });
  if (!covered) return false;
  // Nor must it give a group that the hierarchy hides, which may be for more than its size.
  std::vector<int> sets = set_;
  int next = next_;
  Split(member, sets, next);
  std::set<int> hidden;
  for (int site : sites) {
    for (int above = tree_.nodes[site].parent; above >= 0; above = tree_.nodes[above].parent) {
      if (!decisions_.Shown(above, resolution_)) hidden.insert(above);
    }
  }
  return std::none_of(hidden.begin(), hidden.end(),
                      [&](int group) { return IsSumOf(sets, tree_, quantity_, group); });
}

void ReleasedSets::Add(absl::Span<const int> sites) { Split(Members(sites), set_, next_); }

GroupReleases::GroupReleases(const Hierarchy* tree, const Quantity* quantity,
                             const Knowledge* knowledge, const Decisions* decisions,
                             const DisclosureRules& rules)
    : quantity_(*quantity), rules_(rules) {
  for (int r = 0; r <= quantity->finest; ++r) {
    sets_.emplace_back(tree, quantity, knowledge, decisions, r, rules);
  }
}

Hidden GroupReleases::Primary(absl::Span<const int> sites, int resolution) const {
  const Tallies tallies = TalliesOfSites(quantity_, sites);
  if (TallyOf(tallies, PartsOf(kWholeTeam)[0]).people == 0) return Hidden::kBelowMinimum;
  for (Part part : PartsOf(resolution)) {
    const Tally tally = TallyOf(tallies, part);
    if (tally.people == 0) continue;
    if (rules_.minimum && tally.people < quantity_.threshold) return Hidden::kBelowMinimum;
    const bool at_an_end = tally.sum == 0 || tally.sum == quantity_.top * tally.people;
    if (rules_.unanimity && quantity_.top > 0 && at_an_end) return Hidden::kUnanimity;
  }
  return Hidden::kShown;
}

GroupReleases::Verdict GroupReleases::Release(absl::Span<const int> sites, const Verdict* within) {
  Verdict verdict;
  verdict.fill(Hidden::kSecondary);
  for (size_t r = 0; r < sets_.size(); ++r) {
    Hidden why = within == nullptr ? Hidden::kShown : (*within)[r];
    if (why == Hidden::kShown) why = Primary(sites, static_cast<int>(r));
    if (why == Hidden::kShown && !sets_[r].MayAdd(sites)) why = Hidden::kOverlap;
    if (why != Hidden::kShown) {
      std::fill(verdict.begin() + static_cast<int>(r), verdict.end(), why);
      break;
    }
    sets_[r].Add(sites);
    verdict[r] = why;
  }
  return verdict;
}

Tallies TalliesOfSites(const Quantity& quantity, absl::Span<const int> sites) {
  Tallies total{};
  for (int site : sites) {
    for (int g = 0; g < kStaffGroups; ++g) total[g] += quantity.nodes[site][g];
  }
  return total;
}

bool ChangeIsCovered(int64_t before, int64_t after, int least) {
  return before == after || std::abs(after - before) >= least;
}

}  // namespace pcsp::assessments

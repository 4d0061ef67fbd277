#include "services/assessments/domain/disclosure/engine.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "services/assessments/domain/disclosure/audit.h"
#include "services/assessments/domain/disclosure/residual.h"

namespace pcsp::assessments {
namespace {

// Of the sites below a group, the share that may be hidden for its sake: a quarter, or one.
constexpr int kSacrifice = 4;

bool IsSmall(const Tally& tally, int threshold) {
  return tally.people > 0 && tally.people < threshold;
}

// Decides one resolution after the other, the whole team first.
class Decider {
 public:
  Decider(const Hierarchy& tree, const Quantity& quantity, const Quantity& respondents,
          const PrivacyPolicy& policy, const DisclosureRules& rules, const Decisions* within)
      : tree_(tree),
        quantity_(quantity),
        rules_(rules),
        within_(within),
        knowledge_(&tree, &quantity, &respondents, policy.min_group_size) {
    decisions_.why.resize(tree.nodes.size());
  }

  Decisions Decide() {
    for (r_ = 0; r_ < kResolutions; ++r_) {
      for (int v = 0; v < size(); ++v) why(v) = r_ > quantity_.finest ? why(v, r_ - 1) : Primary(v);
      if (r_ > quantity_.finest) {
        for (int v = 0; v < size(); ++v) {
          if (shown(v)) why(v) = Hidden::kSecondary;
        }
        continue;
      }
      if (rules_.secondary) Cover();
      // It stands behind secondary suppression, which tests switch off to see what happens.
      if (rules_.secondary && rules_.audit) Audit();
    }
    return std::move(decisions_);
  }

 private:
  int size() const { return static_cast<int>(tree_.nodes.size()); }
  Hidden& why(int v) { return decisions_.why[v][r_]; }
  Hidden why(int v, int r) const { return decisions_.why[v][r]; }
  bool shown(int v) const { return decisions_.Shown(v, r_); }

  // What a cell is hidden for by itself.
  Hidden Primary(int v) const {
    if (within_ != nullptr && !within_->Shown(v, r_)) return within_->Why(v, r_);
    if (r_ > 0 && why(v, r_ - 1) != Hidden::kShown) return why(v, r_ - 1);
    if (!quantity_.forced.empty() && quantity_.forced[v] != Hidden::kShown) {
      return quantity_.forced[v];
    }
    const Tally team = TallyOf(quantity_.nodes[v], PartsOf(kWholeTeam)[0]);
    if (team.people == 0) return Hidden::kBelowMinimum;
    if (rules_.minimum && HasSmallPart(v)) return Hidden::kBelowMinimum;
    if (rules_.unanimity && quantity_.top > 0 && HasUnanimousPart(v)) return Hidden::kUnanimity;
    return Hidden::kShown;
  }
  // One part that is too small merges them all: the others would give it away. Without that rule
  // it would be left out alone if the others that are left out cover it.
  bool HasSmallPart(int v) const {
    int small = 0, large = 0;
    int64_t people = 0;
    for (Part part : PartsOf(r_)) {
      const Tally tally = TallyOf(quantity_.nodes[v], part);
      if (IsSmall(tally, quantity_.threshold)) {
        ++small;
        people += tally.people;
      } else if (tally.people > 0) {
        ++large;
      }
    }
    if (small == 0) return false;
    if (large > 0 && !rules_.complement) return false;
    if (large > 0 && !rules_.merging) return small < 2 || people < quantity_.threshold;
    return true;
  }
  bool HasUnanimousPart(int v) const {
    const auto parts = PartsOf(r_);
    return std::any_of(parts.begin(), parts.end(), [&](Part part) {
      const Tally tally = TallyOf(quantity_.nodes[v], part);
      return tally.people > 0 && (tally.sum == 0 || tally.sum == quantity_.top * tally.people);
    });
  }

  // Hides more until every residual is covered, from the sites up.
  void Cover() {
    residual_.assign(size(), {});
    sites_.assign(size(), 0);
    for (int v = size() - 1; v >= 0; --v) {
      if (tree_.IsSite(v)) {
        sites_[v] = shown(v) ? 1 : 0;
        if (!shown(v)) residual_[v] = OfSite(v);
        continue;
      }
      for (int child : tree_.nodes[v].children) sites_[v] += sites_[child];
      residual_[v] = OfHiddenChildren(v);
      if (shown(v) && !Covered(residual_[v])) Mend(v);
    }
  }
  bool Covered(const Residual& residual) const {
    return IsCovered(residual, r_, quantity_, rules_);
  }
  Residual OfSite(int v) { return ResidualOf(v, r_, quantity_, knowledge_, why(v)); }
  Residual OfHiddenChildren(int v) const {
    Residual residual;
    for (int child : tree_.nodes[v].children) {
      if (!shown(child)) residual += residual_[child];
    }
    return residual;
  }
  // Hides the smallest below `v` until its residual is covered; if that would cost too many sites,
  // `v` itself instead.
  void Mend(int v) {
    hidden_.clear();
    hidden_sites_ = 0;
    const int budget = std::max(1, sites_[v] / kSacrifice);
    Residual residual = residual_[v];
    while (!Covered(residual)) {
      if (!HideSmallest(v, residual) || hidden_sites_ > budget) {
        for (int node : hidden_) why(node) = Hidden::kShown;
        why(v) = Hidden::kSecondary;
        return;
      }
    }
    residual_[v] = residual;
  }
  // The smallest shown children, ties together, so that nothing depends on their order.
  bool HideSmallest(int v, Residual& residual) {
    int64_t least = std::numeric_limits<int64_t>::max();
    for (int child : tree_.nodes[v].children) {
      if (shown(child)) least = std::min(least, quantity_.People(child));
    }
    bool any = false;
    for (int child : tree_.nodes[v].children) {
      if (!shown(child) || quantity_.People(child) != least) continue;
      Hide(child);
      residual += residual_[child];
      any = true;
    }
    return any;
  }
  // A group that is hidden must not be the sum of what is shown below it.
  void Hide(int v) {
    why(v) = Hidden::kSecondary;
    hidden_.push_back(v);
    if (tree_.IsSite(v)) {
      ++hidden_sites_;
      residual_[v] = OfSite(v);
      return;
    }
    residual_[v] = OfHiddenChildren(v);
    while (residual_[v].people() == 0 && HideSmallest(v, residual_[v])) continue;
  }

  // Fails closed: what lies above a cell that can be narrowed down is hidden as well.
  void Audit() {
    while (true) {
      bool changed = false;
      for (int v : NarrowCells(tree_, quantity_, knowledge_, decisions_, r_)) {
        int above = tree_.nodes[v].parent;
        while (above >= 0 && !shown(above)) above = tree_.nodes[above].parent;
        if (above < 0) continue;
        why(above) = Hidden::kSecondary;
        changed = true;
      }
      if (!changed) return;
    }
  }

  const Hierarchy& tree_;
  const Quantity& quantity_;
  const DisclosureRules& rules_;
  const Decisions* const within_;
  const Knowledge knowledge_;
  int r_ = 0;
  Decisions decisions_;
  std::vector<Residual> residual_;  // by node: of all that is hidden below it, or of it
  std::vector<int> sites_;          // by node: how many are shown
  std::vector<int> hidden_;         // in one Mend()
  int hidden_sites_ = 0;
};

}  // namespace

Decisions Decide(const Hierarchy& tree, const Quantity& quantity, const Quantity& respondents,
                 const PrivacyPolicy& policy, const DisclosureRules& rules,
                 const Decisions* within) {
  return Decider(tree, quantity, respondents, policy, rules, within).Decide();
}

bool PartShown(const Tallies& team, int threshold, Part part, const DisclosureRules& rules) {
  return !rules.minimum || !IsSmall(TallyOf(team, part), threshold);
}

Hidden WhyMerged(const Tallies& team, int threshold, Hidden why, int resolution, Part part) {
  if (why != Hidden::kBelowMinimum) return why;
  for (Part finer : PartsOf(resolution)) {
    if ((finer & part) == finer && IsSmall(TallyOf(team, finer), threshold)) return why;
  }
  return Hidden::kComplement;
}

}  // namespace pcsp::assessments

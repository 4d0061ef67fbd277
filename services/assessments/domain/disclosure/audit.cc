#include "services/assessments/domain/disclosure/audit.h"

#include <algorithm>
#include <set>

#include "services/assessments/domain/disclosure/residual.h"

namespace pcsp::assessments {
namespace {

// Bounds of all nodes on one number, of which groups are sums.
class Bounds {
 public:
  Bounds(const Hierarchy& tree, std::vector<Range> first) : tree_(tree), ranges_(std::move(first)) {
    for (size_t i = tree_.nodes.size(); i-- > 0;) TightenFromBelow(static_cast<int>(i));
    for (size_t i = 0; i < tree_.nodes.size(); ++i) TightenBelow(static_cast<int>(i));
  }
  const Range& operator[](int node) const { return ranges_[node]; }

 private:
  Range Sum(const std::vector<int>& nodes) const {
    Range sum;
    for (int node : nodes) {
      sum.low += ranges_[node].low;
      sum.high += ranges_[node].high;
    }
    return sum;
  }
  void TightenFromBelow(int node) {
    if (tree_.IsSite(node)) return;
    const Range sum = Sum(tree_.nodes[node].children);
    ranges_[node].low = std::max(ranges_[node].low, sum.low);
    ranges_[node].high = std::min(ranges_[node].high, sum.high);
  }
  void TightenBelow(int node) {
    const std::vector<int>& children = tree_.nodes[node].children;
    const Range sum = Sum(children);
    const Range all = ranges_[node];
    for (int child : children) {
      Range& range = ranges_[child];
      const Range others{sum.low - range.low, sum.high - range.high};
      range = {std::max(range.low, all.low - others.high),
               std::min(range.high, all.high - others.low)};
    }
  }

  const Hierarchy& tree_;
  std::vector<Range> ranges_;
};

// One part of the team over the whole tree.
class PartAudit {
 public:
  PartAudit(const Hierarchy& tree, const Quantity& quantity, const Knowledge& knowledge,
            const Decisions& decisions, int resolution, Part part)
      : tree_(tree), quantity_(quantity), decisions_(decisions), resolution_(resolution) {
    for (size_t i = 0; i < tree_.nodes.size(); ++i) {
      const int node = static_cast<int>(i);
      tallies_.push_back(TallyOf(quantity.nodes[node], part));
      const int64_t people = tallies_.back().people;
      people_.push_back(
          Shown(node) ? Range{people, people}
                      : knowledge.People(node, resolution, part, decisions.Why(node, resolution)));
    }
    FindFreedom();
  }

  void AddNarrow(std::set<int>& narrow) const {
    const Bounds people(tree_, people_);
    const Bounds sums(tree_, Sums(people));
    for (size_t i = 0; i < tree_.nodes.size(); ++i) {
      const int node = static_cast<int>(i);
      if (Shown(node) || tallies_[node].people == 0) continue;
      const bool counted = people[node].width() < std::min(kLeastWidth, freedom_[node]);
      if (counted || IsNarrowMean(node, sums[node])) narrow.insert(node);
    }
  }

 private:
  bool Shown(int node) const { return decisions_.Shown(node, resolution_); }
  // How wide a range would be if nothing were shown above it: a tiny roster is not our doing.
  void FindFreedom() {
    freedom_.assign(tree_.nodes.size(), 0);
    for (size_t i = tree_.nodes.size(); i-- > 0;) {
      const int node = static_cast<int>(i);
      if (Shown(node)) continue;
      if (tree_.IsSite(node)) freedom_[node] = people_[node].width();
      for (int child : tree_.nodes[node].children) freedom_[node] += freedom_[child];
    }
  }
  std::vector<Range> Sums(const Bounds& people) const {
    std::vector<Range> sums;
    for (size_t i = 0; i < tree_.nodes.size(); ++i) {
      const int node = static_cast<int>(i);
      const int64_t sum = tallies_[node].sum;
      sums.push_back(Shown(node) ? Range{sum, sum} : Range{0, quantity_.top * people[node].high});
    }
    return sums;
  }
  bool IsNarrowMean(int node, const Range& sums) const {
    return quantity_.top > 0 && kMeanShare * sums.width() < quantity_.top * tallies_[node].people;
  }

  const Hierarchy& tree_;
  const Quantity& quantity_;
  const Decisions& decisions_;
  const int resolution_;
  std::vector<Tally> tallies_;
  std::vector<Range> people_;
  std::vector<int64_t> freedom_;
};

}  // namespace

std::vector<int> NarrowCells(const Hierarchy& tree, const Quantity& quantity,
                             const Knowledge& knowledge, const Decisions& decisions,
                             int resolution) {
  std::set<int> narrow;
  for (Part part : PartsOf(resolution)) {
    PartAudit(tree, quantity, knowledge, decisions, resolution, part).AddNarrow(narrow);
  }
  return {narrow.begin(), narrow.end()};
}

}  // namespace pcsp::assessments

#include "services/planning/domain/site_plan/exact/search.h"

#include <algorithm>
#include <queue>
#include <utility>
#include <vector>

#include "services/planning/domain/site_plan/arrange/greedy.h"
#include "services/planning/domain/site_plan/arrange/swap.h"
#include "services/planning/domain/site_plan/exact/box.h"
#include "services/planning/domain/site_plan/exact/branching.h"
#include "services/planning/domain/site_plan/exact/relaxation.h"

namespace pcsp::planning::site {
namespace {

constexpr double kWhole = 1e-6;  // a y this near to 0 or 1 counts as whole
constexpr int kRootRounds = 25, kRounds = 4, kQuickRounds = 4;  // of cuts
constexpr int kPackingRounds = 1;      // of them with packings, below the root
constexpr double kWorthARound = 0.02;  // of what the bound is above enough
constexpr double kNearlyBest = 0.995;  // a rounded plan this good is improved

struct Node {
  Box box;
  double bound = 0;
  int64_t id = 0;

  // The greatest bound first, then the youngest.
  bool operator<(const Node& other) const {
    return std::make_pair(bound, id) < std::make_pair(other.bound, other.id);
  }
};

// Each option where the relaxation has it started by half, the surest first.
std::vector<Start> Leaning(const Ground& ground, const std::vector<double>& y) {
  const int quarters = ground.problem.quarters();
  std::vector<std::pair<double, Start>> ranked;
  for (int option = 0; option < static_cast<int>(ground.windows.size()); ++option) {
    int quarter = 0;
    while (quarter < quarters && y[option * quarters + quarter] < 0.5) ++quarter;
    if (quarter == quarters) continue;
    ranked.push_back({y[option * quarters + quarter], {option, quarter}});
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Start> starts;
  for (const auto& [started, start] : ranked) starts.push_back(start);
  return starts;
}

// The schedule that a point leans to, filled up; nothing when it lacks what is required.
std::optional<Arrangement> Rounded(const Ground& ground, const std::vector<double>& y) {
  const std::vector<Start> leaning = Leaning(ground, y);
  Arrangement made(ground);
  for (bool more = true; more;) {
    more = false;
    for (const Start& start : leaning) {
      if (!made.Fits(start)) continue;
      made.Begin(start);
      more = true;
    }
  }
  for (size_t option = 0; option < ground.windows.size(); ++option) {
    if (ground.windows[option].required && !made.Started(static_cast<int>(option))) {
      return std::nullopt;
    }
  }
  Fill(made, Measure::kHours);
  return made;
}

class Searcher {
 public:
  Searcher(const Ground& ground, const Limits& limits)
      : ground_(ground), limits_(limits), relaxation_(ground), branching_(ground, relaxation_) {}

  Found Run(const std::optional<Arrangement>& first) {
    if (first) Offer(first->schedule());
    Push({Box(ground_), WholeValue(ground_.problem), 0});
    while (!Done() && found_.nodes < limits_.nodes && !limits_.stop()) {
      Node node = open_.top();
      open_.pop();
      ++found_.nodes;
      Explore(std::move(node));
    }
    found_.proven = Done();
    found_.bound = Done() ? found_.value : open_.top().bound;
    return std::move(found_);
  }

 private:
  bool Done() const { return open_.empty() || open_.top().bound <= Enough(); }

  // A node whose bound is no more than this holds nothing better.
  double Enough() const {
    return found_.schedule ? found_.value * (1 + kProvenWithin) : -kUnlimited;
  }

  void Offer(const Schedule& schedule) {
    const double value = Value(ground_.problem, schedule);
    if (found_.schedule && value <= found_.value) return;
    found_.schedule = schedule;
    found_.value = value;
  }

  void Push(Node node) {
    if (node.bound > Enough() && node.box.Tighten()) open_.push(std::move(node));
  }

  void Explore(Node node) {
    if (node.box.Decided()) return OfferOnly(node.box);
    if (!LowerBound(node)) return open_.push(std::move(node));
    if (node.bound <= Enough()) return;
    Round(node.id == 0);
    FixByLoss(node);
    if (node.bound <= Enough() || !node.box.Tighten()) return;
    if (node.box.Decided()) return OfferOnly(node.box);
    const Branch branch = branching_.Choose(node.box, Enough());
    for (const bool started : {false, true}) {
      Node side{node.box, std::min(node.bound, started ? branch.yes : branch.no), ++ids_};
      side.box.Decide(branch.index, started);
      Push(std::move(side));
    }
  }

  void OfferOnly(const Box& box) {
    const Schedule only = box.Only();
    if (Arrangement::From(ground_, only)) Offer(only);
  }

  // Adds cuts while they help. False when the search was stopped meanwhile.
  bool LowerBound(Node& node) {
    node.bound = std::min(node.bound, relaxation_.Bound(node.box));
    const int rounds = node.id == 0 ? kRootRounds : kRounds;
    for (int round = 0; round < rounds && node.bound > Enough(); ++round) {
      if (limits_.stop()) return false;
      if (relaxation_.AddCuts(node.id == 0 || round < kPackingRounds) == 0) break;
      const double before = node.bound;
      node.bound = std::min(node.bound, relaxation_.Bound(node.box));
      if (before - node.bound < kWorthARound * (before - Enough())) break;
    }
    return true;
  }

  // A y whose change from where it stands costs the bound more than is left is decided. The bound
  // of the point counts, not a lower one that the node brought along: losses are of its duals.
  void FixByLoss(Node& node) {
    const std::vector<double>& y = relaxation_.started();
    std::vector<std::pair<int, bool>> decided;
    for (int index = 0; index < node.box.size(); ++index) {
      if (!node.box.Open(index) || relaxation_.BoundIfChanged(index) > Enough()) continue;
      if (y[index] < kWhole) decided.emplace_back(index, false);
      if (y[index] > 1 - kWhole) decided.emplace_back(index, true);
    }
    for (const auto& [index, started] : decided) node.box.Decide(index, started);
  }

  void Round(bool root) {
    auto rounded = Rounded(ground_, relaxation_.started());
    if (!rounded) return;
    const double value = rounded->value();
    if (root || (value > kNearlyBest * found_.value && value != last_improved_)) {
      last_improved_ = value;
      Improve(*rounded);
    }
    Offer(rounded->schedule());
  }

  const Ground& ground_;
  const Limits& limits_;
  Relaxation relaxation_;
  Branching branching_;
  std::priority_queue<Node> open_;
  int64_t ids_ = 0;
  double last_improved_ = -1;
  Found found_;
};

}  // namespace

Found Search(const Ground& ground, const std::optional<Arrangement>& first, const Limits& limits) {
  return Searcher(ground, limits).Run(first);
}

Found QuickBound(const Ground& ground, const Arrangement& first) {
  Found found;
  found.schedule = first.schedule();
  found.value = Value(ground.problem, first.schedule());
  found.bound = WholeValue(ground.problem);
  Relaxation relaxation(ground);
  const Box box(ground);
  for (int round = 0; round <= kQuickRounds; ++round) {
    found.bound = std::min(found.bound, relaxation.Bound(box));
    if (round < kQuickRounds && relaxation.AddCuts(/*packings=*/true) == 0) break;
  }
  found.bound = std::max(found.bound, found.value);
  found.proven = found.bound <= found.value * (1 + kProvenWithin);
  return found;
}

}  // namespace pcsp::planning::site

// Solves an instance to proof where it can, and says how far it has come where it cannot.
#pragma once

#include <functional>
#include <queue>
#include <vector>

#include "absl/status/status.h"
#include "services/planning/domain/facilitators/solve/relaxation.h"

namespace pcsp::planning::facilitators {

// Best bound first, with a dive from each node taken up: the relaxation with covers gives bounds,
// its rounding bettered by local search gives plans, and reduced costs rule out options for good.
// Keeps the instance by reference. Not thread-safe; the same calls give the same answers.
class BranchAndBound {
 public:
  // `start` is any plan, the better the sooner the proof.
  BranchAndBound(const Instance& instance, Assignment start);

  // Works on `nodes` nodes more, or until proven() or stop(). An error of the relaxation leaves
  // best() and bound() as they were.
  absl::Status Run(int nodes, const std::function<bool()>& stop);

  const Assignment& best() const { return best_; }
  double bound() const;  // no plan costs less; minus infinity before the first node
  bool proven() const { return begun_ && !diving_ && open_.empty(); }

 private:
  struct Fixing {
    int option;
    bool chosen;
  };
  struct Node {
    double bound = 0;
    int order = 0;  // of making; breaks ties
    std::vector<Fixing> fixings;
  };
  struct Later {
    bool operator()(const Node& a, const Node& b) const {
      return a.bound != b.bound ? a.bound > b.bound : a.order > b.order;
    }
  };

  double cutoff() const;
  absl::Status Begin(const std::function<bool()>& stop);
  absl::Status Visit();
  void TakeUp();
  void Apply(const std::vector<Fixing>& fixings);
  void Branch();
  int Fractional() const;
  void Consider(Assignment candidate);
  void RuleOut();

  const Instance& instance_;
  Assignment best_;
  Relaxation relaxation_;
  bool begun_ = false;
  double root_bound_ = 0;
  std::vector<double> root_costs_;   // reduced, by option
  std::vector<double> root_values_;  // by option
  std::vector<int> settled_;         // by option: 0 or 1 for good, -1 open
  std::vector<Fixing> applied_;
  std::priority_queue<Node, std::vector<Node>, Later> open_;
  bool diving_ = false;
  Node node_;  // when diving: the one to visit next
  int made_ = 0;
  // Of nodes that numerical trouble kept from being solved: they stay unproven.
  double lost_;
};

}  // namespace pcsp::planning::facilitators

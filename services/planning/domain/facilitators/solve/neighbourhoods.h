// Betters the plan of a set of facilitators too large for a proof, a few neighbours at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/planning/domain/facilitators/solve/relaxation.h"

namespace pcsp::planning::facilitators {

// Neighbours are facilitators with practices that could have either. Keeps the instance by
// reference. The same calls give the same answers.
class Neighbourhoods {
 public:
  Neighbourhoods(const Instance& instance, std::vector<int> facilitators, uint64_t seed);

  // A plan made region by region (methods.md 4b): facilitators are divided into groups of
  // neighbours, a practice goes with the group that the relaxation gives most of it, and each group
  // is solved by branch and bound of at most `nodes` nodes. Where stop() comes first, practices
  // stay unserved.
  absl::StatusOr<Assignment> Divide(const Relaxation& relaxation, int nodes,
                                    const std::function<bool()>& stop) const;

  // Takes a few neighbours' practices, and the unserved around them, and assigns them anew by
  // branch and bound of at most `nodes` nodes. `plan` never gets worse.
  absl::Status Step(int nodes, const std::function<bool()>& stop, Assignment& plan);

  // `facilitator` and those nearest, `size` at most; ascending.
  std::vector<int> Around(int facilitator, int size) const;
  // What `group` does in `plan`, and the unserved that one of them could serve; ascending.
  std::vector<int> PracticesAround(const std::vector<int>& group, const Assignment& plan) const;

 private:
  // `taken`, by facilitator, are not asked.
  std::vector<int> Group(int seed, int size, const std::vector<bool>& taken) const;
  // Assigns `practices` to `group` as well as it can, starting from what `plan` says of them.
  absl::Status Reassign(const std::vector<int>& group, const std::vector<int>& practices, int nodes,
                        const std::function<bool()>& stop, Assignment& plan) const;

  const Instance& instance_;
  const std::vector<int> facilitators_;
  std::vector<std::vector<std::pair<int, int>>> neighbours_;  // by facilitator: shared, who
  std::mt19937_64 random_;
  std::vector<int> queue_;  // facilitators still to be the middle of a neighbourhood in this round
  int size_ = 0;
};

}  // namespace pcsp::planning::facilitators

// Which sets of actions go together within one limit, and the cuts that follow.
#pragma once

#include <optional>
#include <vector>

namespace pcsp::planning::site {

// Sets of at most `most` items whose weights add up to at most `limit`.
struct Packing {
  std::vector<double> weights;  // >= 0
  double limit = 0;
  int most = 0;

  // The greatest sum of `values` (>= 0) over such sets; those in it where `chosen` is given.
  // `with` is an item that must be in the set; -1 for none. -infinity when there is no such set.
  double Most(const std::vector<double>& values, std::vector<int>* chosen, int with = -1) const;

  // Slopes of the inequality sum slopes x <= 1 that holds for every such set and that `point`
  // violates the most; nothing when `point` is a mixture of such sets, nearly.
  std::optional<std::vector<double>> Separate(const std::vector<double>& point) const;

 private:
  std::optional<std::vector<double>> SteepestAt(const std::vector<double>& point,
                                                const std::vector<int>& support) const;
  void Lift(std::vector<double>& slopes) const;
};

}  // namespace pcsp::planning::site

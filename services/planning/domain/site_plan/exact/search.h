// Branch and bound to the proven optimum of methods.md 4a.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "services/planning/domain/site_plan/arrange/arrangement.h"

namespace pcsp::planning::site {

// A plan counts as proven best when no other can be better by more than this share.
inline constexpr double kProvenWithin = 1e-9;

struct Limits {
  int64_t nodes = 1'000'000;
  // Asked between solves; true ends the search with what it has. A clock, or a cancelled call.
  std::function<bool()> stop = [] { return false; };
};

struct Found {
  std::optional<Schedule> schedule;  // the best known
  double value = 0;                  // of the true objective (benefit.h)
  double bound = 0;                  // no plan is worth more
  bool proven = false;  // no plan is worth more than value (1 + kProvenWithin), or none is allowed
  int64_t nodes = 0;

  // The share of the bound that may be missing, 0 to 1.
  double gap() const { return bound > value ? (bound - value) / bound : 0; }
};

// From `first`, a plan that keeps every rule, or nothing. Branches on whether an option has started
// by a quarter, takes the node of the greatest bound first, and bounds by relaxation.h; a schedule
// counts with its true value only. The same problem and node limit give the same answer.
Found Search(const Ground& ground, const std::optional<Arrangement>& first, const Limits& limits);

// The value of `first` and a bound after a few solves; proven only by chance.
Found QuickBound(const Ground& ground, const Arrangement& first);

}  // namespace pcsp::planning::site

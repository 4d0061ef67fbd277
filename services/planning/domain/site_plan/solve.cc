#include "services/planning/domain/site_plan/solve.h"

#include "services/planning/domain/site_plan/arrange/swap.h"

namespace pcsp::planning::site {

Found SolveQuickly(const Problem& problem) {
  const Ground ground(problem);
  const auto first = GreedyAndSwap(ground);
  if (first) return QuickBound(ground, *first);
  Found nothing;
  nothing.bound = WholeValue(problem);
  return nothing;
}

Found Solve(const Problem& problem, const Limits& limits) {
  const Ground ground(problem);
  return Search(ground, GreedyAndSwap(ground), limits);
}

std::optional<Schedule> Draft(const Problem& problem) {
  const auto made = GreedyAndSwap(Ground(problem));
  return made ? std::make_optional(made->schedule()) : std::nullopt;
}

}  // namespace pcsp::planning::site

#include "services/planning/domain/site_plan/solve.h"

#include "services/planning/domain/site_plan/arrange/swap.h"

namespace pcsp::planning::site {

Found SolveQuickly(const Problem& problem) {
  const Ground ground(problem);
  const auto first = GreedyAndSwap(ground);
  if (first) return QuickBound(ground, StartedFromEach(*first));
  Found nothing;
  nothing.bound = WholeValue(problem);
  return nothing;
}

Found Solve(const Problem& problem, const Limits& limits) {
  const Ground ground(problem);
  auto first = GreedyAndSwap(ground);
  if (first) first = StartedFromEach(*first);
  return Search(ground, first, limits);
}

std::optional<Schedule> Draft(const Problem& problem) {
  const Ground ground(problem);
  const auto made = GreedyAndSwap(ground);
  return made ? std::make_optional(made->schedule()) : std::nullopt;
}

}  // namespace pcsp::planning::site

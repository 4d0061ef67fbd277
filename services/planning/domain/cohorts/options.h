// How long and how hard to look for a plan, and who hears of it meanwhile.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>

namespace pcsp::planning {

struct CohortProgress {
  double bound = 0;  // no plan costs less; valid once every region has one
  double best = 0;   // cost of the plan so far
  double gap() const { return bound > 0 ? (best - bound) / bound : 0; }
};

// Callables may be called from the threads that `parallel` uses, one at a time for `progress`.
struct CohortOptions {
  uint64_t seed = 1;
  double seconds = 10;  // from the call; counts only with `elapsed`
  // Steps of the search a region and walk: with these reached before the time, equal seeds give
  // equal plans.
  int64_t moves = std::numeric_limits<int64_t>::max();
  std::function<double()> elapsed;  // seconds, from any start; null: no time limit
  std::function<bool()> cancelled;  // true: come back with the best there is; null: never
  std::function<void(const CohortProgress&)> progress;  // may be null
  int threads = 1;
  // Runs task(0)..task(n-1), at most `threads` at once, and returns when all are done. Null: in
  // turn.
  std::function<void(int n, const std::function<void(int)>& task)> parallel;
};

}  // namespace pcsp::planning

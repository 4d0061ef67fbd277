// How long and how hard to look for a plan, and who hears of it meanwhile.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>

namespace pcsp::planning {

struct CohortProgress {
  double done = 0;   // share of the time, or of the regions' walks where time has no limit
  double bound = 0;  // no plan has a lower objective; 0 until it is known
  double best = 0;   // objective of the best plan of the regions that have one
  int regions = 0;   // of the problem
  int planned = 0;   // regions that have a plan
  // Of the whole plan; nothing before every region has one.
  std::optional<double> gap() const {
    if (planned < regions || bound <= 0) return std::nullopt;
    return (best - bound) / bound;
  }
};

// Callables may be called from the threads that `parallel` uses, one at a time for `progress`.
struct CohortOptions {
  uint64_t seed = 1;
  double seconds = 10;  // from the call; counts only with `elapsed`
  // Steps of the search a region and walk: with these, and the bound before them, done well within
  // the time, equal seeds give equal plans.
  int64_t moves = std::numeric_limits<int64_t>::max();
  std::function<double()> elapsed;  // seconds, from any start; null: no time limit
  std::function<bool()> cancelled;  // true: come back with the best there is; null: never
  // After each region's relaxation and walk, and of what walks find on the way at most every tenth
  // of a second; may be null.
  std::function<void(const CohortProgress&)> progress;
  int threads = 1;
  // Runs task(0)..task(n-1), at most `threads` at once, and returns when all are done. Null: in
  // turn.
  std::function<void(int n, const std::function<void(int)>& task)> parallel;
};

}  // namespace pcsp::planning

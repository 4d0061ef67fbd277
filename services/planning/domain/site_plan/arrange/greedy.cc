#include "services/planning/domain/site_plan/arrange/greedy.h"

#include <algorithm>
#include <utility>

namespace pcsp::planning::site {
namespace {

constexpr double kNoHours = 1e-3;  // an action of no hours is not infinitely good

// A quarter's share is what the largest of its limits makes it.
double ShareOfLimits(const Problem& problem, const Start& start) {
  const Option& option = problem.options[start.option];
  const double hours = problem.hours[start.quarter];
  double share = 1.0 / problem.most_new;
  if (hours > 0) share = std::max(share, option.hours / hours);
  if (problem.budget > 0) {
    share = std::max(share, option.cost / problem.budget * problem.quarters());
  }
  return share;
}

double Taken(const Problem& problem, const std::vector<Start>& starts, Measure measure) {
  if (measure == Measure::kNothing) return 1;
  double taken = 0;
  for (const Start& start : starts) {
    taken += measure == Measure::kHours ? std::max(kNoHours, problem.options[start.option].hours)
                                        : ShareOfLimits(problem, start);
  }
  return taken;
}

double GainOf(const Arrangement& arrangement, const std::vector<Start>& starts) {
  if (starts.size() == 1) return arrangement.Gain(starts[0]);
  Arrangement after = arrangement;
  double gain = 0;
  for (const Start& start : starts) {
    gain += after.Gain(start);
    after.Begin(start);
  }
  return gain;
}

std::vector<Start> Best(const Arrangement& arrangement, Measure measure,
                        const std::vector<int>& banned) {
  const Problem& problem = arrangement.ground().problem;
  std::vector<Start> best;
  double best_gain = 0;
  for (int option = 0; option < static_cast<int>(problem.options.size()); ++option) {
    if (arrangement.Started(option) ||
        std::find(banned.begin(), banned.end(), option) != banned.end()) {
      continue;
    }
    std::vector<Start> starts = arrangement.Earliest(option);
    if (starts.empty()) continue;
    const double gain = GainOf(arrangement, starts) / Taken(problem, starts, measure);
    if (gain <= best_gain) continue;
    best_gain = gain;
    best = std::move(starts);
  }
  return best;
}

}  // namespace

void Fill(Arrangement& arrangement, Measure measure, const std::vector<int>& banned) {
  for (;;) {
    const std::vector<Start> best = Best(arrangement, measure, banned);
    if (best.empty()) return;
    for (const Start& start : best) arrangement.Begin(start);
  }
}

}  // namespace pcsp::planning::site

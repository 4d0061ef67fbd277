#include "services/assessments/domain/spc/patterns.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

#include "boost/math/distributions/binomial.hpp"

namespace pcsp::assessments::spc {
namespace {

int Sign(double value) { return value > 0 ? 1 : value < 0 ? -1 : 0; }

// Stretches of equal sides other than 0 that are at least `fewest` long. `reach` is how many points
// belong to a stretch before its first side: 1 where a side is that of a step between two.
void AddStretches(const std::vector<int>& sides, int fewest, size_t reach, Rule rule,
                  std::vector<Pattern>& patterns) {
  for (size_t begin = 0; begin < sides.size();) {
    size_t end = begin + 1;
    while (end < sides.size() && sides[end] == sides[begin]) ++end;
    const int length = static_cast<int>(end - begin + reach);
    if (sides[begin] != 0 && length >= fewest) {
      patterns.push_back({rule, begin, end - 1 + reach, sides[begin]});
    }
    begin = end;
  }
}

// Windows of three that overlap or touch, on the same side, are one pattern.
void AddNear(absl::Span<const Observed> points, const Limits& limits, bool takes_outside,
             const std::vector<int>& sides, std::vector<Pattern>& patterns) {
  const auto near = [&](size_t i) {
    const double distance = std::abs(points[i].value - limits.centre);
    return distance > 2 * limits.sigma[i] && (takes_outside || distance <= 3 * limits.sigma[i]);
  };
  Pattern* open = nullptr;
  for (size_t i = 0; i + 2 < points.size(); ++i) {
    const int side = sides[i];
    if (side == 0 || sides[i + 1] != side || sides[i + 2] != side) continue;
    if (near(i) + near(i + 1) + near(i + 2) < 2) continue;
    if (open != nullptr && open->side == side && open->last + 1 >= i) {
      open->last = i + 2;
    } else {
      open = &patterns.emplace_back(Pattern{Rule::kNearLimit, i, i + 2, side});
    }
  }
}

double Median(absl::Span<const Observed> points) {
  std::vector<double> values;
  for (const Observed& point : points) values.push_back(point.value);
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// The smallest k with P(at most k of n heads) >= 5 %, as R's qbinom() has it.
int FewestCrossings(int n) {
  const boost::math::binomial_distribution<double> coin(n, 0.5);
  int k = 0;
  while (boost::math::cdf(coin, k) < 0.05) ++k;
  return k;
}

}  // namespace

std::vector<Pattern> FindPatterns(absl::Span<const Observed> points, const Limits& limits,
                                  const RuleSet& set) {
  std::vector<Pattern> patterns;
  std::vector<int> sides, steps;
  for (size_t i = 0; i < points.size(); ++i) {
    const double distance = points[i].value - limits.centre;
    sides.push_back(Sign(distance));
    if (i > 0) steps.push_back(Sign(points[i].value - points[i - 1].value));
    if (std::abs(distance) > 3 * limits.sigma[i]) {
      patterns.push_back({Rule::kPointOutside, i, i, sides[i]});
    }
  }
  AddStretches(sides, set.shift_points, 0, Rule::kShift, patterns);
  AddStretches(steps, set.trend_points, 1, Rule::kTrend, patterns);
  AddNear(points, limits, set.near_takes_outside, sides, patterns);
  std::stable_sort(patterns.begin(), patterns.end(), [](const Pattern& a, const Pattern& b) {
    return std::tuple(a.first, a.rule) < std::tuple(b.first, b.rule);
  });
  return patterns;
}

RunChart FindRuns(absl::Span<const Observed> points) {
  RunChart chart{.median = Median(points)};
  std::vector<size_t> useful;
  std::vector<int> sides;
  for (size_t i = 0; i < points.size(); ++i) {
    if (points[i].value == chart.median) continue;
    useful.push_back(i);
    sides.push_back(Sign(points[i].value - chart.median));
  }
  chart.useful = static_cast<int>(useful.size());
  std::vector<Pattern> runs;
  AddStretches(sides, 1, 0, Rule::kLongRun, runs);
  for (const Pattern& run : runs) {
    chart.longest_run = std::max(chart.longest_run, static_cast<int>(run.last - run.first + 1));
  }
  chart.crossings = std::max(0, static_cast<int>(runs.size()) - 1);
  if (chart.useful < 2) return chart;
  chart.longest_run_limit = static_cast<int>(std::nearbyint(std::log2(chart.useful))) + 3;
  chart.crossings_limit = FewestCrossings(chart.useful - 1);
  if (chart.useful < kFewestUsefulPoints) return chart;
  for (const Pattern& run : runs) {
    if (static_cast<int>(run.last - run.first + 1) <= chart.longest_run_limit) continue;
    chart.patterns.push_back({Rule::kLongRun, useful[run.first], useful[run.last], run.side});
  }
  if (chart.crossings < chart.crossings_limit) {
    chart.patterns.push_back({Rule::kFewCrossings, 0, points.size() - 1, 0});
  }
  return chart;
}

}  // namespace pcsp::assessments::spc

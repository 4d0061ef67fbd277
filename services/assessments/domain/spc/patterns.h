// Patterns in a chart that chance alone would hardly bring about.
#pragma once

#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/spc/limits.h"
#include "services/assessments/domain/spc/rules.h"

namespace pcsp::assessments::spc {

// Points `first` to `last` of what was given, both included. `side` is +1 above the middle (or
// rising), -1 below it (or falling), 0 when the pattern has no side.
struct Pattern {
  Rule rule = Rule::kPointOutside;
  size_t first = 0;
  size_t last = 0;
  int side = 0;

  bool operator==(const Pattern&) const = default;
};

// Patterns of a control chart, by their first point, then by rule; each as long as it goes. Points
// without a figure are passed over: they neither break a pattern nor count in it.
//   outside: beyond a limit; on it is not beyond
//   shift: enough points in a row on one side of the middle; a point on the middle ends it
//   trend: enough points in a row, each strictly above (below) the one before
//   near: of three points in a row that are all on one side of the middle, two or more in the
//         outer third, within the limits or (by the rule set) beyond them
std::vector<Pattern> FindPatterns(absl::Span<const Observed> points, const Limits& limits,
                                  const RuleSet& set);

// Anhoej and Olesen 2014.
struct RunChart {
  double median = 0;
  int useful = 0;             // points that are not on the median
  int longest_run = 0;        // of useful points on one side
  int longest_run_limit = 0;  // round(log2(useful)) + 3; a longer run is a signal
  int crossings = 0;
  int crossings_limit = 0;  // 5 % point of the binomial(useful - 1, 1/2); fewer are a signal
  std::vector<Pattern> patterns;
};

// The rules are held to have no force with fewer useful points.
inline constexpr int kFewestUsefulPoints = 10;

// `points` must not be empty. There are no patterns below kFewestUsefulPoints.
RunChart FindRuns(absl::Span<const Observed> points);

}  // namespace pcsp::assessments::spc

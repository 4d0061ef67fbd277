// Few values that average like many.
#pragma once

#include <optional>
#include <vector>

#include "absl/types/span.h"

namespace pcsp::planning::workforce {

// Values between the least and the greatest of those averaged over, each with its weight > 0; the
// weights add up to 1.
struct AveragingRule {
  std::vector<double> values, weights;
};

// Every one of `points`, each of the same weight.
AveragingRule EachOf(const std::vector<double>& points);

// `size` values whose weighted sum of every polynomial of degree up to 2 size - 1 is its average
// over `points`: the Gauss rule of the measure that has the same mass on each point (Golub and
// Welsch 1969; Gautschi 2004, 2.2 for such measures). `points` ascend, each once, and are more than
// `size` > 0. Nothing where rounding has spoilt the rule, which its moments tell.
std::optional<AveragingRule> GaussRule(absl::Span<const double> points, int size);

}  // namespace pcsp::planning::workforce

// Tails of the normal distribution.
#pragma once

#include <algorithm>
#include <cmath>

namespace pcsp::assessments {

inline constexpr double kNormal95 = 1.6448536269514722;   // its .95 quantile
inline constexpr double kNormal975 = 1.9599639845400545;  // its .975 quantile
inline constexpr double kNormal999 = 3.0902323061678132;  // its .999 quantile

// P(value > threshold); a step where the deviation is 0, half of it on the threshold itself.
inline double NormalAbove(double threshold, double mean, double deviation) {
  if (deviation > 0) return .5 * std::erfc((threshold - mean) / (deviation * std::sqrt(2.0)));
  return mean > threshold ? 1 : mean == threshold ? .5 : 0;
}

// A difference and its interval of 90 % told in steps, and the deviation that these tell: what a
// probability beside them may rest on, so that it tells no more than they do. `step` is above 0.
struct TellingSteps {
  TellingSteps(double exact, double exact_low, double exact_high, double step)
      : difference(step * std::round(exact / step)),
        low(step * std::round(exact_low / step)),
        high(step * std::round(exact_high / step)),
        deviation(std::max(step / 4, (high - low) / (2 * kNormal95))) {}

  double difference, low, high;
  double deviation;
};

}  // namespace pcsp::assessments

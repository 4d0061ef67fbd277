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

// A difference and its interval of 90 % told in steps, the ends of the interval away from each
// other, and the deviation that these tell: what a probability beside them may rest on, so that it
// tells no more than they do. The ends are a step further apart than the interval was, as a rule.
// `step` is above 0.
struct TellingSteps {
  TellingSteps(double exact, double exact_low, double exact_high, double step)
      : difference(step * std::round(exact / step)),
        low(step * std::floor(exact_low / step + kNoise)),
        high(step * std::ceil(exact_high / step - kNoise)),
        deviation(std::max(step / 4, (high - low - step) / (2 * kNormal95))) {}

  static constexpr double kNoise = 1e-9;  // of a step: .3 is no less than three tenths

  double difference, low, high;
  double deviation;
};

}  // namespace pcsp::assessments

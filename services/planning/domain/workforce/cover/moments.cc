#include "services/planning/domain/workforce/cover/moments.h"

#include <algorithm>
#include <cmath>

namespace pcsp::planning::workforce {
namespace {

constexpr double kFar = 9;  // standard deviations beyond which no mass is worth moving
constexpr double kSqrtHalf = 0.70710678118654752440;
constexpr double kDensityAtZero = 0.39894228040143267794;

double UpTo(double z) { return std::erfc(-z * kSqrtHalf) / 2; }
double Density(double z) { return kDensityAtZero * std::exp(-z * z / 2); }

// min(high, X): E X 1{X < high} = m F - s f, E X^2 1{X < high} = (m^2 + v) F - s (m + high) f.
Moments HeldBelow(double high, const Moments& x) {
  const double deviation = std::sqrt(x.variance);
  if (high - x.mean >= kFar * deviation) return x;
  if (x.mean - high >= kFar * deviation) return {high, 0};
  const double z = (high - x.mean) / deviation, share = UpTo(z), density = Density(z);
  const double mean = x.mean * share - deviation * density + high * (1 - share);
  const double square = (x.mean * x.mean + x.variance) * share -
                        deviation * (x.mean + high) * density + high * high * (1 - share);
  return {mean, std::max(0.0, square - mean * mean)};
}

// P(X <= value), X normal; certain where there is no variance.
double Below(double value, const Moments& x) {
  if (x.variance <= 0) return value >= x.mean ? 1 : 0;
  return UpTo((value - x.mean) / std::sqrt(x.variance));
}

}  // namespace

Moments Held(double low, double high, const Moments& normal) {
  const Moments capped = HeldBelow(high, normal);
  const Moments mirrored = HeldBelow(-low, {-capped.mean, capped.variance});
  return {-mirrored.mean, mirrored.variance};
}

Moments AfterTurnover(int posts, double leaving, double joining, const Moments& now) {
  const double rest = posts - now.mean, kept = 1 - leaving - joining;
  return {now.mean * (1 - leaving) + rest * joining, kept * kept * now.variance +
                                                         now.mean * leaving * (1 - leaving) +
                                                         rest * joining * (1 - joining)};
}

double AtLeast(int value, const Moments& normal) { return 1 - Below(value - 0.5, normal); }
double AtMost(int value, const Moments& normal) { return Below(value + 0.5, normal); }

}  // namespace pcsp::planning::workforce

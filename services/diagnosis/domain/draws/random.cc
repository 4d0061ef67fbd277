#include "services/diagnosis/domain/draws/random.h"

#include <cmath>
#include <numbers>

namespace pcsp::diagnosis {

double Random::Uniform() {
  uint64_t z = (state_ += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  z ^= z >> 31;
  return (static_cast<double>(z >> 12) + 0.5) * 0x1p-52;
}

double Random::Normal() {
  const double radius = std::sqrt(-2 * std::log(Uniform()));
  return radius * std::cos(2 * std::numbers::pi * Uniform());
}

double Random::Gamma(double shape) {
  if (shape < 1) {
    const double raised = Gamma(shape + 1);
    return raised * std::pow(Uniform(), 1 / shape);
  }
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = Normal(), root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    if (std::log(Uniform()) < x * x / 2 + d - d * v + d * std::log(v)) return d * v;
  }
}

double Random::Beta(double mean, double ess) {
  const double a = Gamma(mean * ess), b = Gamma((1 - mean) * ess);
  return a + b > 0 ? a / (a + b) : mean;
}

}  // namespace pcsp::diagnosis

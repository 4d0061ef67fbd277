#include "services/diagnosis/domain/reasoning/logit_line.h"

#include <algorithm>
#include <cmath>

namespace pcsp::diagnosis {
namespace {

constexpr double kMostExtreme = 1e-6;

double Logit(double p) {
  p = std::clamp(p, kMostExtreme, 1 - kMostExtreme);
  return std::log(p / (1 - p));
}

double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

double LogitLine::operator()(double probability) const {
  return identity() ? probability : Logistic(a + b * Logit(probability));
}

double LogitLine::Before(double shown) const {
  return identity() ? shown : Logistic((Logit(shown) - a) / b);
}

}  // namespace pcsp::diagnosis

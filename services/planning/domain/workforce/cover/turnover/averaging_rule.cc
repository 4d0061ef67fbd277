#include "services/planning/domain/workforce/cover/turnover/averaging_rule.h"

#include <algorithm>
#include <cmath>

namespace pcsp::planning::workforce {
namespace {

constexpr int kHalvings = 60;      // of an interval of length 2: to the last bit
constexpr double kSpoilt = 1e-14;  // by which no moment may be missed

// Polynomials with leading coefficient 1 that are orthogonal under the average over points in
// [-1, 1]: p[k+1] = (x - alpha[k]) p[k] - beta[k] p[k-1]. The first `size` + 1 of them.
class Orthogonal {
 public:
  // By Stieltjes' procedure.
  Orthogonal(const std::vector<double>& points, int size) {
    std::vector<double> before(points.size()), now(points.size(), 1.0);
    for (int k = 0; k < size; ++k) {
      double square = 0, first = 0;
      for (size_t i = 0; i < points.size(); ++i) {
        square += now[i] * now[i];
        first += points[i] * now[i] * now[i];
      }
      alpha_.push_back(first / square);
      beta_.push_back(k == 0 ? 0 : square / squares_.back());
      squares_.push_back(square);
      for (size_t i = 0; i < points.size(); ++i) {
        const double next = (points[i] - alpha_[k]) * now[i] - beta_[k] * before[i];
        before[i] = now[i];
        now[i] = next;
      }
    }
    for (double& square : squares_) square /= static_cast<double>(points.size());
  }

  // The roots of the last that lie above `x`: as many as signs change along p[0](x), p[1](x), ...
  int RootsAbove(double x) const {
    double before = 0, now = 1;
    int changes = 0;
    bool positive = true;
    for (size_t k = 0; k < alpha_.size(); ++k) {
      const double next = (x - alpha_[k]) * now - beta_[k] * before;
      before = now;
      now = next;
      if (now == 0 || (now > 0) == positive) continue;
      positive = !positive;
      ++changes;
    }
    return changes;
  }

  // The weight of a root of the last: 1 over the sum of squares of the others, each of norm 1.
  double Weight(double root) const {
    double before = 0, now = 1, sum = 0;
    for (size_t k = 0; k < alpha_.size(); ++k) {
      sum += now * now / squares_[k];
      const double next = (root - alpha_[k]) * now - beta_[k] * before;
      before = now;
      now = next;
    }
    return 1 / sum;
  }

 private:
  std::vector<double> alpha_, beta_, squares_;
};

// Every Chebyshev polynomial of degree up to 2 n - 1 has the average that it should have.
bool Holds(const AveragingRule& rule, const std::vector<double>& points) {
  for (size_t degree = 0; degree < 2 * rule.values.size(); ++degree) {
    const auto chebyshev = [degree](double x) {
      return std::cos(static_cast<double>(degree) * std::acos(std::clamp(x, -1.0, 1.0)));
    };
    double off = 0;
    for (size_t i = 0; i < rule.values.size(); ++i) {
      off += rule.weights[i] * chebyshev(rule.values[i]);
    }
    for (const double x : points) off -= chebyshev(x) / static_cast<double>(points.size());
    if (!(std::abs(off) < kSpoilt)) return false;
  }
  return true;
}

}  // namespace

AveragingRule EachOf(const std::vector<double>& points) {
  const double weight = 1.0 / static_cast<double>(points.size());
  return {points, std::vector<double>(points.size(), weight)};
}

std::optional<AveragingRule> GaussRule(absl::Span<const double> points, int size) {
  const double centre = (points.front() + points.back()) / 2;
  const double half = (points.back() - points.front()) / 2;
  std::vector<double> scaled;
  for (const double point : points) scaled.push_back((point - centre) / half);
  const Orthogonal orthogonal(scaled, size);
  AveragingRule rule;
  for (int i = 0; i < size; ++i) {
    double low = -1, high = 1;
    for (int h = 0; h < kHalvings; ++h) {
      const double middle = (low + high) / 2;
      (orthogonal.RootsAbove(middle) >= size - i ? low : high) = middle;
    }
    rule.values.push_back((low + high) / 2);
    rule.weights.push_back(orthogonal.Weight(rule.values.back()));
  }
  if (!Holds(rule, scaled)) return std::nullopt;
  for (double& value : rule.values) value = centre + half * value;
  return rule;
}

}  // namespace pcsp::planning::workforce

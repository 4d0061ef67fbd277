#include "services/planning/domain/workforce/cover/distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pcsp::planning::workforce {
namespace {

constexpr double kNegligible = 1e-15;  // of one probability among at most a few hundred
constexpr double kRounding = 1e-12;    // of a sum of many probabilities

double LogProbability(int n, int k, double p) {
  return std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) + k * std::log(p) +
         (n - k) * std::log1p(-p);
}

// lgamma() of thousands is good to 1e-12 only; the ratios between neighbours are better.
void Normalise(Distribution& d) {
  const double total = std::accumulate(d.mass.begin(), d.mass.end(), 0.0);
  for (double& mass : d.mass) mass /= total;
}

}  // namespace

double Distribution::At(int value) const {
  return value < first || value > last() ? 0 : mass[value - first];
}

double Distribution::Mean() const {
  double mean = 0;
  for (size_t i = 0; i < mass.size(); ++i) mean += mass[i] * (first + static_cast<int>(i));
  return mean;
}

double Distribution::AtLeast(int value) const {
  if (value > last()) return 0;
  return std::accumulate(mass.begin() + std::max(0, value - first), mass.end(), 0.0);
}

Distribution Certainly(int value) { return {value, {1.0}}; }

// From the mode outwards, where the ratio of neighbours is exact and nothing underflows.
Distribution Binomial(int n, double p) {
  if (n == 0 || p <= 0) return Certainly(0);
  if (p >= 1) return Certainly(n);
  const int mode = std::min(n, static_cast<int>((n + 1) * p));
  const double top =
      mode == 0 ? std::exp(n * std::log1p(-p)) : std::exp(LogProbability(n, mode, p));
  const double odds = p / (1 - p);
  std::vector<double> below;
  double mass = top;
  for (int k = mode; k > 0 && mass > kNegligible; --k) {
    mass *= k / ((n - k + 1) * odds);
    below.push_back(mass);
  }
  Distribution binomial{mode - static_cast<int>(below.size()), {below.rbegin(), below.rend()}};
  mass = top;
  for (int k = mode; k <= n && mass > kNegligible; ++k) {
    binomial.mass.push_back(mass);
    mass *= odds * (n - k) / (k + 1);
  }
  Normalise(binomial);
  return binomial;
}

Distribution Sum(const Distribution& a, const Distribution& b) {
  Distribution sum{a.first + b.first, std::vector<double>(a.mass.size() + b.mass.size() - 1)};
  for (size_t i = 0; i < a.mass.size(); ++i) {
    for (size_t j = 0; j < b.mass.size(); ++j) sum.mass[i + j] += a.mass[i] * b.mass[j];
  }
  return sum;
}

Distribution Difference(const Distribution& from, const Distribution& less) {
  return Sum(from, {-less.last(), {less.mass.rbegin(), less.mass.rend()}});
}

void Clamp(int low, int high, Distribution& d) {
  if (d.first < low) {
    const int cut = std::min(low - d.first, static_cast<int>(d.mass.size()) - 1);
    const double below = std::accumulate(d.mass.begin(), d.mass.begin() + cut, 0.0);
    d.mass.erase(d.mass.begin(), d.mass.begin() + cut);
    d.mass.front() += below;
    d.first = low;
  }
  if (d.last() > high) {
    const int keep = std::max(1, high - d.first + 1);
    const double above = std::accumulate(d.mass.begin() + keep, d.mass.end(), 0.0);
    d.mass.resize(keep);
    d.mass.back() += above;
    d.first = std::min(d.first, high);
  }
}

void Trim(Distribution& d) {
  const auto matters = [](double mass) { return mass > kNegligible; };
  const auto begin = std::find_if(d.mass.begin(), d.mass.end(), matters);
  if (begin == d.mass.end()) return;
  const auto end = std::find_if(d.mass.rbegin(), d.mass.rend(), matters).base();
  d.first += static_cast<int>(begin - d.mass.begin());
  d.mass.erase(end, d.mass.end());
  d.mass.erase(d.mass.begin(), begin);
}

void AddTo(Distribution& sum, const Distribution& part, double weight) {
  if (sum.mass.empty()) sum.first = part.first;
  if (part.first < sum.first) {
    sum.mass.insert(sum.mass.begin(), sum.first - part.first, 0.0);
    sum.first = part.first;
  }
  if (part.last() > sum.last()) sum.mass.resize(part.last() - sum.first + 1);
  double* at = sum.mass.data() + (part.first - sum.first);
  for (size_t i = 0; i < part.mass.size(); ++i) at[i] += weight * part.mass[i];
}

int Quantile(const Distribution& d, double share) {
  double below = 0;
  for (size_t i = 0; i < d.mass.size(); ++i) {
    below += d.mass[i];
    if (below >= share - kRounding) return d.first + static_cast<int>(i);
  }
  return d.last();
}

}  // namespace pcsp::planning::workforce

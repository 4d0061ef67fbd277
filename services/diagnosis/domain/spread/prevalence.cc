#include "services/diagnosis/domain/spread/prevalence.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace pcsp::diagnosis {
namespace {

constexpr size_t kMostExact = 500;

// The numbers of sites between which the middle of the distribution lies.
std::pair<double, double> ExactInterval(absl::Span<const double> probabilities, double tail) {
  const std::vector<double> number = NumberOfSites(probabilities);
  size_t low = 0, high = number.size() - 1;
  double below = number[low], above = number[high];
  while (below <= tail && low + 1 < number.size()) below += number[++low];
  while (above <= tail && high > 0) above += number[--high];
  return {static_cast<double>(low), static_cast<double>(high)};
}

// The point below which a standard normal falls with probability `p` above 0.5, by bisection.
double NormalQuantile(double p) {
  double low = 0, high = 10;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (0.5 * std::erfc(-middle / std::sqrt(2.0)) < p ? low : high) = middle;
  }
  return low;
}

std::pair<double, double> NormalInterval(absl::Span<const double> probabilities, double mean,
                                         double tail) {
  double variance = 0;
  for (double p : probabilities) variance += p * (1 - p);
  const double reach = NormalQuantile(1 - tail) * std::sqrt(variance);
  const auto sites = static_cast<double>(probabilities.size());
  return {std::clamp(mean - reach, 0.0, sites), std::clamp(mean + reach, 0.0, sites)};
}

}  // namespace

std::vector<double> NumberOfSites(absl::Span<const double> probabilities) {
  std::vector<double> number = {1};
  for (double p : probabilities) {
    number.push_back(0);
    for (size_t k = number.size() - 1; k > 0; --k) {
      number[k] = number[k] * (1 - p) + number[k - 1] * p;
    }
    number[0] *= 1 - p;
  }
  return number;
}

Prevalence PrevalenceOf(absl::Span<const double> probabilities, double level) {
  if (probabilities.empty()) return {};
  const auto sites = static_cast<double>(probabilities.size());
  const double tail = (1 - level) / 2;
  Prevalence prevalence;
  prevalence.expected_sites = std::accumulate(probabilities.begin(), probabilities.end(), 0.0);
  prevalence.share = prevalence.expected_sites / sites;
  const auto [low, high] = probabilities.size() <= kMostExact
                               ? ExactInterval(probabilities, tail)
                               : NormalInterval(probabilities, prevalence.expected_sites, tail);
  prevalence.low = low / sites;
  prevalence.high = high / sites;
  return prevalence;
}

}  // namespace pcsp::diagnosis

#include "services/planning/domain/effect/model/mixture.h"

#include <algorithm>
#include <cmath>

namespace pcsp::planning {
namespace {

constexpr double kRootTwo = 1.4142135623730951;
constexpr double kRootTwoPi = 2.5066282746310002;
constexpr int kMostSteps = 100;

// The share below a value, and the density there.
struct Below {
  double share = 0;
  double density = 0;
};

Below At(const NormalMixture& of, double value) {
  Below below;
  for (size_t k = 0; k < kGrid; ++k) {
    if (of.weight[k] == 0) continue;
    const double z = (value - of.mean[k]) / of.sd[k];
    below.share += of.weight[k] * std::erfc(-z / kRootTwo) / 2;
    below.density += of.weight[k] * std::exp(-z * z / 2) / (of.sd[k] * kRootTwoPi);
  }
  return below;
}

// The quantile of the standard normal to about .005 (Abramowitz and Stegun 26.2.22): a place to
// begin.
double RoughQuantile(double p) {
  const double t = std::sqrt(-2 * std::log(std::min(p, 1 - p)));
  const double z = t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t);
  return p < 0.5 ? -z : z;
}

}  // namespace

double NormalMixture::Mean() const {
  double sum = 0;
  for (size_t k = 0; k < kGrid; ++k) sum += weight[k] * mean[k];
  return sum;
}

double NormalMixture::Sd() const {
  const double centre = Mean();
  double sum = 0;
  for (size_t k = 0; k < kGrid; ++k) {
    sum += weight[k] * (sd[k] * sd[k] + (mean[k] - centre) * (mean[k] - centre));
  }
  return std::sqrt(sum);
}

double NormalMixture::Above(double value) const {
  double sum = 0;
  for (size_t k = 0; k < kGrid; ++k) {
    if (weight[k] == 0) continue;
    sum += weight[k] * std::erfc((value - mean[k]) / (sd[k] * kRootTwo)) / 2;
  }
  return sum;
}

// Newton's steps, or halving where a step would leave what is known to bracket the answer.
double NormalMixture::Quantile(double p) const {
  const double widest = *std::max_element(sd.begin(), sd.end());
  double low = *std::min_element(mean.begin(), mean.end()) - 40 * widest;
  double high = *std::max_element(mean.begin(), mean.end()) + 40 * widest;
  double at = Mean() + RoughQuantile(p) * Sd();
  for (int step = 0; step < kMostSteps && high - low > 1e-12 * widest; ++step) {
    const Below below = At(*this, at);
    (below.share > p ? high : low) = at;
    double next = at - (below.share - p) / below.density;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (std::abs(next - at) <= 1e-10 * widest) return next;
    at = next;
  }
  return at;
}

double NormalMixture::Draw(double uniform, double normal) const {
  size_t k = 0;
  while (k + 1 < kGrid && uniform >= weight[k]) uniform -= weight[k++];
  return mean[k] + sd[k] * normal;
}

}  // namespace pcsp::planning

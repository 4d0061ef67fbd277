#include "services/planning/domain/cohorts/search/national_pool.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace pcsp::planning {
namespace {

constexpr double kAim = .02;       // how far above the best bound the next is aimed, in parts of it
constexpr double kSmoothing = .3;  // weight of the last round in what regions ask for
constexpr int kPatience = 2;       // rounds without progress before smaller steps

}  // namespace

NationalPool::NationalPool(std::vector<int> trainers)
    : trainers_(std::move(trainers)),
      prices_(trainers_.size()),
      best_prices_(trainers_.size()),
      bound_(-std::numeric_limits<double>::infinity()) {}

void NationalPool::Round(double bound, const std::vector<std::vector<double>>& used) {
  std::vector<double> excess(trainers_.size());
  for (size_t t = 0; t < trainers_.size(); ++t) {
    bound -= prices_[t] * trainers_[t];
    excess[t] = -trainers_[t];
    for (const std::vector<double>& region : used) excess[t] += region[t];
  }
  if (asked_.empty()) asked_ = used;
  for (size_t r = 0; r < used.size(); ++r) {
    for (size_t t = 0; t < trainers_.size(); ++t) {
      asked_[r][t] += kSmoothing * (used[r][t] - asked_[r][t]);
    }
  }
  if (bound > bound_) {
    bound_ = bound;
    best_prices_ = prices_;
    without_progress_ = 0;
  } else if (++without_progress_ >= kPatience) {
    pace_ /= 2;
    without_progress_ = 0;
  }
  Step(excess);
}

// Polyak's step towards a bound a little higher than the best.
void NationalPool::Step(const std::vector<double>& excess) {
  double square = 0;
  for (size_t t = 0; t < excess.size(); ++t) {
    if (excess[t] > 0 || prices_[t] > 0) square += excess[t] * excess[t];
  }
  if (square < 1e-9) return;
  const double step = pace_ * kAim * std::abs(bound_) / square;
  for (size_t t = 0; t < excess.size(); ++t) {
    prices_[t] = std::max(0.0, prices_[t] + step * excess[t]);
  }
}

std::vector<std::vector<int>> NationalPool::Quotas(
    const std::vector<std::vector<int>>& present, const std::vector<std::vector<int>>& least,
    const std::vector<std::vector<int>>& units) const {
  std::vector<std::vector<int>> quotas = least;
  for (size_t t = 0; t < trainers_.size(); ++t) {
    int left = trainers_[t];
    for (const std::vector<int>& region : quotas) left -= region[t];
    // One unit at a time to the region that lacks most of what it asked for.
    while (true) {
      int neediest = -1;
      double lack = -std::numeric_limits<double>::infinity();
      for (size_t r = 0; r < quotas.size(); ++r) {
        const int unit = units[r][t];
        if (unit > left || quotas[r][t] + unit > present[r][t]) continue;
        const double lacks = (asked_[r][t] - quotas[r][t]) / unit;
        if (lacks <= lack) continue;
        lack = lacks;
        neediest = static_cast<int>(r);
      }
      if (neediest < 0) break;
      quotas[neediest][t] += units[neediest][t];
      left -= units[neediest][t];
    }
  }
  return quotas;
}

}  // namespace pcsp::planning

#include "services/assessments/domain/reliability/one_factor.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pcsp::assessments {
namespace {

constexpr double kMostLoading = .99749686716300016;  // sqrt(.995)
constexpr int kMostSweeps = 20'000;
constexpr double kSettled = 1e-13;

// Where each item stands by its mean correlation with the others: a start on the right side.
std::vector<double> Start(const SquareMatrix& r) {
  std::vector<double> loadings(r.size);
  for (int i = 0; i < r.size; ++i) {
    double sum = 0;
    for (int j = 0; j < r.size; ++j) sum += j == i ? 0 : r.at(i, j);
    const double mean = sum / (r.size - 1);
    loadings[i] = std::copysign(std::sqrt(std::min(.9, std::abs(mean))), mean);
    if (mean == 0) loadings[i] = .1;
  }
  return loadings;
}

// The best loading of `item` while the others stay: least squares in one unknown.
double Best(const SquareMatrix& r, const std::vector<double>& loadings, int item) {
  double product = 0, squares = 0;
  for (int j = 0; j < r.size; ++j) {
    if (j == item) continue;
    product += r.at(item, j) * loadings[j];
    squares += loadings[j] * loadings[j];
  }
  return squares > 0 ? std::clamp(product / squares, -kMostLoading, kMostLoading) : 0;
}

void Sweep(const SquareMatrix& r, std::vector<double>& loadings) {
  double moved = 1;
  for (int sweep = 0; sweep < kMostSweeps && moved > kSettled; ++sweep) {
    moved = 0;
    for (int i = 0; i < r.size; ++i) {
      const double best = Best(r, loadings, i);
      moved = std::max(moved, std::abs(best - loadings[i]));
      loadings[i] = best;
    }
  }
}

}  // namespace

std::optional<std::vector<double>> OneFactorLoadings(const SquareMatrix& correlation) {
  if (correlation.size < 2) return std::nullopt;
  if (correlation.size == 2) {
    // One correlation cannot tell two loadings apart: they share it.
    if (correlation.at(0, 1) <= 0) return std::nullopt;
    return std::vector<double>(2, std::min(kMostLoading, std::sqrt(correlation.at(0, 1))));
  }
  std::vector<double> loadings = Start(correlation);
  Sweep(correlation, loadings);
  if (std::accumulate(loadings.begin(), loadings.end(), 0.0) < 0) {
    for (double& loading : loadings) loading = -loading;
  }
  return loadings;
}

double OmegaTotal(absl::Span<const double> loadings) {
  double sum = 0, unique = 0;
  for (double loading : loadings) {
    sum += loading;
    unique += 1 - loading * loading;
  }
  return sum * sum / (sum * sum + unique);
}

}  // namespace pcsp::assessments

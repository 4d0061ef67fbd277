#include "services/planning/domain/effect/model/posterior.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pcsp::planning {
namespace {

constexpr double kLeastTau = 0.02;
constexpr double kMostTau = 25;
constexpr double kTauScale = 5;          // of the half-normal prior
constexpr double kFreePrecision = 1e-6;  // of a standard deviation of 1000 points
constexpr double kBelieved = 3;          // standard errors of the chi-square
constexpr int kMostRescalings = 3;
constexpr double kNegligible = 1e-13;  // beside the weightiest tau: not worth the time

double Precision(const CoefficientPrior& prior, double tau) {
  return prior.spread == 0 ? kFreePrecision : 1 / (tau * tau * prior.spread * prior.spread);
}

// The posterior given one tau.
struct Conditional {
  double log_weight = 0;
  double misfit = 0;  // the quadratic form of the marginal likelihood: chi-square
  std::vector<double> mean;
  Triangle inverse_factor;
};

Conditional Given(double tau, const NormalEquations& equations, double scatter,
                  const std::vector<CoefficientPrior>& priors) {
  Triangle precision(priors.size());
  std::vector<double> right(priors.size());
  double misfit = equations.yy / scatter;
  double log_prior = 0;
  for (size_t i = 0; i < priors.size(); ++i) {
    for (size_t j = 0; j <= i; ++j) precision.at(i, j) = equations.xx.at(i, j) / scatter;
    const double p = Precision(priors[i], tau);
    precision.at(i, i) += p;
    right[i] = equations.xy[i] / scatter + p * priors[i].mean;
    misfit += p * priors[i].mean * priors[i].mean;
    log_prior += std::log(p);
  }
  // Positive definite, for every column has a prior: only rounding can say otherwise.
  const std::optional<Cholesky> factor = Cholesky::Of(std::move(precision));
  if (!factor) return {-HUGE_VAL, 0, std::vector<double>(priors.size()), Triangle(priors.size())};
  std::vector<double> mean = factor->Solve(right);
  for (size_t i = 0; i < mean.size(); ++i) misfit -= right[i] * mean[i];
  const double log_weight = std::log(tau) - tau * tau / (2 * kTauScale * kTauScale) +
                            (log_prior - factor->LogDeterminant() - misfit) / 2;
  return {log_weight, misfit, std::move(mean), factor->InverseFactor()};
}

// The block's part of the inverse of the precision.
std::vector<double> Covariance(const Triangle& inverse_factor, size_t first, size_t block) {
  std::vector<double> covariance(block * (block + 1) / 2);
  for (size_t k = first; k < inverse_factor.size(); ++k) {
    const double* const row = inverse_factor.row(k) + first;
    const size_t width = std::min(block, k - first + 1);
    size_t at = 0;
    for (size_t i = 0; i < block; ++i) {
      for (size_t j = 0; j <= i; ++j, ++at) {
        if (i < width) covariance[at] += row[i] * row[j];
      }
    }
  }
  return covariance;
}

void Normalise(std::array<double, kGrid>& log_weights) {
  const double most = *std::max_element(log_weights.begin(), log_weights.end());
  double sum = 0;
  for (double& weight : log_weights) {
    weight = std::exp(weight - most);
    if (weight < kNegligible) weight = 0;
    sum += weight;
  }
  for (double& weight : log_weights) weight /= sum;
}

Posterior IntegrateScaled(const NormalEquations& equations,
                          const std::vector<CoefficientPrior>& priors, size_t block, size_t blocks,
                          double scatter, double& misfit) {
  Posterior posterior;
  posterior.scatter = scatter;
  posterior.blocks.resize(blocks);
  std::array<double, kGrid> misfits{};
  const std::array<double, kGrid> grid = TauGrid();
  for (size_t k = 0; k < kGrid; ++k) {
    const Conditional given = Given(grid[k], equations, scatter, priors);
    posterior.weight[k] = given.log_weight;
    misfits[k] = given.misfit;
    for (size_t b = 0; b < blocks; ++b) {
      const auto first = given.mean.begin() + static_cast<std::ptrdiff_t>(b * block);
      posterior.blocks[b].mean[k].assign(first, first + static_cast<std::ptrdiff_t>(block));
      posterior.blocks[b].covariance[k] = Covariance(given.inverse_factor, b * block, block);
    }
  }
  Normalise(posterior.weight);
  misfit = 0;
  for (size_t k = 0; k < kGrid; ++k) misfit += posterior.weight[k] * misfits[k];
  return posterior;
}

}  // namespace

std::array<double, kGrid> TauGrid() {
  std::array<double, kGrid> grid{};
  const double step = std::log(kMostTau / kLeastTau) / (kGrid - 1);
  for (size_t k = 0; k < kGrid; ++k) grid[k] = kLeastTau * std::exp(step * static_cast<double>(k));
  return grid;
}

NormalMixture Posterior::Of(size_t block, const std::vector<double>& x) const {
  NormalMixture mixture;
  mixture.weight = weight;
  for (size_t k = 0; k < kGrid; ++k) {
    const std::vector<double>& covariance = blocks[block].covariance[k];
    double mean = 0;
    double variance = 0;
    size_t at = 0;
    for (size_t i = 0; i < x.size(); ++i) {
      mean += x[i] * blocks[block].mean[k][i];
      for (size_t j = 0; j < i; ++j) variance += 2 * x[i] * x[j] * covariance[at++];
      variance += x[i] * x[i] * covariance[at++];
    }
    mixture.mean[k] = mean;
    mixture.sd[k] = std::sqrt(variance);
  }
  return mixture;
}

Posterior Integrate(const NormalEquations& equations, const std::vector<CoefficientPrior>& priors,
                    size_t block, size_t blocks) {
  const auto free = std::count_if(priors.begin(), priors.end(),
                                  [](const CoefficientPrior& prior) { return prior.spread == 0; });
  const double freedom = static_cast<double>(equations.rows - free);
  double misfit = 0;
  Posterior posterior = IntegrateScaled(equations, priors, block, blocks, 1, misfit);
  for (int i = 0; i < kMostRescalings && freedom > 0; ++i) {
    const bool believed = misfit <= freedom + kBelieved * std::sqrt(2 * freedom);
    if (believed) break;
    const double scatter = posterior.scatter * misfit / freedom;
    posterior = IntegrateScaled(equations, priors, block, blocks, scatter, misfit);
  }
  return posterior;
}

}  // namespace pcsp::planning

#include "services/assessments/domain/scoring/item_distribution.h"

#include <algorithm>
#include <numeric>

#include "boost/math/distributions/beta.hpp"
#include "services/assessments/domain/scoring/agreement.h"

namespace pcsp::assessments {
namespace {

constexpr double kLeastKappa = 2;
constexpr double kMostKappa = 12;
constexpr int kFewestSites = 4;
constexpr double kSmoothing = .5;

// One-way moments of the scores: n, sum, sum of squares.
struct Moments {
  double n = 0, sum = 0, squares = 0;
  double Within() const { return n > 0 ? squares - sum * sum / n : 0; }
};

Moments MomentsOf(absl::Span<const int32_t> counts) {
  Moments m;
  for (size_t k = 0; k < counts.size(); ++k) {
    const double score = static_cast<double>(k) + 1;
    m.n += counts[k];
    m.sum += counts[k] * score;
    m.squares += counts[k] * score * score;
  }
  return m;
}

// rho = tau2 / (tau2 + sigma2) between sites; kappa = (1 - rho) / rho = sigma2 / tau2.
double Kappa(const std::vector<std::vector<int32_t>>& sites) {
  Moments all;
  double k = 0, n2 = 0, within = 0;
  for (const auto& counts : sites) {
    const Moments m = MomentsOf(counts);
    if (m.n == 0) continue;
    ++k;
    n2 += m.n * m.n;
    within += m.Within();
    all.n += m.n;
    all.sum += m.sum;
    all.squares += m.squares;
  }
  if (k < kFewestSites) return kLeastKappa;
  if (all.n <= k) return kMostKappa;
  const double sigma2 = within / (all.n - k);
  const double msb = (all.Within() - within) / (k - 1);
  const double tau2 = (msb - sigma2) / ((all.n - n2 / all.n) / (k - 1));
  if (tau2 <= 0) return kMostKappa;
  return std::clamp(sigma2 / tau2, kLeastKappa, kMostKappa);
}

}  // namespace

ItemPool EstimateItemPool(const std::vector<std::vector<int32_t>>& sites, int steps) {
  ItemPool pool{.share = std::vector<double>(steps, kSmoothing), .kappa = Kappa(sites)};
  for (const auto& counts : sites) {
    for (size_t k = 0; k < counts.size(); ++k) pool.share[k] += counts[k];
  }
  const double total = std::accumulate(pool.share.begin(), pool.share.end(), 0.0);
  for (double& share : pool.share) share /= total;
  return pool;
}

std::vector<double> DirichletOf(absl::Span<const int32_t> counts, const ItemPool& pool) {
  std::vector<double> alpha(pool.share.size());
  for (size_t k = 0; k < alpha.size(); ++k) {
    alpha[k] = pool.kappa * pool.share[k] + (k < counts.size() ? counts[k] : 0);
  }
  return alpha;
}

ShareInterval FavourableInterval(absl::Span<const double> alpha) {
  const int first = FirstFavourable(static_cast<int>(alpha.size())) - 1;
  const double rest = std::accumulate(alpha.begin(), alpha.begin() + first, 0.0);
  const double favourable = std::accumulate(alpha.begin() + first, alpha.end(), 0.0);
  // Without the promotion to long double: ten times as fast, and equal to 1e-12.
  using Plain = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  const boost::math::beta_distribution<double, Plain> beta(favourable, rest);
  return {boost::math::quantile(beta, .05), boost::math::quantile(beta, .95)};
}

}  // namespace pcsp::assessments

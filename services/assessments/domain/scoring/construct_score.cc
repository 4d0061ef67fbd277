#include "services/assessments/domain/scoring/construct_score.h"

#include <algorithm>
#include <cmath>

#include "boost/math/distributions/students_t.hpp"

namespace pcsp::assessments {
namespace {

constexpr int kPseudoSites = 3;
constexpr double kPriorTau2 = 10.0 * 10.0;
constexpr double kPriorSigma2 = 20.0 * 20.0;
constexpr double kLeastTau2 = 1e-6;  // keeps weights finite where sites do not differ

struct Sums {
  double n = 0, n2 = 0, total = 0, within = 0;
  int k = 0;
};

Sums AddUp(absl::Span<const SiteMean> sites) {
  Sums sums;
  for (const SiteMean& s : sites) {
    if (s.people == 0) continue;
    ++sums.k;
    sums.n += s.people;
    sums.n2 += s.people * s.people;
    sums.total += s.people * s.mean;
    sums.within += s.within;
  }
  return sums;
}

// (MSB - sigma2) / n0; 0 when a single site leaves nothing to compare.
double BetweenSites(absl::Span<const SiteMean> sites, const Sums& sums, double sigma2) {
  if (sums.k < 2) return 0;
  const double grand = sums.total / sums.n;
  double msb = 0;
  for (const SiteMean& s : sites) msb += s.people * (s.mean - grand) * (s.mean - grand);
  msb /= sums.k - 1;
  const double n0 = (sums.n - sums.n2 / sums.n) / (sums.k - 1);
  return (msb - sigma2) / n0;
}

void EstimateVariances(absl::Span<const SiteMean> sites, const Sums& sums, Pool& pool) {
  const double free = sums.n - sums.k;
  if (sums.k > kPseudoSites) {
    pool.sigma2 = free > 0 ? sums.within / free : kPriorSigma2;
    pool.tau2 = std::max(kLeastTau2, BetweenSites(sites, sums, pool.sigma2));
    pool.degrees = sums.k - 3;
    return;
  }
  pool.sigma2 = (sums.within + kPseudoSites * kPriorSigma2) / (free + kPseudoSites);
  const double between = std::max(0.0, BetweenSites(sites, sums, pool.sigma2));
  const double own = std::max(0, sums.k - 1);
  pool.tau2 = (own * between + kPseudoSites * kPriorTau2) / (own + kPseudoSites);
  pool.degrees = std::max(1, sums.k);
}

// The score and Morris interval for sampling variance `v`.
Estimate Shrink(const SiteMean& site, const Pool& pool, double v) {
  const double b = v / (v + pool.tau2);
  const double k = std::max(1, pool.sites);
  const double off = site.mean - pool.mu;
  const double variance = v * (1 - (k - 1) / k * b) + 2 / pool.degrees * b * b *
                                                          (pool.mean_v + pool.tau2) /
                                                          (v + pool.tau2) * off * off;
  const double deviation = std::sqrt(variance);
  const double half = pool.t90 * deviation;
  const double score = site.mean - b * off;
  return {score, score - half, score + half, deviation};
}

}  // namespace

SiteMean ToSiteMean(const ConstructSums& sums, int64_t unit, int steps) {
  if (sums.people == 0) return {};
  const double points = 100.0 / (static_cast<double>(unit) * (steps - 1));
  const double m = static_cast<double>(sums.people);
  const __int128 scaled = static_cast<__int128>(sums.sum_squares) * sums.people -
                          static_cast<__int128>(sums.sum) * sums.sum;
  return {m, points * static_cast<double>(sums.sum) / m,
          points * points * static_cast<double>(scaled) / m};
}

SiteMean ToSiteMean(absl::Span<const int32_t> scored) {
  ConstructSums sums;
  for (size_t k = 0; k < scored.size(); ++k) {
    const int64_t points = static_cast<int64_t>(k), n = scored[k];
    sums += {.people = n, .sum = n * points, .sum_squares = n * points * points};
  }
  return ToSiteMean(sums, 1, static_cast<int>(scored.size()));
}

Pool EstimatePool(absl::Span<const SiteMean> sites) {
  const Sums sums = AddUp(sites);
  Pool pool{.sites = sums.k};
  EstimateVariances(sites, sums, pool);
  double weight = 0, weighted = 0;
  for (const SiteMean& s : sites) {
    if (s.people == 0) continue;
    const double v = pool.sigma2 / s.people;
    weight += 1 / (v + pool.tau2);
    weighted += s.mean / (v + pool.tau2);
    pool.mean_v += v / sums.k;
  }
  if (weight > 0) pool.mu = weighted / weight;
  const int df = sums.k > kPseudoSites ? sums.k - 1 : sums.k - 1 + kPseudoSites;
  pool.t90 = boost::math::quantile(boost::math::students_t(df), .95);
  return pool;
}

Estimate HowSiteWorks(const SiteMean& site, const Pool& pool) {
  if (site.people > 0) return Shrink(site, pool, pool.sigma2 / site.people);
  const double half = pool.t90 * std::sqrt(pool.tau2);
  return {pool.mu, pool.mu - half, pool.mu + half, std::sqrt(pool.tau2)};
}

std::optional<Estimate> TeamNow(const SiteMean& site, const Pool& pool, int roster) {
  if (site.people == 0 || roster < site.people) return std::nullopt;
  return Shrink(site, pool, pool.sigma2 / site.people * (1 - site.people / roster));
}

}  // namespace pcsp::assessments

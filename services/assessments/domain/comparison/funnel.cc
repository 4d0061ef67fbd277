#include "services/assessments/domain/comparison/funnel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "services/assessments/domain/comparison/normal.h"

namespace pcsp::assessments {
namespace {

double DeviationOf(const Funnel& funnel, double people) {
  return std::sqrt(funnel.tau2 + funnel.sigma2 / people);
}

FunnelPoint PointOf(const SiteMean& site, const Funnel& funnel) {
  FunnelPoint point{.people = site.people, .mean = site.mean};
  if (site.people == 0) return point;
  SetLimits(funnel, site.people, point);
  point.z = (site.mean - funnel.mu) / DeviationOf(funnel, site.people);
  point.p = 2 * NormalAbove(std::abs(point.z), 0, 1);
  return point;
}

}  // namespace

void SetLimits(const Funnel& funnel, double people, FunnelPoint& point) {
  const double deviation = DeviationOf(funnel, people);
  point.low95 = funnel.mu - kNormal975 * deviation;
  point.high95 = funnel.mu + kNormal975 * deviation;
  point.low998 = funnel.mu - kNormal999 * deviation;
  point.high998 = funnel.mu + kNormal999 * deviation;
}

std::vector<double> FalseDiscoveryRates(absl::Span<const double> p) {
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [p](size_t a, size_t b) { return p[a] < p[b]; });
  std::vector<double> q(p.size());
  double least = 1;
  for (size_t rank = p.size(); rank > 0; --rank) {
    least = std::min(least, p[order[rank - 1]] * static_cast<double>(p.size()) / rank);
    q[order[rank - 1]] = least;
  }
  return q;
}

Funnel FunnelOf(absl::Span<const SiteMean> sites, const Pool& pool) {
  Funnel funnel{.sites = pool.sites, .mu = pool.mu, .tau2 = pool.tau2, .sigma2 = pool.sigma2};
  std::vector<double> p;
  for (const SiteMean& site : sites) {
    funnel.points.push_back(PointOf(site, funnel));
    if (site.people > 0) p.push_back(funnel.points.back().p);
  }
  const std::vector<double> q = FalseDiscoveryRates(p);
  size_t at = 0;
  for (FunnelPoint& point : funnel.points) {
    if (point.people == 0) continue;
    point.q = q[at++];
    if (point.q > kFalseDiscoveries) continue;
    point.standing = point.z < 0 ? Standing::kBelow : Standing::kAbove;
  }
  return funnel;
}

}  // namespace pcsp::assessments

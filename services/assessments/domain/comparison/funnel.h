// Which sites stand out from the others by more than their size explains (methods.md 1.9).
#pragma once

#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/scoring/construct_score.h"

namespace pcsp::assessments {

// Of the sites that are said to stand out, the share that may be false alarms.
inline constexpr double kFalseDiscoveries = .1;

enum class Standing { kAsExpected, kBelow, kAbove };

struct FunnelPoint {
  double people = 0;  // 0: nothing was said, and nothing below holds
  double most = 0;    // of a band that `people` is the lower end of; 0: it is exact
  double mean = 0;
  double low95 = 0, high95 = 0;    // mu +- 1.96 sqrt(tau2 + sigma2 / n)
  double low998 = 0, high998 = 0;  // mu +- 3.09 of the same
  double z = 0;
  double p = 1;  // two-sided
  double q = 1;  // the least false-discovery rate at which it stands out
  Standing standing = Standing::kAsExpected;
};

struct Funnel {
  int sites = 0;  // with at least one person
  double mu = 0, tau2 = 0, sigma2 = 0;
  std::vector<FunnelPoint> points;  // in the order given
};
Funnel FunnelOf(absl::Span<const SiteMean> sites, const Pool& pool);
// Sets the limits of a site of `people`.
void SetLimits(const Funnel& funnel, double people, FunnelPoint& point);

// Benjamini & Hochberg 1995: for each p the least false-discovery rate at which it is a discovery.
std::vector<double> FalseDiscoveryRates(absl::Span<const double> p);

}  // namespace pcsp::assessments

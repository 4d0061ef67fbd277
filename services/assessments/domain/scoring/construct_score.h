// Construct scores by empirical-Bayes partial pooling, 0 to 100 points (methods.md 1.2; Morris
// 1983).
#pragma once

#include <cstdint>
#include <optional>

#include "absl/types/span.h"
#include "services/assessments/domain/scoring/site_statistics.h"

namespace pcsp::assessments {

// What one site says on one construct, in points.
struct SiteMean {
  double people = 0;  // m; 0 leaves the site out of the pool
  double mean = 0;
  double within = 0;  // SSW = S2 - S1^2 / m, exact until the last division
};

// `unit` and `steps` as in StatisticsPlan.
SiteMean ToSiteMean(const ConstructSums& sums, int64_t unit, int steps);

// The same of one item, from counts by score, worst to best; its steps are how many there are.
SiteMean ToSiteMean(absl::Span<const int32_t> scored);

// What all sites of a wave and level say together.
struct Pool {
  int sites = 0;        // k, with at least one person
  double mu = 50;       // precision-weighted mean
  double tau2 = 100;    // variance between sites
  double sigma2 = 400;  // variance between people of a site
  double mean_v = 0;    // mean of the V_s
  double degrees = 3;   // of freedom left in tau2: k - 3, or k with the prior
  double t90 = 0;       // Student's t at .95
};

// With fewer than 4 sites the variances lean on a prior of 3 pseudo-sites (tau = 10, sigma = 20
// points, as NoMAD shows).
Pool EstimatePool(absl::Span<const SiteMean> sites);

struct Estimate {
  double score = 0;
  double low = 0, high = 0;  // 90 %; may reach beyond 0 and 100
  double deviation = 0;      // standard deviation of the true value around the score
};

// How the site works: the mean of all the people that it might have had. A site without people
// gets mu with the spread between sites.
Estimate HowSiteWorks(const SiteMean& site, const Pool& pool);

// Where the team of `roster` people stands now: the sampling variance shrinks by 1 - m / roster.
// Nothing when the roster is not known (0) or smaller than m.
std::optional<Estimate> TeamNow(const SiteMean& site, const Pool& pool, int roster);

}  // namespace pcsp::assessments

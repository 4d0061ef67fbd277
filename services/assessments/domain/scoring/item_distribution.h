// The distribution of answers to one item, filled up from all sites (methods.md 1.3).
#pragma once

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace pcsp::assessments {

// What all sites say on an item, by score from worst to best.
struct ItemPool {
  std::vector<double> share;  // adds up to 1, none is 0
  double kappa = 2;           // how many answers the shares are worth at a site, 2 to 12
};

// `sites` holds each site's counts by score. kappa = (1 - rho) / rho with the intra-class
// correlation of the item from one-way moments; 2 with fewer than 4 sites, where none can be had.
// Half an answer in each box keeps shares above 0.
ItemPool EstimateItemPool(const std::vector<std::vector<int32_t>>& sites, int steps);

// n + kappa * share.
std::vector<double> DirichletOf(absl::Span<const int32_t> counts, const ItemPool& pool);

// The exact 90 % interval of the favourable share, a Beta distribution.
struct ShareInterval {
  double low = 0, high = 0;
};
ShareInterval FavourableInterval(absl::Span<const double> alpha);

}  // namespace pcsp::assessments

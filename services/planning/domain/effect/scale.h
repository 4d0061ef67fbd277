// How a programme's sites are centred and scaled before effects are asked to depend on them.
// Kept outside the statistics, so that those of two programmes add up (methods.md 3).
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "services/planning/domain/effect/outcome.h"

namespace pcsp::planning {

struct Scale {
  double mean = 0;
  double sd = 1;  // positive

  double Of(std::optional<double> value) const { return value ? (*value - mean) / sd : 0; }
};

using ContextScale = std::array<Scale, kContextTerms>;

// Mean and standard deviation (divisor n) of each context term over the sites that tell it; a term
// that nobody tells, or that is the same everywhere, gets a deviation of 1.
ContextScale ScaleOf(const std::vector<SiteContext>& sites);

// Squared Mahalanobis distance between two sites
// under the correlations of `sites`: how alike they are, for stories only.
class Likeness {
 public:
  // The covariance is that of `sites` with 10 % of ridge on each variance, so that constant or
  // collinear terms and few sites do no harm. A term that a site does not tell counts as average.
  explicit Likeness(const std::vector<SiteContext>& sites);

  // Where a site lies in a space whose plain distance is Mahalanobis': for many comparisons.
  using Place = std::array<double, kContextTerms>;
  Place PlaceOf(const SiteContext& site) const;

  double Distance2(const SiteContext& a, const SiteContext& b) const;
  const ContextScale& scale() const { return scale_; }

 private:
  ContextScale scale_;
  // The lower triangle whose square, transposed times itself, is the inverse of the covariance.
  std::array<std::array<double, kContextTerms>, kContextTerms> factor_{};
};

double Distance2(const Likeness::Place& a, const Likeness::Place& b);

}  // namespace pcsp::planning

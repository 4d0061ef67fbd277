// Staff groups over several sites together: the same as in representativeness.h, one level up.
//
// People of one staff group at one site have that site's way of seeing it in common, so a mean over
// n people of several sites is less certain than sigma2 / n: by tau2 times the sum of the squared
// shares of the sites (a one-way design; Kish 1965). The shares are those of the roster, which
// everybody may know, and not those of the answers.
#pragma once

#include <optional>

#include "absl/types/span.h"
#include "services/assessments/domain/comparison/gap.h"
#include "services/assessments/domain/comparison/representativeness.h"
#include "services/assessments/domain/scoring/construct_score.h"

namespace pcsp::assessments {

struct PooledMean {
  double people = 0;  // who answered; of none, nothing is known but what all say
  double mean = 0;    // in points
  // Sum of the squared shares of the sites in the roster: 1 for one site, 1/k for k alike.
  double concentration = 1;
};

// From how many of the staff group work at each site; 1 where that is not known.
double ConcentrationOf(absl::Span<const int> roster);

// Between two staff groups of the same sites, which both are drawn to what `all` of these say.
ScoreGap PooledGap(const PooledMean& first, const PooledMean& second, const Estimate& all,
                   const GroupPool& pool);

// What all would say if every staff group weighed as on the roster, `roster[i]` people being of
// `means[i]`. Nothing when no roster is known.
std::optional<Estimate> PooledWeightedScore(absl::Span<const PooledMean> means,
                                            absl::Span<const int> roster, const Estimate& all,
                                            const GroupPool& pool);

}  // namespace pcsp::assessments

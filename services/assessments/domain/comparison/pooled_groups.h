// Staff groups over several sites together: the same as in representativeness.h, one level up.
//
// A staff group sees things its own way everywhere, and that way differs from site to site. People
// of one staff group at one site have the latter in common, so a mean over n people of several
// sites is less certain than sigma2 / n: by its variance times the sum of the squared shares of the
// sites (Kish 1965). The shares are those of the roster, which everybody may know, and not those of
// the answers.
#pragma once

#include <optional>
#include <vector>

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

// How much staff groups of the same sites differ.
struct PooledSpread {
  double tau2 = 0;    // between staff groups, wherever they are
  double local2 = 0;  // of what a staff group has of its own at a site
  double sigma2 = 0;  // between people of a staff group at a site
};
// From sites whose staff groups may be told apart, with what EstimateGroupPool() makes of them.
// `local2` by moments: the variance over sites of the difference of two staff groups is twice that,
// and what sampling adds. With fewer than 4 degrees of freedom it leans on a prior of 50 (half of
// the prior tau2 of 10 points squared), with weight 3.
PooledSpread SpreadOf(const std::vector<GroupMeans>& sites, const GroupPool& pool);

// From how many of the staff group work at each site; 1 where that is not known.
double ConcentrationOf(absl::Span<const int> roster);

// Between two staff groups of the same sites, which both are drawn to what `all` of these say.
ScoreGap PooledGap(const PooledMean& first, const PooledMean& second, const Estimate& all,
                   const PooledSpread& spread);

// What all would say if every staff group weighed as on the roster, `roster[i]` people being of
// `means[i]`. Nothing when no roster is known.
std::optional<Estimate> PooledWeightedScore(absl::Span<const PooledMean> means,
                                            absl::Span<const int> roster, const Estimate& all,
                                            const PooledSpread& spread);

}  // namespace pcsp::assessments

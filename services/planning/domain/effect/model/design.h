// The columns of the regression of methods.md 3 for one issue, and its normal equations:
//   post = a + b pre + g'x + round + sum over treatments of D (delta + theta'x) + e.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/planning/domain/effect/issue_state.h"
#include "services/planning/domain/effect/model/posterior.h"
#include "services/planning/domain/effect/scale.h"

namespace pcsp::planning {

// What is expected of a solution before anybody has measured it: points.
using PriorMeans = std::map<std::string, double>;   // by solution; kUsualEffect for the others
inline constexpr double kUsualEffect = 2;           // mu_d of methods.md 3
inline constexpr double kModeratorShare = 1.0 / 3;  // theta ~ N(0, (tau_d / 3)^2)

// Blocks of kTerms columns (delta and the five theta) for each treatment, in the order of
// IssueState::tried(); then a, b, g and one column for each round but the first.
struct Design {
  NormalEquations equations;
  std::vector<CoefficientPrior> priors;
  Scale baseline;  // weighted mean and deviation of `pre` over the rows
  size_t treatments = 0;
};

// `state` has rows. Scores are centred at the mean baseline, so that the free coefficients have
// little to travel.
Design DesignOf(const IssueState& state, const ContextScale& scale, const PriorMeans& means);

}  // namespace pcsp::planning

#include "services/planning/domain/workforce/cover/turnover/belief.h"

#include <boost/math/distributions/beta.hpp>

namespace pcsp::planning::workforce {

double TurnoverQuantile(double leavers, double person_months, double share) {
  const boost::math::beta_distribution<double> belief(1 + leavers, 49 + person_months - leavers);
  return boost::math::quantile(belief, share);
}

std::vector<double> TurnoverNodes(double leavers, double person_months) {
  std::vector<double> nodes(kTurnoverNodes);
  for (int i = 0; i < kTurnoverNodes; ++i) {
    nodes[i] = TurnoverQuantile(leavers, person_months, (i + 0.5) / kTurnoverNodes);
  }
  return nodes;
}

}  // namespace pcsp::planning::workforce

#include "services/planning/domain/plan/acted_on.h"

#include <cmath>

#include "services/planning/domain/solution/recommend.h"

namespace pcsp::planning {

std::vector<Finding> ActedOn(const std::vector<Finding>& findings) {
  std::vector<Finding> acted_on;
  for (const Finding& finding : ByPriority(findings)) {
    if (finding.probability >= kActFrom && Priority(finding) > 0) acted_on.push_back(finding);
  }
  return acted_on;
}

std::vector<Finding> AnsweredBy(const Solution& solution, const std::vector<Finding>& findings) {
  std::vector<Finding> answered;
  for (const Finding& finding : findings) {
    if (Answers(solution, finding.issue)) answered.push_back(finding);
  }
  return answered;
}

double ShareClosed(double points) {
  return points > 0 ? 1 - std::exp(-points / kPointsOfAnIssue) : 0;
}

}  // namespace pcsp::planning

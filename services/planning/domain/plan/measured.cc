#include "services/planning/domain/plan/measured.h"

#include <utility>

#include "services/planning/domain/plan/acted_on.h"

namespace pcsp::planning {

std::vector<PlannedEffect> MeasuredFor(const Catalogue& catalogue, const PlanProblem& problem,
                                       const SiteEvidence& evidence,
                                       const std::set<std::string>& altered) {
  std::vector<PlannedEffect> measured;
  const std::vector<Finding> findings = ActedOn(problem.findings);
  for (const Solution& solution : catalogue.solutions()) {
    if (solution.level != problem.level) continue;
    const SiteValue value = ValueAt(solution, altered.count(solution.id) > 0, findings, evidence);
    for (const EffectHere& here : value.effects) {
      if (here.measured == nullptr) continue;
      measured.push_back({.solution = solution.id,
                          .issue = here.issue,
                          .points = here.points.expected,
                          .low = here.points.low,
                          .high = here.points.high,
                          .sites = here.measured->sites,
                          .comparison_sites = here.measured->comparison_sites,
                          .verdict = VerdictOf(*here.measured)});
    }
  }
  return measured;
}

}  // namespace pcsp::planning

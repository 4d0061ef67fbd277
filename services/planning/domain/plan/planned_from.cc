#include "services/planning/domain/plan/planned_from.h"

#include <set>
#include <utility>

#include "services/planning/domain/solution/solution_check.h"

namespace pcsp::planning {

Catalogue PlannedFrom(const Catalogue& shipped, const Catalogue& offered,
                      const PlanProblem& problem) {
  std::set<const Solution*> wanted;
  for (const PinnedSolution& pin : problem.pinned) {
    const Solution* solution = offered.Find(pin.solution);
    if (solution == nullptr) continue;
    for (const Solution* step : offered.WithPrerequisites(*solution, {})) wanted.insert(step);
  }
  for (const std::string& id : problem.forbidden) {
    if (const Solution* solution = offered.Find(id)) wanted.insert(solution);
  }
  std::vector<Solution> own;
  for (const Solution* solution : wanted) {
    if (solution->local) own.push_back(*solution);
  }
  return WithOwn(shipped, std::move(own));
}

std::vector<std::string> OwnIn(const Catalogue& catalogue) {
  std::vector<std::string> ids;
  for (const Solution& solution : catalogue.solutions()) {
    if (solution.local) ids.push_back(solution.id);
  }
  return ids;
}

}  // namespace pcsp::planning

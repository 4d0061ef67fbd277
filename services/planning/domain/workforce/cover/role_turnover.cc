#include "services/planning/domain/workforce/cover/role_turnover.h"

#include "services/planning/domain/workforce/cover/turnover.h"

namespace pcsp::planning::workforce {

RoleTurnover::RoleTurnover(const Role& role, const std::vector<double>& nodes) : nodes_(nodes) {
  kernels_.reserve(nodes.size());
  for (double q : nodes) kernels_.emplace_back(q, role.replaced_trained);
}

std::vector<double> TurnoverOf(const Problem& problem, int role, const Scenario& scenario) {
  if (problem.roles[role].turnover) return {*problem.roles[role].turnover};
  double leavers = 0, person_months = 0;
  for (const Post& post : problem.posts) {
    if (post.role != role) continue;
    leavers += post.leavers;
    person_months += post.person_months;
  }
  if (scenario.turnover_quantile) {
    return {TurnoverQuantile(leavers, person_months, *scenario.turnover_quantile)};
  }
  return TurnoverNodes(leavers, person_months);
}

}  // namespace pcsp::planning::workforce

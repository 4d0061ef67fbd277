// Which of the trainers who are known by name lead which sessions of a plan.
#pragma once

#include <vector>

#include "services/planning/domain/cohorts/plan.h"

namespace pcsp::planning {

struct SessionLeaders {
  std::vector<int> named;  // trainers, of the problem; ascending
  int others = 0;          // trainers of the region who are counted and not named
  int missing = 0;         // those who have fallen out and for whom there is nobody
};

// One for each of plan.held. Whom a session asks for leads it; the other places go to whoever is
// there in the fortnight and has led least so far, and to those not named when there is nobody
// else. Nobody leads two sessions in a fortnight. For plans in which CheckPlan() finds nothing
// broken.
std::vector<SessionLeaders> LeadersOf(const CohortProblem& problem, const CohortPlan& plan);

}  // namespace pcsp::planning

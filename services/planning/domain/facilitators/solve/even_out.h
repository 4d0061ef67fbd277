// What costs the same either way, shared out evenly.
#pragma once

#include "services/planning/domain/facilitators/facilitator_problem.h"
#include "services/planning/domain/facilitators/solve/assignment.h"

namespace pcsp::planning::facilitators {

// Of facilitators who cost a practice the same, whoever has fewer practices gets it, as far as
// hours go; nobody leaves today's facilitator for that. The cost stays what it is. `assignment` is
// of an instance of `problem`.
void EvenOut(const Problem& problem, Assignment& assignment);

}  // namespace pcsp::planning::facilitators

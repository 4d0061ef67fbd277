// The compact mixed integer program of a problem of training cohorts: what solvers know without
// patterns, as a file that they read.
#pragma once

#include <ostream>

#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::bench {

// In CPLEX's LP format, for problems without pins, bans and a current plan, whose courses follow
// one another in twos. y: a session is held; x: people of a practice at it; u: left untrained; z: a
// practice is done with the course before by a fortnight. Its optimum is the plan's.
void WriteCompactModel(const planning::CohortProblem& problem, std::ostream& out);

}  // namespace pcsp::bench

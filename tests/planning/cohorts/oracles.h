// The five small instances that three solvers have solved to the optimum (methods.md section 5).
#pragma once

#include <vector>

#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::planning {

struct Oracle {
  CohortProblem problem;  // converted to a problem file and read from it
  double optimum = 0;
};

std::vector<Oracle> ReadOracles();

}  // namespace pcsp::planning

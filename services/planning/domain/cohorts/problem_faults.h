// What is wrong with a problem, in the words of the file or message that it was read from.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/base/error.h"
#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::planning {

// How a file or message names what a problem has under other names.
struct ProblemFields {
  // Beginnings of fields as CheckCohortProblem names them, and as they are named there.
  std::vector<std::pair<std::string, std::string>> names;
  std::string reach = "km";         // of a practice
  std::string series = "series";    // the list of session series
  std::vector<int> series_of = {};  // of each session the series that it comes of; -1: of none
};

// Adds to `violations`, which say what is wrong with the form, what CheckCohortProblem finds wrong
// with the rest. What comes of a faulty field is not told again, and a fault of a series once.
void AddFaultsOfSense(const CohortProblem& problem, const ProblemFields& fields,
                      Violations& violations);

}  // namespace pcsp::planning

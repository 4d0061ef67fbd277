// How pins that cannot be met are spoken of.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::planning::site {

std::string Amount(double amount);

// "a, b": the ids of options.
std::string Ids(const Problem& problem, const std::vector<int>& options);

// "quarter 2", "quarters 1 to 3"; `first` and `last` count from 0.
std::string Span(int first, int last);

}  // namespace pcsp::planning::site

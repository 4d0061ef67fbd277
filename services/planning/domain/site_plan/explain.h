// What each action of a schedule adds, in order and in words.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::planning::site {

// What an action closes of one issue when it starts.
struct Closing {
  int issue = 0;
  double share = 0;   // of what those before it left open
  double before = 0;  // what they left open of the issue, 0 to 1
};

struct Step {
  int option = 0;
  int quarter = 0;
  double gain = 0;              // of the value, on top of the steps before it
  std::vector<Closing> closes;  // the greatest part of all issues first
  std::string reason;           // sentences
};

// By quarter; in a quarter each after what it needs, then by falling gain. The gains add up to the
// value of the schedule.
std::vector<Step> StepsOf(const Problem& problem, const Schedule& schedule);

}  // namespace pcsp::planning::site

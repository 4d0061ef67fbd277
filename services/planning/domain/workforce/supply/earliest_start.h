// "What is the earliest month in which k more practices can start?"
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/planning/domain/workforce/supply/demand.h"

namespace pcsp::planning::workforce {

// One thing that has to hold when a wave starts: the month in which it is least likely to.
struct Check {
  Need need = Need::kFacilitatorHours;
  std::string pool;
  int month = 0;
  int people_needed = 0;
  double people_expected = 0;
  double chance = 1;  // that there are so many
  bool holds = true;  // chance >= confidence
  std::string sentence;
};

struct StartMonth {
  int month = 0;
  bool possible = false;
  std::vector<Check> checks;
};

struct EarliestStart {
  int wave = 0;
  std::optional<int> month;        // nothing: not within the problem's months
  std::vector<StartMonth> months;  // every month up to the answer, or all
  std::string binding;             // what keeps the wave from starting a month earlier, in words
};

// Months of support beyond the problem's months are not looked at. Other waves do not start.
EarliestStart EarliestStartOf(const Problem& problem, int wave);

}  // namespace pcsp::planning::workforce

// "Whom must we recruit, and by when, so that the waves can start when they should?"
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/workforce/stop.h"
#include "services/planning/domain/workforce/supply/demand.h"

namespace pcsp::planning::workforce {

// So many people who begin at the latest in one month.
struct Recruitment {
  Need need = Need::kFacilitatorHours;
  std::string pool;
  int people = 0;
  int begin_by = 0;       // month in which they begin
  int needed_from = 0;    // month for which they are recruited
  bool too_late = false;  // even begun now they count only later than needed
  std::string because;    // what binds, in words
};

struct Unmet {
  std::string pool;
  int month = 0;
  double chance = 0;  // that there are enough, after all recruiting
};

struct RecruitPlan {
  std::vector<Recruitment> recruitments;  // earliest first
  std::vector<Unmet> unmet;               // months that no recruiting can save
};

// For the waves that have a start, and what is promised already. The fewest people, each as late as
// possible, such that in every month the chance of enough reaches the problem's confidence: in the
// order of months, what is missing begins a lead time before (people recruited later stay on
// average longer, so that later is never worse).
RecruitPlan RecruitBy(const Problem& problem, const Stop& stop = nullptr);

}  // namespace pcsp::planning::workforce

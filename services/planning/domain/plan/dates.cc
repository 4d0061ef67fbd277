#include "services/planning/domain/plan/dates.h"

#include <algorithm>

#include "services/planning/domain/calendar.h"

namespace pcsp::planning {

absl::CivilDay StartDay(const Solution& solution, absl::CivilDay day, const Dues& dues) {
  for (const std::string& id : solution.prerequisites) {
    const auto found = dues.find(id);
    if (found != dues.end()) day = std::max(day, found->second + 1);
  }
  return WorkingDayFrom(day);
}

absl::CivilDay DueDay(const Solution& solution, absl::CivilDay start) {
  return start + solution.duration_weeks * kDaysPerWeek;
}

}  // namespace pcsp::planning

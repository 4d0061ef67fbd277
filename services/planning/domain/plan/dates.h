// On which days actions start and are due. They start on the first working day of their quarter on
// which all that they need is done, and each takes whole weeks.
#pragma once

#include <map>
#include <string>

#include "absl/time/civil_time.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

// When what has been started will be done, by solution.
using Dues = std::map<std::string, absl::CivilDay>;

// The first working day from `day` on that comes after every due day of what `solution` needs.
absl::CivilDay StartDay(const Solution& solution, absl::CivilDay day, const Dues& dues);

// A whole number of weeks after a working day is a working day.
absl::CivilDay DueDay(const Solution& solution, absl::CivilDay start);

}  // namespace pcsp::planning

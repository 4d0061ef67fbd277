// Days of a plan. A working day is Monday to Friday: public holidays differ by nation and are
// left to those who agree the plan.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace pcsp::planning {

inline constexpr int kDaysPerWeek = 7;
inline constexpr int kWeeksPerQuarter = 13;

// `day` itself, or the Monday after when it falls on a weekend.
absl::CivilDay WorkingDayFrom(absl::CivilDay day);

// First day of quarter `index` (from 0) of a plan that starts on `start`.
absl::CivilDay QuarterStart(absl::CivilDay start, int index);

// yyyy-mm-dd.
std::string DayText(absl::CivilDay day);

// Nothing unless `text` is yyyy-mm-dd and a day that exists, in the years 1900 to 2999.
std::optional<absl::CivilDay> DayFromText(absl::string_view text);

}  // namespace pcsp::planning

#include "services/planning/domain/calendar.h"

#include "absl/strings/str_format.h"

namespace pcsp::planning {

absl::CivilDay WorkingDayFrom(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  if (weekday == absl::Weekday::saturday) return day + 2;
  if (weekday == absl::Weekday::sunday) return day + 1;
  return day;
}

absl::CivilDay QuarterStart(absl::CivilDay start, int index) {
  return start + index * kWeeksPerQuarter * kDaysPerWeek;
}

std::string DayText(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

std::optional<absl::CivilDay> DayFromText(absl::string_view text) {
  absl::CivilDay day;
  // The round trip refuses what the lenient parser lets through: "2026-1-5", " 2026-01-05".
  if (!absl::ParseCivilTime(text, &day) || DayText(day) != text) return std::nullopt;
  if (day.year() < 1900 || day.year() > 2999) return std::nullopt;
  return day;
}

}  // namespace pcsp::planning

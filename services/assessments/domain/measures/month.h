// Months and days as they are written.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace pcsp::assessments {

using Month = absl::CivilMonth;
using Day = absl::CivilDay;

// Strictly `yyyy-mm`, from 2000 to 2199.
std::optional<Month> ParseMonth(absl::string_view text);
inline constexpr absl::string_view kMonthRule = "a month from 2000 to 2199, written yyyy-mm";

// Strictly `yyyy-mm-dd`, a day that exists, from 2000 to 2199.
std::optional<Day> ParseDay(absl::string_view text);
inline constexpr absl::string_view kDayRule =
    "a day that exists, from 2000 to 2199, written yyyy-mm-dd";

// In UTC.
Month MonthOf(absl::Time time);
Day DayOf(absl::Time time);
Day LastDayOf(Month month);

// True for text that can be stored and shown: no control characters but tabs and line ends.
bool IsPlain(absl::string_view text);

// Months since the year 0, for tables and for counting.
int NumberOf(Month month);
Month MonthFrom(int number);

}  // namespace pcsp::assessments

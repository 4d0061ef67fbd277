// Calendar days and spans of days.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace pcsp::registry {

using Date = absl::CivilDay;

// The open ends of a period. No day that a user can give equals them.
inline constexpr Date kSinceAlways(1, 1, 1);
inline constexpr Date kUntilFurtherNotice(9999, 12, 31);

// From the first day to the last, both included.
struct Period {
  Date first = kSinceAlways;
  Date last = kUntilFurtherNotice;

  bool operator==(const Period&) const = default;
  bool empty() const { return last < first; }
  bool Contains(Date day) const { return first <= day && day <= last; }
};

// The days that are in both; empty() if there is none.
Period Common(const Period& a, const Period& b);

// True unless an end of `inner` that is not open lies outside `outer`.
bool FitsInto(const Period& inner, const Period& outer);

// Strictly `yyyy-mm-dd`, a day that exists, from 1700 to 2199.
std::optional<Date> ParseDate(absl::string_view text);
inline constexpr absl::string_view kDateRule =
    "a day that exists, from 1700 to 2199, written yyyy-mm-dd";

// The same for `yyyymmdd`, as in files of the Organisation Data Service.
std::optional<Date> ParseCompactDate(absl::string_view text);

// `yyyy-mm-dd`; "" for the open ends.
std::string FormatDate(Date day);

// "from 2024-04-01 to 2025-03-31", "since always until further notice".
std::string InWords(const Period& period);

// The day in UTC.
Date DayOf(absl::Time time);

}  // namespace pcsp::registry

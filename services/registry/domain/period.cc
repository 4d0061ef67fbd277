#include "services/registry/domain/period.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace pcsp::registry {
namespace {

std::optional<Date> FromParts(absl::string_view year, absl::string_view month,
                              absl::string_view day) {
  for (absl::string_view part : {year, month, day}) {
    if (!std::all_of(part.begin(), part.end(), absl::ascii_isdigit)) return std::nullopt;
  }
  int y = 0, m = 0, d = 0;
  if (!absl::SimpleAtoi(year, &y) || !absl::SimpleAtoi(month, &m) || !absl::SimpleAtoi(day, &d)) {
    return std::nullopt;
  }
  const Date date(y, m, d);
  // A day such as 31 June is carried over into the next month by CivilDay.
  if (date.year() != y || date.month() != m || date.day() != d) return std::nullopt;
  if (y < 1700 || y > 2199) return std::nullopt;
  return date;
}

}  // namespace

Period Common(const Period& a, const Period& b) {
  return {std::max(a.first, b.first), std::min(a.last, b.last)};
}

bool FitsInto(const Period& inner, const Period& outer) {
  const bool first_fits = inner.first == kSinceAlways || outer.Contains(inner.first);
  const bool last_fits = inner.last == kUntilFurtherNotice || outer.Contains(inner.last);
  return first_fits && last_fits;
}

std::optional<Date> ParseDate(absl::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return FromParts(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
}

std::optional<Date> ParseCompactDate(absl::string_view text) {
  if (text.size() != 8) return std::nullopt;
  return FromParts(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
}

std::string FormatDate(Date day) {
  if (day == kSinceAlways || day == kUntilFurtherNotice) return "";
  return absl::FormatCivilTime(day);
}

std::string InWords(const Period& period) {
  return absl::StrCat(
      period.first == kSinceAlways ? "since always" : "from " + FormatDate(period.first),
      period.last == kUntilFurtherNotice ? " until further notice"
                                         : " to " + FormatDate(period.last));
}

Date DayOf(absl::Time time) {
  constexpr int64_t kDay = 24 * 60 * 60;
  const int64_t seconds = absl::ToUnixSeconds(time);  // rounds down
  const int64_t begun = seconds >= 0 ? seconds / kDay : (seconds + 1) / kDay - 1;
  return Date() + begun;
}

}  // namespace pcsp::registry

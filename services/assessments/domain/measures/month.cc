#include "services/assessments/domain/measures/month.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace pcsp::assessments {
namespace {

// The number that `text` is, if it has digits alone; -1 otherwise.
int Digits(absl::string_view text) {
  int number = -1;
  if (!std::all_of(text.begin(), text.end(), absl::ascii_isdigit)) return -1;
  return absl::SimpleAtoi(text, &number) ? number : -1;
}

bool InRange(int year) { return year >= 2000 && year <= 2199; }

}  // namespace

std::optional<Month> ParseMonth(absl::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const int year = Digits(text.substr(0, 4)), month = Digits(text.substr(5));
  if (!InRange(year) || month < 1 || month > 12) return std::nullopt;
  return Month(year, month);
}

std::optional<Day> ParseDay(absl::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = Digits(text.substr(0, 4)), month = Digits(text.substr(5, 2)),
            day = Digits(text.substr(8));
  const Day date(year, month, day);
  // A day such as 31 June is carried over into the next month by CivilDay.
  if (!InRange(year) || date.month() != month || date.day() != day) return std::nullopt;
  return date;
}

Month MonthOf(absl::Time time) { return absl::ToCivilMonth(time, absl::UTCTimeZone()); }

Day DayOf(absl::Time time) { return absl::ToCivilDay(time, absl::UTCTimeZone()); }

Day LastDayOf(Month month) { return Day(month + 1) - 1; }

bool IsPlain(absl::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_iscntrl(c) && c != '\t' && c != '\n' && c != '\r';
  });
}

int NumberOf(Month month) { return static_cast<int>(month.year()) * 12 + month.month() - 1; }

Month MonthFrom(int number) { return Month(number / 12, number % 12 + 1); }

}  // namespace pcsp::assessments

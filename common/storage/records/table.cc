#include "common/storage/records/table.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace pcsp::sql {

std::string Table::ColumnList() const {
  return absl::StrJoin(columns, ", ",
                       [](std::string* out, const auto& column) { out->append(column.first); });
}

std::string Table::Upsert() const {
  return absl::StrCat("on conflict (", absl::StrJoin(key, ", "), ") do update set ",
                      absl::StrJoin(columns, ", ", [](std::string* out, const auto& column) {
                        absl::StrAppend(out, column.first, " = excluded.", column.first);
                      }));
}

std::vector<std::pair<std::string, std::string>> Columns(absl::string_view text,
                                                         absl::string_view bigint) {
  std::vector<std::pair<std::string, std::string>> columns;
  for (absl::string_view name : absl::StrSplit(text, ' ')) columns.emplace_back(name, "text");
  for (absl::string_view name : absl::StrSplit(bigint, ' ')) columns.emplace_back(name, "bigint");
  return columns;
}

std::string NumberText(int64_t number) { return absl::StrCat(number); }
std::string TimeText(absl::Time time) { return NumberText(absl::ToUnixMicros(time)); }

std::string DayText(absl::CivilDay day) {
  std::string text = "0000-00-00";
  const auto write = [&text](int64_t number, size_t last) {
    for (size_t at = last; number > 0; --at, number /= 10) {
      text[at] = static_cast<char>('0' + number % 10);
    }
  };
  write(std::clamp<int64_t>(day.year(), 0, 9999), 3);
  write(day.month(), 6);
  write(day.day(), 9);
  return text;
}

absl::CivilDay DayFromText(absl::string_view text) {
  int year = 1, month = 1, day = 1;
  (void)absl::SimpleAtoi(text.substr(0, 4), &year);
  (void)absl::SimpleAtoi(text.substr(5, 2), &month);
  (void)absl::SimpleAtoi(text.substr(8, 2), &day);
  return absl::CivilDay(year, month, day);
}

std::string RealText(double number) { return absl::StrFormat("%.17g", number); }

std::string WordsText(const std::vector<std::string>& words) { return absl::StrJoin(words, " "); }

int64_t CellReader::Number() {
  int64_t number = 0;
  // The column holds nothing but numbers.
  (void)absl::SimpleAtoi(cells_.at(next_++), &number);
  return number;
}

double CellReader::Real() {
  double number = 0;
  (void)absl::SimpleAtod(cells_.at(next_++), &number);
  return number;
}

std::vector<std::string> CellReader::Words() {
  return absl::StrSplit(cells_.at(next_++), ' ', absl::SkipEmpty());
}

}  // namespace pcsp::sql

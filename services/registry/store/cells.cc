#include "services/registry/store/cells.h"

#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace pcsp::registry {

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

std::string DayText(Date day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

Date DayFromText(absl::string_view text) {
  int year = 1, month = 1, day = 1;
  (void)absl::SimpleAtoi(text.substr(0, 4), &year);
  (void)absl::SimpleAtoi(text.substr(5, 2), &month);
  (void)absl::SimpleAtoi(text.substr(8, 2), &day);
  return Date(year, month, day);
}

int64_t CellReader::Number() {
  int64_t number = 0;
  // The column holds nothing but numbers.
  (void)absl::SimpleAtoi(cells_.at(next_++), &number);
  return number;
}

std::string StatedByText(const StatedBy& stated_by) {
  std::map<std::string, std::vector<std::string>> fields;
  for (const auto& [field, by] : stated_by) {
    fields[absl::StrCat(Word(by.source), "/", by.content_sha256)].push_back(field);
  }
  return absl::StrJoin(fields, "\n", [](std::string* out, const auto& line) {
    absl::StrAppend(out, line.first, "=", absl::StrJoin(line.second, ","));
  });
}

StatedBy StatedByFromText(absl::string_view text) {
  StatedBy stated_by;
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(line, '=');
    const std::pair<absl::string_view, absl::string_view> by = absl::StrSplit(parts.first, '/');
    for (absl::string_view field : absl::StrSplit(parts.second, ',')) {
      stated_by[std::string(field)] = {SourceOf(by.first), std::string(by.second)};
    }
  }
  return stated_by;
}

}  // namespace pcsp::registry

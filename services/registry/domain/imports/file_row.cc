#include "services/registry/domain/imports/file_row.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

bool AllDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// Whole numbers as programs export them: "9200", "9,200", "7.0".
std::optional<int32_t> ParseCount(absl::string_view cell) {
  const std::vector<absl::string_view> parts = absl::StrSplit(cell, absl::MaxSplits('.', 1));
  const bool fraction = parts.size() == 2;
  if (fraction && parts[1].find_first_not_of('0') != absl::string_view::npos) return std::nullopt;
  const std::vector<absl::string_view> groups = absl::StrSplit(parts[0], ',');
  for (size_t i = 0; i < groups.size(); ++i) {
    const bool whole = i == 0 ? groups.size() == 1 || groups[i].size() <= 3 : groups[i].size() == 3;
    if (!whole || !AllDigits(groups[i])) return std::nullopt;
  }
  int32_t number = 0;
  if (!absl::SimpleAtoi(absl::StrReplaceAll(parts[0], {{",", ""}}), &number)) return std::nullopt;
  return number;
}

std::string CountHint(absl::string_view cell) {
  double number = 0;
  if (absl::SimpleAtod(cell, &number) && number > 0 && absl::StrContains(cell, '.')) {
    return "a fraction looks like full-time equivalents; heads are wanted";
  }
  return "";
}

std::string DateHint(absl::string_view cell) {
  if (AllDigits(cell) && cell.size() == 5) {
    return "a spreadsheet's number of a day; give the column the format of a date and export again";
  }
  return "";
}

}  // namespace

bool IsMissing(absl::string_view cell) {
  cell = absl::StripAsciiWhitespace(cell);
  for (absl::string_view code : {"", "NA", "N/A", "EST", "NS", "ND", "."}) {
    if (absl::EqualsIgnoreCase(cell, code)) return true;
  }
  return false;
}

bool IsBlank(absl::Span<const std::string> fields) {
  return std::all_of(fields.begin(), fields.end(), [](const std::string& field) {
    return absl::StripAsciiWhitespace(field).empty();
  });
}

std::optional<Date> ParseFileDate(absl::string_view cell) {
  for (absl::string_view midnight : {" 00:00:00", "T00:00:00", " 00:00"}) {
    if (absl::ConsumeSuffix(&cell, midnight)) break;
  }
  if (const auto day = ParseCompactDate(cell)) return day;
  if (const auto day = ParseDate(cell)) return day;
  const std::vector<absl::string_view> parts = absl::StrSplit(cell, '/');
  if (parts.size() != 3 || !AllDigits(parts[0]) || !AllDigits(parts[1])) return std::nullopt;
  const auto two = [](absl::string_view digits) {
    return absl::StrCat(digits.size() == 1 ? "0" : "", digits);
  };
  return ParseDate(absl::StrCat(parts[2], "-", two(parts[1]), "-", two(parts[0])));
}

std::string FileRow::Text(size_t column) const {
  const auto place = static_cast<size_t>(header_.PlaceOf(column));
  return place == 0 || place > fields_.size() ? "" : TidyLine(fields_[place - 1]);
}

std::string FileRow::Code(size_t column) {
  std::string code = TidyCode(Text(column));
  if (!IsCode(code)) Fault(column, kCodeRule);
  return code;
}

std::optional<int32_t> FileRow::Count(size_t column, int32_t most) {
  const std::string cell = Text(column);
  if (IsMissing(cell)) return std::nullopt;
  const std::optional<int32_t> count = ParseCount(cell);
  if (count && *count <= most) return count;
  Fault(column, absl::StrCat("0 to ", most, ", or nothing where it is not known"), CountHint(cell));
  return std::nullopt;
}

std::optional<Date> FileRow::Day(size_t column, std::optional<Date> absent) {
  const std::string cell = Text(column);
  if (cell.empty()) return absent;
  if (const auto day = ParseFileDate(cell)) return day;
  Fault(column, "a day that exists, from 1700 to 2199, as yyyymmdd, yyyy-mm-dd or dd/mm/yyyy",
        DateHint(cell));
  return std::nullopt;
}

void FileRow::Note(bool error, size_t column, absl::string_view expected, absl::string_view hint) {
  issues_.push_back({error, header_.PlaceOf(column), columns_[column].title, Excerpt(Text(column)),
                     std::string(expected), std::string(hint)});
}

}  // namespace pcsp::registry

#include "services/assessments/domain/measures/measure_table.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"

namespace pcsp::assessments {
namespace {

constexpr absl::string_view kColumns[] = {"site", "measure", "month", "count", "denominator"};

std::string Cleaned(absl::string_view text) {
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(text));
}

// Digits alone: not 3.5, not 1,000, not -1. Nothing for other text.
std::optional<int64_t> Whole(absl::string_view text) {
  int64_t number = 0;
  const bool digits = !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
  if (!digits || !absl::SimpleAtoi(text, &number)) return std::nullopt;
  return number;
}

constexpr absl::string_view kWholeRule = "a whole number, 0 to 1000000000, of digits alone";

// The id in `text`, which may be the full name `collection/id` within `programme`.
std::string IdIn(absl::string_view text, const std::string& programme,
                 absl::string_view collection) {
  const std::string before = absl::StrCat("programmes/", programme, "/", collection, "/");
  if (absl::StartsWith(text, before)) text.remove_prefix(before.size());
  return std::string(text);
}

}  // namespace

absl::StatusOr<MeasureTable> MeasureTable::Make(const std::vector<std::string>& header) {
  Violations violations;
  MeasureTable table;
  table.columns_ = header.size();
  for (size_t i = 0; i < header.size(); ++i) {
    const std::string column = Cleaned(header[i]);
    const std::string field = absl::StrCat("columns[", i + 1, "]");
    if (std::find(std::begin(kColumns), std::end(kColumns), column) == std::end(kColumns)) {
      violations.Add(field, header[i], "site, measure, month, count or denominator");
    } else if (!table.place_.try_emplace(column, i).second) {
      violations.Add(field, header[i], "each column once");
    }
  }
  for (absl::string_view column : kColumns) {
    if (column != "denominator" && table.place_.count(std::string(column)) == 0) {
      violations.Add("columns", "", absl::StrCat("a column ", column));
    }
  }
  RETURN_IF_ERROR(violations.ToStatus("INVALID_FILE"));
  return table;
}

absl::StatusOr<MeasureRow> MeasureTable::Read(absl::Span<const std::string> row,
                                              const std::string& programme,
                                              const MeasureBook& measures, Month now) const {
  if (row.size() != columns_) {
    return InvalidField("", absl::StrCat(row.size(), " columns"),
                        absl::StrCat(columns_, " columns, as the header has"));
  }
  const auto cell = [&](const char* column) {
    const auto place = place_.find(column);
    return place == place_.end() ? "" : Cleaned(row[place->second]);
  };
  Violations violations;
  MeasureRow read{.organisation = IdIn(cell("site"), programme, "organisations"),
                  .measure = IdIn(cell("measure"), programme, "measures")};
  if (!IsResourceId(read.organisation)) {
    violations.Add("site", cell("site"), "the id or name of an organisation");
  }
  const auto measure = measures.find(read.measure);
  if (measure == measures.end()) {
    violations.Add("measure", cell("measure"), "the id or name of a measure of the programme");
  }
  const auto month = ParseMonth(cell("month"));
  if (!month) violations.Add("month", cell("month"), kMonthRule);
  read.month = month.value_or(now);
  const auto count = Whole(cell("count"));
  if (!count) violations.Add("count", cell("count"), kWholeRule);
  read.count = count.value_or(0);
  if (const std::string text = cell("denominator"); !text.empty()) {
    read.denominator = Whole(text);
    if (!read.denominator) violations.Add("denominator", text, kWholeRule);
  }
  // What is not a number has been said; the rest of what is wrong is said as well.
  if (measure != measures.end() && violations.empty()) {
    CheckRow(read, measure->second, now, violations);
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return read;
}

}  // namespace pcsp::assessments

#include "services/registry/domain/imports/context_rows.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/registry/domain/context_fields.h"
#include "services/registry/domain/imports/file_row.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

std::optional<std::string> Figure(FileRow& cells, size_t column, int32_t most) {
  const std::optional<int32_t> count = cells.Count(column, most);
  if (!count) return std::nullopt;
  return absl::StrCat(*count);
}

std::optional<std::string> Decile(FileRow& cells, size_t column) {
  const std::optional<int32_t> decile = cells.Count(column, 10);
  if (!decile) return std::nullopt;
  if (*decile > 0) return absl::StrCat(*decile);
  cells.Fault(column, "1, the most deprived tenth, to 10, or nothing where it is not known");
  return std::nullopt;
}

std::optional<std::string> RuralityIn(FileRow& cells, size_t column) {
  const std::string text = TidyRurality(cells.Text(column));
  if (IsMissing(text)) return std::nullopt;
  const auto known = Ruralities();
  if (std::find(known.begin(), known.end(), text) != known.end()) return text;
  cells.Fault(column, kRuralityRule);
  return std::nullopt;
}

std::optional<std::string> SystemIn(FileRow& cells, size_t column) {
  const std::string text = cells.Text(column);
  if (IsMissing(text)) return std::nullopt;
  if (IsLine(text, 1, kMostSystemCharacters)) return text;
  cells.Fault(column, kClinicalSystemRule);
  return std::nullopt;
}

std::optional<std::string> ValueIn(FileRow& cells, size_t column, absl::string_view field) {
  if (field == kListSize) return Figure(cells, column, kMostPatients);
  if (field == kDeprivationDecile) return Decile(cells, column);
  if (field == kRurality) return RuralityIn(cells, column);
  if (field == kClinicalSystem) return SystemIn(cells, column);
  return Figure(cells, column, kMostPeople);
}

}  // namespace

ContextRow ReadContextRow(int line, Source source, const Header& header, std::optional<Date> day,
                          absl::Span<const std::string> fields) {
  ContextRow row;
  row.line = line;
  FileRow cells(ColumnsOf(source), header, fields, row.issues);
  row.given_code = Excerpt(cells.Text(kContextCode));
  row.code = cells.Code(kContextCode);
  const size_t before = row.issues.size();
  if (const auto own = cells.Day(kContextDay, day)) {
    row.day = *own;
  } else if (row.issues.size() == before) {
    cells.Fault(kContextDay, kDateRule, "or give an effective date for the whole file");
  }
  const absl::Span<const ContextColumn> columns = ContextColumns(source);
  for (size_t i = kContextDay + 1; i < columns.size(); ++i) {
    if (auto value = ValueIn(cells, i, columns[i].field))
      row.said.push_back({i, *std::move(value)});
  }
  return row;
}

}  // namespace pcsp::registry

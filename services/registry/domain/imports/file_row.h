// One row of a file with a header, read cell by cell.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/registry/domain/imports/header.h"
#include "services/registry/domain/imports/import_report.h"
#include "services/registry/domain/period.h"

namespace pcsp::registry {

// True for what publishers write where a figure is not known: nothing, NA, N/A, EST, NS, ND or a
// dot. It is never zero.
bool IsMissing(absl::string_view cell);

// True for a row of empty cells, which spreadsheets leave at the end.
bool IsBlank(absl::Span<const std::string> fields);

// A day as yyyymmdd, yyyy-mm-dd or dd/mm/yyyy, with a time of midnight or without.
std::optional<Date> ParseFileDate(absl::string_view cell);

// Columns go by their number among the known ones. What is wrong with a cell is added to `issues`.
class FileRow {
 public:
  FileRow(absl::Span<const KnownColumn> columns, const Header& header,
          absl::Span<const std::string> fields, std::vector<ImportIssue>& issues)
      : columns_(columns), header_(header), fields_(fields), issues_(issues) {}

  bool Has(size_t column) const { return header_.PlaceOf(column) != 0; }
  // Tidied; "" where the row or the file has no such cell.
  std::string Text(size_t column) const;
  // An organisation's code, in upper case.
  std::string Code(size_t column);
  // 0 to `most`; nothing where IsMissing().
  std::optional<int32_t> Count(size_t column, int32_t most);
  // `absent` where the cell is empty.
  std::optional<Date> Day(size_t column, std::optional<Date> absent);

  void Fault(size_t column, absl::string_view expected, absl::string_view hint = "") {
    Note(true, column, expected, hint);
  }
  void Warn(size_t column, absl::string_view expected, absl::string_view hint = "") {
    Note(false, column, expected, hint);
  }

 private:
  void Note(bool error, size_t column, absl::string_view expected, absl::string_view hint);

  const absl::Span<const KnownColumn> columns_;
  const Header& header_;
  const absl::Span<const std::string> fields_;
  std::vector<ImportIssue>& issues_;
};

}  // namespace pcsp::registry

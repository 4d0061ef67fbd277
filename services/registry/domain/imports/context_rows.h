// One row of a file that says something of sites: the practice-level file of General Practice
// Workforce (domain.md 6.4), or a programme's own file of contexts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/registry/domain/imports/header.h"
#include "services/registry/domain/imports/import_report.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/source.h"

namespace pcsp::registry {

// A column, and the field of a context that it fills; "" for the first two.
struct ContextColumn {
  KnownColumn column;
  std::string field;
};

// The first two of every such file.
inline constexpr size_t kContextCode = 0;
inline constexpr size_t kContextDay = 1;

// What the columns of a file of `source` are called, over the years.
absl::Span<const ContextColumn> ContextColumns(Source source);
// The same without the fields.
absl::Span<const KnownColumn> ColumnsOf(Source source);

struct Said {
  size_t column = 0;  // its number among the known columns
  std::string value;
};

struct ContextRow {
  int line = 0;
  std::string given_code;
  std::string code;
  Date day;
  std::vector<Said> said;  // what is missing is absent
  std::vector<ImportIssue> issues;
};

// `day` where the file does not say one. Collects every issue of the row.
ContextRow ReadContextRow(int line, Source source, const Header& header, std::optional<Date> day,
                          absl::Span<const std::string> fields);

}  // namespace pcsp::registry

#include "services/registry/domain/imports/header.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace pcsp::registry {
namespace {

// The place in the file, from 1, of the first of the column's names that the file has; 0 if none.
int Place(const KnownColumn& column, const std::vector<std::string>& names) {
  for (const std::string& name : column.names) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<int>(found - names.begin()) + 1;
  }
  return 0;
}

}  // namespace

std::string NormalName(absl::string_view name) {
  std::string normal;
  for (const char c : name) {
    // Bytes of longer UTF-8 sequences stay as they are.
    const bool keep = absl::ascii_isalnum(c) || (c & 0x80) != 0;
    if (keep) {
      normal += absl::ascii_tolower(c);
    } else if (!normal.empty() && normal.back() != ' ') {
      normal += ' ';
    }
  }
  if (!normal.empty() && normal.back() == ' ') normal.pop_back();
  return normal;
}

absl::StatusOr<Header> Header::Read(absl::Span<const KnownColumn> columns,
                                    absl::Span<const std::string> fields) {
  std::vector<std::string> names;
  for (const std::string& field : fields) names.push_back(NormalName(field));
  std::vector<int> places;
  Violations violations;
  for (const KnownColumn& column : columns) {
    places.push_back(Place(column, names));
    if (!column.required || places.back() != 0) continue;
    violations.Add(column.title, absl::StrJoin(fields, ", "),
                   absl::StrCat("a column called ", absl::StrJoin(column.names, " or "),
                                ", in capitals or not, with any spaces or underscores"));
  }
  RETURN_IF_ERROR(violations.ToStatus("IMPORT_COLUMNS_MISSING"));
  return Header(std::move(places));
}

}  // namespace pcsp::registry

// Collects what is wrong with one row of a file of people once it is held against what is known.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "services/registry/domain/imports/header.h"
#include "services/registry/domain/imports/import_report.h"
#include "services/registry/domain/imports/people/people_columns.h"
#include "services/registry/domain/imports/relationship_planner.h"

namespace pcsp::registry {

// What it is given must outlive it.
class RowFaults {
 public:
  RowFaults(const Header& header, ImportRow& report)
      : header_(header), report_(report), read_(report.issues) {}

  bool any() const { return HasError(report_.issues); }
  size_t count() const { return report_.issues.size(); }

  ClaimCell CellOf(size_t column, absl::string_view given) const {
    return {header_.PlaceOf(column), PeopleColumns()[column].title, Excerpt(given)};
  }

  void Add(size_t column, absl::string_view given, absl::string_view expected,
           absl::string_view hint = "") {
    Note(true, column, given, expected, hint);
  }
  void Warn(size_t column, absl::string_view given, absl::string_view expected,
            absl::string_view hint) {
    Note(false, column, given, expected, hint);
  }

  // Those of people and appointments, each of the column that fills its field. A cell that could
  // not be read is not blamed once more for being empty.
  void Add(const Violations& violations) {
    for (const Violation& v : violations.list()) {
      const size_t column = ColumnOfField(v.field);
      const std::string& title = PeopleColumns()[column].title;
      const bool unread = std::any_of(read_.begin(), read_.end(), [&](const ImportIssue& issue) {
        return issue.error && issue.column_title == title;
      });
      if (!unread) Add(column, v.given, v.expected);
    }
  }

 private:
  void Note(bool error, size_t column, absl::string_view given, absl::string_view expected,
            absl::string_view hint) {
    const ClaimCell cell = CellOf(column, given);
    report_.issues.push_back(
        {error, cell.column, cell.title, cell.given, std::string(expected), std::string(hint), ""});
  }

  const Header& header_;
  ImportRow& report_;
  const std::vector<ImportIssue> read_;
};

}  // namespace pcsp::registry

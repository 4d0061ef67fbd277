// What an import says of a file, row by row.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace pcsp::registry {

enum class ImportVerdict { kCreated, kUpdated, kUnchanged, kClosed, kRejected, kSkipped };

// One thing that is wrong with one row.
struct ImportIssue {
  bool error = true;  // false: the row is taken all the same
  int column = 0;     // from 1; 0 when the row as a whole is at fault
  std::string column_title;
  std::string given;  // at most 80 characters
  std::string expected;
  std::string hint;

  bool operator==(const ImportIssue&) const = default;
};

struct ImportRow {
  int line = 0;  // of the file, on which the row begins
  ImportVerdict verdict = ImportVerdict::kRejected;
  std::string organisation;  // id; empty if rejected or skipped
  std::string code;          // as given, at most 80 characters
  std::vector<ImportIssue> issues;

  bool operator==(const ImportRow&) const = default;
};

struct ImportCounts {
  int rows = 0;
  int created = 0;
  int updated = 0;
  int unchanged = 0;
  int closed = 0;
  int rejected = 0;
  int skipped = 0;
  int warned = 0;  // taken with at least one warning

  bool operator==(const ImportCounts&) const = default;
};

// The rows with something to say, in the order of the file, and the counts of all.
class ImportReport {
 public:
  // Rows that are unchanged or skipped without an issue are only counted.
  void Add(ImportRow row);

  const ImportCounts& counts() const { return counts_; }
  const std::vector<ImportRow>& rows() const { return rows_; }

 private:
  ImportCounts counts_;
  std::vector<ImportRow> rows_;
};

bool HasError(const std::vector<ImportIssue>& issues);

// At most 80 characters of what a file holds, without control characters.
std::string Excerpt(absl::string_view given);

}  // namespace pcsp::registry

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
  std::string conflict;  // id of the conflict that waits for a person; else empty

  bool operator==(const ImportIssue&) const = default;
};

struct ImportRow {
  int line = 0;  // of the file, on which the row begins
  ImportVerdict verdict = ImportVerdict::kRejected;
  std::string organisation;  // id; empty if rejected or skipped
  std::string code;          // as given, at most 80 characters
  std::vector<ImportIssue> issues;
  // Ids; of files of people alone, and empty if rejected.
  std::string person;
  std::string appointment;

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
  int warned = 0;      // taken with at least one warning
  int lost_sites = 0;  // open today, and closed by the file
  int conflicts = 0;   // claims that wait for a person

  bool operator==(const ImportCounts&) const = default;
};

// The rows with something to say and the counts of all. Beyond what a reply can hold rows are only
// counted, so that the report of a large file is no larger than that of a small one.
class ImportReport {
 public:
  explicit ImportReport(size_t most_bytes = 4 << 20) : most_bytes_(most_bytes) {}

  // Rows that are unchanged or skipped without an issue are only counted.
  void Add(ImportRow row);
  void CountLostSite() { ++counts_.lost_sites; }
  void CountConflict() { ++counts_.conflicts; }

  const ImportCounts& counts() const { return counts_; }
  // In the order of the file.
  std::vector<const ImportRow*> rows() const;
  // Rows with something to say that are not among rows().
  int left_out() const { return left_out_; }

 private:
  // Rows of one sort, and about how many bytes they take.
  struct Kept {
    std::vector<ImportRow> rows;
    size_t bytes = 0;
  };

  const size_t most_bytes_;  // for each sort of row
  ImportCounts counts_;
  Kept with_issues_;
  Kept without_issues_;
  int left_out_ = 0;
};

bool HasError(const std::vector<ImportIssue>& issues);

// At most 80 characters of what a file holds, without control characters.
std::string Excerpt(absl::string_view given);

}  // namespace pcsp::registry

#include "services/registry/domain/imports/import_report.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"

namespace pcsp::registry {
namespace {

constexpr size_t kExcerptBytes = 80;

int& CountOf(ImportVerdict verdict, ImportCounts& counts) {
  switch (verdict) {
    case ImportVerdict::kCreated:
      return counts.created;
    case ImportVerdict::kUpdated:
      return counts.updated;
    case ImportVerdict::kUnchanged:
      return counts.unchanged;
    case ImportVerdict::kClosed:
      return counts.closed;
    case ImportVerdict::kSkipped:
      return counts.skipped;
    case ImportVerdict::kRejected:
      break;
  }
  return counts.rejected;
}

size_t SizeOf(const ImportRow& row) {
  size_t size = sizeof(row) + row.organisation.size() + row.code.size() + row.person.size() +
                row.appointment.size();
  for (const ImportIssue& issue : row.issues) {
    size += sizeof(issue) + issue.column_title.size() + issue.given.size() + issue.expected.size() +
            issue.hint.size();
  }
  return size;
}

}  // namespace

void ImportReport::Add(ImportRow row) {
  ++counts_.rows;
  ++CountOf(row.verdict, counts_);
  if (row.verdict != ImportVerdict::kRejected && !row.issues.empty()) ++counts_.warned;
  const bool silent =
      row.verdict == ImportVerdict::kUnchanged || row.verdict == ImportVerdict::kSkipped;
  if (silent && row.issues.empty()) return;
  Kept& kept = row.issues.empty() ? without_issues_ : with_issues_;
  const size_t size = SizeOf(row);
  if (kept.bytes + size > most_bytes_) {
    ++left_out_;
    return;
  }
  kept.bytes += size;
  kept.rows.push_back(std::move(row));
}

std::vector<const ImportRow*> ImportReport::rows() const {
  std::vector<const ImportRow*> rows;
  for (const Kept* kept : {&with_issues_, &without_issues_}) {
    for (const ImportRow& row : kept->rows) rows.push_back(&row);
  }
  std::sort(rows.begin(), rows.end(),
            [](const ImportRow* a, const ImportRow* b) { return a->line < b->line; });
  return rows;
}

bool HasError(const std::vector<ImportIssue>& issues) {
  return std::any_of(issues.begin(), issues.end(), [](const ImportIssue& i) { return i.error; });
}

std::string Excerpt(absl::string_view given) {
  size_t end = std::min(given.size(), kExcerptBytes);
  // A byte of a longer UTF-8 sequence has the form 10xxxxxx: cut before the sequence.
  while (end < given.size() && end > 0 && (given[end] & 0xC0) == 0x80) --end;
  std::string excerpt(given.substr(0, end));
  std::replace_if(excerpt.begin(), excerpt.end(), absl::ascii_iscntrl, ' ');
  return excerpt;
}

}  // namespace pcsp::registry

#include "services/registry/domain/import_report.h"

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

}  // namespace

void ImportReport::Add(ImportRow row) {
  ++counts_.rows;
  ++CountOf(row.verdict, counts_);
  if (row.verdict != ImportVerdict::kRejected && !row.issues.empty()) ++counts_.warned;
  const bool silent =
      row.verdict == ImportVerdict::kUnchanged || row.verdict == ImportVerdict::kSkipped;
  if (!silent || !row.issues.empty()) rows_.push_back(std::move(row));
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

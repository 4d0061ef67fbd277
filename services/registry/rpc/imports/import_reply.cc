#include "services/registry/rpc/imports/import_reply.h"

#include <set>
#include <utility>

#include "services/registry/rpc/convert.h"

namespace pcsp::registry {
namespace {

// Tag and length of a row within the reply.
constexpr size_t kFrameBytes = 6;

}  // namespace

pb::ImportReport ImportReply(const std::string& programme, pb::ImportOutcome outcome,
                             const ImportReport& report, const std::string& content_sha256,
                             size_t most_row_bytes) {
  const std::vector<const ImportRow*> rows = report.rows();
  size_t left = most_row_bytes;
  std::set<const ImportRow*> chosen;
  for (const bool with_issues : {true, false}) {
    for (const ImportRow* row : rows) {
      if (row->issues.empty() == with_issues) continue;
      const size_t size = ToProto(programme, *row).ByteSizeLong() + kFrameBytes;
      if (size > left) break;
      left -= size;
      chosen.insert(row);
    }
  }
  pb::ImportReport reply;
  reply.set_outcome(outcome);
  *reply.mutable_counts() = ToProto(report.counts());
  for (const ImportRow* row : rows) {
    if (chosen.count(row) == 0) continue;
    pb::ImportRow& out = *reply.add_rows();
    out = ToProto(programme, *row);
    if (outcome == pb::IMPORT_OUTCOME_APPLIED) continue;
    out.clear_person();  // whoever would have been entered is not there
    out.clear_appointment();
  }
  reply.set_omitted_rows(report.left_out() + static_cast<int>(rows.size() - chosen.size()));
  reply.set_content_sha256(content_sha256);
  return reply;
}

}  // namespace pcsp::registry

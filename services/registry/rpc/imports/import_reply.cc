#include "services/registry/rpc/imports/import_reply.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "services/registry/rpc/convert.h"

namespace pcsp::registry {
namespace {

// Tag and length of a row within the reply.
constexpr size_t kFrameBytes = 6;

// The rows of `report` that fit into `most_bytes`, those with an issue first.
std::vector<pb::ImportRow> RowsThatFit(const std::string& programme,
                                       const std::vector<const ImportRow*>& rows,
                                       size_t most_bytes) {
  std::vector<pb::ImportRow> fit;
  for (const bool with_issues : {true, false}) {
    for (const ImportRow* row : rows) {
      if (row->issues.empty() == with_issues) continue;
      pb::ImportRow out = ToProto(programme, *row);
      const size_t size = out.ByteSizeLong() + kFrameBytes;
      if (size > most_bytes) break;
      most_bytes -= size;
      fit.push_back(std::move(out));
    }
  }
  return fit;
}

}  // namespace

pb::ImportReport ImportReply(const std::string& programme, pb::ImportOutcome outcome,
                             const ImportReport& report, const std::string& content_sha256,
                             size_t most_row_bytes) {
  const std::vector<const ImportRow*> rows = report.rows();
  std::vector<pb::ImportRow> fit = RowsThatFit(programme, rows, most_row_bytes);
  std::sort(fit.begin(), fit.end(), [](const auto& a, const auto& b) { return a.row() < b.row(); });
  pb::ImportReport reply;
  reply.set_outcome(outcome);
  *reply.mutable_counts() = ToProto(report.counts());
  reply.set_omitted_rows(report.left_out() + static_cast<int>(rows.size() - fit.size()));
  reply.mutable_rows()->Reserve(static_cast<int>(fit.size()));
  for (pb::ImportRow& row : fit) {
    pb::ImportRow& out = *reply.add_rows();
    out = std::move(row);
    if (outcome == pb::IMPORT_OUTCOME_APPLIED) continue;
    out.clear_person();  // whoever would have been entered is not there
    out.clear_appointment();
  }
  reply.set_content_sha256(content_sha256);
  return reply;
}

}  // namespace pcsp::registry

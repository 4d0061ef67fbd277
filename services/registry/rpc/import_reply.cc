#include "services/registry/rpc/import_reply.h"

#include <set>
#include <utility>

#include "services/registry/rpc/convert.h"

namespace pcsp::registry {
namespace {

// Tag and length of a row within the reply.
constexpr size_t kFrameBytes = 6;

}  // namespace

pb::ImportOrganisationsResponse ImportReply(const std::string& programme, pb::ImportOutcome outcome,
                                            const ImportReport& report,
                                            const std::string& content_sha256,
                                            size_t most_row_bytes) {
  size_t left = most_row_bytes;
  std::set<const ImportRow*> chosen;
  for (const bool with_issues : {true, false}) {
    for (const ImportRow& row : report.rows()) {
      if (row.issues.empty() == with_issues) continue;
      const size_t size = ToProto(programme, row).ByteSizeLong() + kFrameBytes;
      if (size > left) break;
      left -= size;
      chosen.insert(&row);
    }
  }
  pb::ImportOrganisationsResponse reply;
  reply.set_outcome(outcome);
  *reply.mutable_counts() = ToProto(report.counts());
  for (const ImportRow& row : report.rows()) {
    if (chosen.count(&row) > 0) *reply.add_rows() = ToProto(programme, row);
  }
  reply.set_omitted_rows(static_cast<int>(report.rows().size() - chosen.size()));
  reply.set_content_sha256(content_sha256);
  return reply;
}

}  // namespace pcsp::registry

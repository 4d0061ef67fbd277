#include "common/rpc/audit_methods.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/rpc/audit_convert.h"

namespace pcsp::rpc {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 1000;

int PageSize(int given, Violations& violations) {
  if (given < 0) violations.Add("page_size", absl::StrCat(given), "0 or more");
  return given <= 0 ? kDefaultPage : std::min(given, kLargestPage);
}

}  // namespace

std::string AuditMethods::ProgrammeOf(const std::string& field, const std::string& chain,
                                      Violations& violations) const {
  const std::vector<std::string> parts = absl::StrSplit(chain, '/');
  if (parts.size() == 4 && IsResourceId(parts[1]) &&
      chain == audit::ChainName(parts[1], options_.service)) {
    return parts[1];
  }
  violations.Add(field, chain, audit::ChainName("{programme}", options_.service));
  return "";
}

absl::StatusOr<audit::v1::ListAuditEntriesResponse> AuditMethods::List(
    const Call&, const audit::v1::ListAuditEntriesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeOf("parent", request.parent(), violations);
  const size_t page = PageSize(request.page_size(), violations);
  const std::vector<std::string> arguments = {"ListAuditEntries", request.parent()};
  const auto cursor = tokens_.Decode(request.page_token(), arguments);
  violations.Merge("", cursor.status());
  RETURN_IF_ERROR(violations.ToStatus());
  int64_t after = 0;
  if (!cursor->empty() && !absl::SimpleAtoi(cursor->front(), &after)) after = 0;
  // One more than the page holds tells whether there is another.
  ASSIGN_OR_RETURN(std::vector<audit::Entry> entries,
                   options_.log->List(programme, after, static_cast<int>(page) + 1));
  audit::v1::ListAuditEntriesResponse response;
  if (entries.size() > page) {
    entries.resize(page);
    response.set_next_page_token(
        tokens_.Encode({absl::StrCat(entries.back().sequence)}, arguments));
  }
  for (const audit::Entry& entry : entries) {
    *response.add_entries() = ToProto(entry, options_.service);
  }
  return response;
}

absl::StatusOr<audit::v1::AuditHead> AuditMethods::ExportHead(
    const Call& call, const audit::v1::ExportAuditHeadRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeOf("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const audit::ChainEnd end, options_.log->End(programme));
  audit::Head head{.chain = request.name(),
                   .sequence = end.sequence,
                   .hash = end.hash,
                   .export_time = absl::FromUnixMicros(absl::ToUnixMicros(call.now))};
  if (options_.key != nullptr) head = audit::Signed(std::move(head), *options_.key);
  return ToProto(head);
}

}  // namespace pcsp::rpc

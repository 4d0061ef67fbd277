#include "services/assessments/rpc/submission/row_claims.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

absl::Status RowClaims::Note(int row, absl::string_view response_id) {
  if (response_id.empty()) return absl::OkStatus();
  const auto [before, first] = rows_.try_emplace(std::string(response_id), row);
  if (first) return absl::OkStatus();
  return InvalidField("response_id", response_id,
                      absl::StrCat("each id once: row ", before->second, " has it too"));
}

std::string RowClaims::ClaimFor(int row, absl::string_view response_id,
                                absl::string_view instrument) const {
  // A request id is a UUID, so neither can be taken for the other.
  if (!response_id.empty()) {
    return ClaimOf(absl::StrCat("response ", response_id, " to ", instrument));
  }
  return ClaimOf(request_id_.empty() ? "" : absl::StrCat(request_id_, "/", row));
}

}  // namespace pcsp::assessments

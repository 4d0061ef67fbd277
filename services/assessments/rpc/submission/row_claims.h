// What the rows of a file count under, so that none counts twice.
#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace pcsp::assessments {

// A row with a `response_id` counts under that and its instrument, in whatever file and place it
// comes; surveys number their responses each by itself. Any other counts under the request id of
// the file and its place, and where there is no request id every time.
class RowClaims {
 public:
  void SetRequestId(const std::string& request_id) { request_id_ = request_id; }
  const std::string& request_id() const { return request_id_; }

  // Notes that `row` has this response id, "" for none. INVALID_FIELDS if an earlier one has it.
  absl::Status Note(int row, absl::string_view response_id);
  // ClaimOf() the row.
  std::string ClaimFor(int row, absl::string_view response_id, absl::string_view instrument) const;

 private:
  std::string request_id_;
  std::map<std::string, int, std::less<>> rows_;  // by response id
};

}  // namespace pcsp::assessments

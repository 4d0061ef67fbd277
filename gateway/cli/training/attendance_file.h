// Who came to a session, as a CSV file says it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pcsp::cli {

struct AttendanceRow {
  std::string participant;  // id of a person, or a name: `appointments/...`, `programmes/...`
  std::string attendance;   // "attended", "partly" or "absent"
  std::string practice;     // of somebody who was not enrolled
  std::string staff_group;  // "gp", "nurse", "direct_patient_care", "admin"; may be empty
};

// A header names the columns, in any order and case: `participant` is needed; `attendance`, empty
// for "attended", `practice` and `staff_group` may be there. Every fault of every row at once, as
// violations of `row N, column`: INVALID_FIELDS. What is no CSV: INVALID_CSV.
absl::StatusOr<std::vector<AttendanceRow>> ReadAttendance(absl::string_view csv);

}  // namespace pcsp::cli

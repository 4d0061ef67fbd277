// What an update changes of an appointment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/registry/domain/people/appointment.h"

namespace pcsp::registry {

// The rest stays.
struct AppointmentPatch {
  // Cannot change: must be what they are.
  std::optional<std::string> person;
  std::optional<std::string> organisation;
  std::optional<Role> role;

  std::optional<std::string> local_title;
  std::optional<StaffGroup> staff_group;  // kUnspecified clears it
  std::optional<Date> start_date;         // kSinceAlways clears it
  std::optional<Date> end_date;           // kUntilFurtherNotice clears it
  std::optional<std::optional<int32_t>> hours_per_month;
  std::optional<std::vector<std::string>> skills;
  std::optional<std::vector<std::string>> serves;
  std::optional<std::vector<std::string>> solved_issues;
};

// INVALID_FIELDS if the patch would change what is fixed. A new title brings its staff group with
// it if it is one of `titles` and the patch gives no group.
absl::StatusOr<Appointment> Patched(Appointment appointment, const AppointmentPatch& patch,
                                    const JobTitles& titles);

}  // namespace pcsp::registry

// A person in a role at an organisation for a time, and what forbids that.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/people/job_titles.h"
#include "services/registry/domain/people/role.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/site_context.h"
#include "services/registry/domain/source.h"

namespace pcsp::registry {

struct Appointment {
  std::string programme;
  std::string id;
  std::string person;        // id
  std::string organisation;  // id
  Role role = Role::kUnspecified;
  std::string local_title;  // may be empty
  StaffGroup staff_group = StaffGroup::kUnspecified;
  Period period;
  std::optional<int32_t> hours_per_month;
  std::vector<std::string> skills;
  std::vector<std::string> serves;  // ids of organisations
  std::vector<std::string> solved_issues;
  int64_t revision = 0;
  absl::Time create_time;
  absl::Time update_time;
  StatedBy stated_by;  // keys as in people_fields.h

  bool operator==(const Appointment&) const = default;
};

// Spaces of the title tidied; a staff group that is not given taken from the title, or else from
// the role.
Appointment Tidied(Appointment appointment, const JobTitles& titles);

// Adds what is wrong with a tidied appointment itself under `appointment.`.
void Validate(const Appointment& appointment, Violations& violations);

// Adds what an organisation of this kind cannot have: the role, and then the roles that it can
// have are said, or the staff group.
void CheckFits(const Appointment& appointment, OrganisationKind kind, Violations& violations);

// Adds a violation if `served`, the i-th of `serves`, is not one whose practices can be served.
void CheckServes(size_t i, const Organisation& served, Violations& violations);

// DATES_CONFLICT unless the appointment begins and ends within the life of its organisation.
absl::Status CheckLife(const Appointment& appointment, const Organisation& organisation);

// APPOINTMENT_OVERLAP, the conflicting ones named, if the person has the same role at the same
// organisation on some of the days. `existing` holds at least the person's appointments there.
absl::Status CheckConflicts(const Appointment& candidate, absl::Span<const Appointment> existing);

// The appointment, ended on `last`. INVALID_FIELDS if that is before it began; APPOINTMENT_ENDED
// if it ended before.
absl::StatusOr<Appointment> Ended(Appointment appointment, Date last);

}  // namespace pcsp::registry

#include "services/registry/domain/people/appointment_patch.h"

#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

constexpr absl::string_view kFixed =
    "what it is: it cannot be changed; end the appointment and make another";

void CheckFixed(const Appointment& appointment, const AppointmentPatch& patch,
                Violations& violations) {
  if (patch.person && *patch.person != appointment.person) {
    violations.Add("appointment.person", PersonName(appointment.programme, *patch.person), kFixed);
  }
  if (patch.organisation && *patch.organisation != appointment.organisation) {
    violations.Add("appointment.organisation",
                   OrganisationName(appointment.programme, *patch.organisation), kFixed);
  }
  if (patch.role && *patch.role != appointment.role) {
    violations.Add("appointment.role", Word(*patch.role), kFixed);
  }
}

}  // namespace

absl::StatusOr<Appointment> Patched(Appointment appointment, const AppointmentPatch& patch,
                                    const JobTitles& titles) {
  Violations violations;
  CheckFixed(appointment, patch, violations);
  if (auto status = violations.ToStatus(); !status.ok()) return status;
  if (patch.local_title) {
    appointment.local_title = *patch.local_title;
    const StaffGroup group = titles.GroupOf(appointment.local_title);
    if (group != StaffGroup::kUnspecified) appointment.staff_group = group;
  }
  if (patch.staff_group) appointment.staff_group = *patch.staff_group;
  if (patch.start_date) appointment.period.first = *patch.start_date;
  if (patch.end_date) appointment.period.last = *patch.end_date;
  if (patch.hours_per_month) appointment.hours_per_month = *patch.hours_per_month;
  if (patch.skills) appointment.skills = *patch.skills;
  if (patch.serves) appointment.serves = *patch.serves;
  if (patch.solved_issues) appointment.solved_issues = *patch.solved_issues;
  return Tidied(std::move(appointment), titles);
}

}  // namespace pcsp::registry

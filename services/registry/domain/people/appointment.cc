#include "services/registry/domain/people/appointment.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/names.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

constexpr int32_t kMostHours = 200;
constexpr size_t kMostSkills = 20;
constexpr size_t kMostServed = 50;
constexpr size_t kMostIssues = 50;

// A list of ids: no more than `most`, none twice, and only `who` has one.
void ValidateList(const std::string& field, const std::vector<std::string>& ids, size_t most,
                  bool has_one, absl::string_view who, Violations& violations) {
  if (!ids.empty() && !has_one) {
    violations.Add(field, ids.front(), absl::StrCat("nothing: only ", who, " have this"));
  }
  if (ids.size() > most) {
    violations.Add(field, absl::StrCat(ids.size()), absl::StrCat("at most ", most));
  }
  std::set<std::string> seen;
  for (size_t i = 0; i < ids.size(); ++i) {
    const bool fresh = seen.insert(ids[i]).second;
    if (fresh && IsResourceId(ids[i])) continue;
    violations.Add(absl::StrCat(field, "[", i, "]"), ids[i],
                   fresh ? kResourceIdRule : "each of them once");
  }
}

void ValidateHours(const Appointment& appointment, Violations& violations) {
  if (!appointment.hours_per_month) return;
  const std::string given = absl::StrCat(*appointment.hours_per_month);
  if (!HasCapacity(appointment.role)) {
    violations.Add("appointment.hours_per_month", given,
                   "nothing: only facilitators and trainers have this");
  } else if (*appointment.hours_per_month < 0 || *appointment.hours_per_month > kMostHours) {
    violations.Add("appointment.hours_per_month", given, absl::StrCat("0 to ", kMostHours));
  }
}

std::vector<std::string> NamesOf(const std::vector<const Appointment*>& appointments) {
  std::vector<std::string> names;
  for (const Appointment* a : appointments) names.push_back(AppointmentName(a->programme, a->id));
  return names;
}

}  // namespace

Appointment Tidied(Appointment appointment, const JobTitles& titles) {
  appointment.local_title = TidyLine(appointment.local_title);
  if (appointment.staff_group == StaffGroup::kUnspecified) {
    appointment.staff_group = titles.GroupOf(appointment.local_title);
  }
  if (appointment.staff_group == StaffGroup::kUnspecified &&
      appointment.role == Role::kGpChampion) {
    appointment.staff_group = StaffGroup::kGp;
  }
  return appointment;
}

void Validate(const Appointment& appointment, Violations& violations) {
  if (appointment.role == Role::kUnspecified) {
    violations.Add("appointment.role", "", "a role, such as GP_CHAMPION, FACILITATOR or STAFF");
  }
  if (!IsLine(appointment.local_title, 0, 100)) {
    violations.Add("appointment.local_title", appointment.local_title,
                   "at most 100 characters on one line");
  }
  if (appointment.role == Role::kStaff && appointment.staff_group == StaffGroup::kUnspecified) {
    violations.Add("appointment.staff_group", "",
                   "GP, NURSE, DIRECT_PATIENT_CARE, ADMIN or LEADERSHIP, or a local title that "
                   "says which");
  }
  if (appointment.period.empty()) {
    violations.Add(
        "appointment.end_date", FormatDate(appointment.period.last),
        absl::StrCat("on or after the start date ", FormatDate(appointment.period.first)));
  }
  ValidateHours(appointment, violations);
  constexpr absl::string_view kPlanned = "facilitators and trainers";
  const bool planned = HasCapacity(appointment.role);
  ValidateList("appointment.skills", appointment.skills, kMostSkills, planned, kPlanned,
               violations);
  ValidateList("appointment.serves", appointment.serves, kMostServed, planned, kPlanned,
               violations);
  ValidateList("appointment.solved_issues", appointment.solved_issues, kMostIssues,
               appointment.role == Role::kExemplar, "exemplars", violations);
}

void CheckFits(const Appointment& appointment, OrganisationKind kind, Violations& violations) {
  if (!CanHave(kind, appointment.role)) {
    violations.Add("appointment.role", InWords({appointment.role}),
                   absl::StrCat(InWords(RolesAt(kind)), ", which ", InWords(kind), " can have"));
  }
  const bool delivers = kind == OrganisationKind::kPcn || kind == OrganisationKind::kPractice ||
                        kind == OrganisationKind::kTeam;
  if (delivers && appointment.staff_group == StaffGroup::kLeadership) {
    violations.Add(
        "appointment.staff_group", "LEADERSHIP",
        absl::StrCat("GP, NURSE, DIRECT_PATIENT_CARE or ADMIN, as ", InWords(kind), " has"));
  }
}

void CheckServes(size_t i, const Organisation& served, Violations& violations) {
  if (served.kind != OrganisationKind::kPractice && served.kind != OrganisationKind::kTeam) return;
  violations.Add(absl::StrCat("appointment.serves[", i, "]"), InWords(served.kind),
                 "a region, whole system, steering group or PCN");
}

absl::Status CheckLife(const Appointment& appointment, const Organisation& organisation) {
  if (FitsInto(appointment.period, organisation.life)) return absl::OkStatus();
  const std::string where = OrganisationName(organisation.programme, organisation.id);
  std::vector<std::string> conflicts = {where};
  // An appointment that is being made has no name yet.
  if (!appointment.id.empty()) {
    conflicts.insert(conflicts.begin(), AppointmentName(appointment.programme, appointment.id));
  }
  return DatesConflict(
      conflicts, absl::StrCat("The appointment would hold ", InWords(appointment.period), ", but ",
                              where, " is in business ", InWords(organisation.life)));
}

absl::Status CheckConflicts(const Appointment& candidate, absl::Span<const Appointment> existing) {
  std::vector<const Appointment*> overlaps;
  for (const Appointment& other : existing) {
    const bool same = other.person == candidate.person && other.role == candidate.role &&
                      other.organisation == candidate.organisation;
    if (!same || other.id == candidate.id) continue;
    if (!Common(other.period, candidate.period).empty()) overlaps.push_back(&other);
  }
  return overlaps.empty() ? absl::OkStatus() : AppointmentOverlap(NamesOf(overlaps));
}

absl::StatusOr<Appointment> Ended(Appointment appointment, Date last) {
  if (last < appointment.period.first) {
    return InvalidField("end_date", FormatDate(last),
                        absl::StrCat("on or after the appointment's first day ",
                                     FormatDate(appointment.period.first)));
  }
  if (appointment.period.last < last) {
    return AppointmentEnded(AppointmentName(appointment.programme, appointment.id),
                            appointment.period.last);
  }
  appointment.period.last = last;
  return appointment;
}

}  // namespace pcsp::registry

#include "services/registry/domain/conflicts/people_resolution.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/names.h"
#include "services/registry/domain/people/people_fields.h"

namespace pcsp::registry {
namespace {

// `value` with the claimed field; IMPORT_CONFLICT_OUTDATED unless it is as it was known.
template <typename T>
absl::StatusOr<T> Taken(const ImportConflict& conflict, const Decision& decision, T value) {
  if (ValueOf(value, conflict.field) != conflict.known.value) {
    return ImportConflictOutdated(ImportConflictName(conflict.programme, conflict.id));
  }
  SetValue(conflict.field, conflict.claimed.value, value);
  value.stated_by[conflict.field] = conflict.claimed.by;
  ++value.revision;
  value.update_time = decision.now;
  return value;
}

absl::Status CheckDates(const Appointment& appointment, const DisputedFacts& disputed) {
  const std::string name = AppointmentName(appointment.programme, appointment.id);
  if (appointment.period.empty()) {
    return DatesConflict({name}, absl::StrCat(name, " would end before it begins: it would hold ",
                                              InWords(appointment.period)));
  }
  if (disputed.subject) RETURN_IF_ERROR(CheckLife(appointment, *disputed.subject));
  return CheckConflicts(appointment, disputed.appointments);
}

}  // namespace

absl::Status ApplyPeopleClaim(const ImportConflict& conflict, const Decision& decision,
                              const DisputedFacts& disputed, ImportChanges& changes) {
  const auto outdated = [&] {
    return ImportConflictOutdated(ImportConflictName(conflict.programme, conflict.id));
  };
  if (conflict.kind == ConflictKind::kPerson) {
    if (!disputed.person) return outdated();
    ASSIGN_OR_RETURN(Person person, Taken(conflict, decision, *disputed.person));
    changes.people.push_back(std::move(person));
    return absl::OkStatus();
  }
  const auto known =
      std::find_if(disputed.appointments.begin(), disputed.appointments.end(),
                   [&](const Appointment& other) { return other.id == conflict.appointment; });
  if (known == disputed.appointments.end()) return outdated();
  ASSIGN_OR_RETURN(Appointment appointment, Taken(conflict, decision, *known));
  RETURN_IF_ERROR(CheckDates(appointment, disputed));
  changes.appointments.push_back(std::move(appointment));
  return absl::OkStatus();
}

}  // namespace pcsp::registry

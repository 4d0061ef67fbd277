// The fields of people and appointments by name, each as text: what files, sources and conflicts
// have in common.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/registry/domain/people/appointment.h"
#include "services/registry/domain/people/person.h"

namespace pcsp::registry {

inline constexpr absl::string_view kDisplayName = "display_name";
inline constexpr absl::string_view kEmail = "email";
inline constexpr absl::string_view kExternalKey = "external_key";

inline constexpr absl::string_view kLocalTitle = "local_title";
inline constexpr absl::string_view kStaffGroup = "staff_group";
inline constexpr absl::string_view kStartDate = "start_date";
inline constexpr absl::string_view kEndDate = "end_date";
inline constexpr absl::string_view kHoursPerMonth = "hours_per_month";
inline constexpr absl::string_view kSkills = "skills";
inline constexpr absl::string_view kServes = "serves";
inline constexpr absl::string_view kSolvedIssues = "solved_issues";

// Says of kEndDate that there is none; nobody states it by saying nothing.
inline constexpr absl::string_view kOpenEnd = "-";

absl::Span<const absl::string_view> FieldsOf(const Person& person);
absl::Span<const absl::string_view> FieldsOf(const Appointment& appointment);

// Nothing when not known, an open end included. Lists are parted by spaces.
std::optional<std::string> ValueOf(const Person& person, absl::string_view field);
std::optional<std::string> ValueOf(const Appointment& appointment, absl::string_view field);

// Takes what ValueOf() gave, and kOpenEnd.
void SetValue(absl::string_view field, const std::string& value, Person& person);
void SetValue(absl::string_view field, const std::string& value, Appointment& appointment);

// `after`, in which a person has stated every field that is not as in `before`.
template <typename T>
T StatedByPerson(const T& before, T after) {
  for (absl::string_view field : FieldsOf(after)) {
    if (ValueOf(after, field) == ValueOf(before, field)) continue;
    after.stated_by[std::string(field)] = ByPerson();
  }
  return after;
}

}  // namespace pcsp::registry

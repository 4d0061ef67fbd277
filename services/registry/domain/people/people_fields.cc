#include "services/registry/domain/people/people_fields.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace pcsp::registry {
namespace {

constexpr absl::string_view kOfPeople[] = {kDisplayName, kEmail, kExternalKey};
constexpr absl::string_view kOfAppointments[] = {kLocalTitle, kStaffGroup,    kStartDate,
                                                 kEndDate,    kHoursPerMonth, kSkills,
                                                 kServes,     kSolvedIssues};

std::optional<std::string> IfAny(std::string text) {
  if (text.empty()) return std::nullopt;
  return text;
}

std::vector<std::string> Parted(const std::string& text) {
  return absl::StrSplit(text, ' ', absl::SkipEmpty());
}

template <typename P>
auto* TextOf(absl::string_view field, P& person) {
  return field == kDisplayName ? &person.display_name
         : field == kEmail     ? &person.email
                               : &person.external_key;
}

// Null for a field that is no list.
template <typename A>
auto* ListOf(absl::string_view field, A& appointment) {
  return field == kSkills         ? &appointment.skills
         : field == kServes       ? &appointment.serves
         : field == kSolvedIssues ? &appointment.solved_issues
                                  : nullptr;
}

}  // namespace

absl::Span<const absl::string_view> FieldsOf(const Person&) { return kOfPeople; }
absl::Span<const absl::string_view> FieldsOf(const Appointment&) { return kOfAppointments; }

std::optional<std::string> ValueOf(const Person& person, absl::string_view field) {
  return IfAny(*TextOf(field, person));
}

std::optional<std::string> ValueOf(const Appointment& appointment, absl::string_view field) {
  if (const auto* list = ListOf(field, appointment)) return IfAny(absl::StrJoin(*list, " "));
  if (field == kLocalTitle) return IfAny(appointment.local_title);
  if (field == kStaffGroup) return IfAny(std::string(Word(appointment.staff_group)));
  // An open end of a period is written as nothing.
  if (field == kStartDate) return IfAny(FormatDate(appointment.period.first));
  if (field == kEndDate) return IfAny(FormatDate(appointment.period.last));
  if (!appointment.hours_per_month) return std::nullopt;
  return absl::StrCat(*appointment.hours_per_month);
}

void SetValue(absl::string_view field, const std::string& value, Person& person) {
  *TextOf(field, person) = value;
}

void SetValue(absl::string_view field, const std::string& value, Appointment& appointment) {
  if (auto* list = ListOf(field, appointment)) {
    *list = Parted(value);
  } else if (field == kLocalTitle) {
    appointment.local_title = value;
  } else if (field == kStaffGroup) {
    appointment.staff_group = StaffGroupOf(value);
  } else if (field == kStartDate) {
    appointment.period.first = ParseDate(value).value_or(kSinceAlways);
  } else if (field == kEndDate) {
    appointment.period.last = ParseDate(value).value_or(kUntilFurtherNotice);
  } else if (int32_t hours = 0; absl::SimpleAtoi(value, &hours)) {
    appointment.hours_per_month = hours;
  }
}

}  // namespace pcsp::registry

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/registry/store/rows.h"

namespace pcsp::registry {
namespace {

constexpr int64_t kNotErased = 0;
constexpr int64_t kNotKnown = -1;

// Ids hold no space.
std::string Joined(const std::vector<std::string>& ids) { return absl::StrJoin(ids, " "); }
std::vector<std::string> Parted(const std::string& text) {
  return absl::StrSplit(text, ' ', absl::SkipEmpty());
}

}  // namespace

template <>
const Table& TableOf<Person>() {
  static const Table& table = *new Table{
      "person",
      Columns("programme id display_name email external_key key_mark email_mark stated_by",
              "erase_time revision create_time update_time"),
      {"programme", "id"}};
  return table;
}

template <>
const Table& TableOf<Appointment>() {
  static const Table& table = *new Table{
      "appointment",
      Columns("programme id person organisation role local_title staff_group start_date end_date "
              "skills serves solved_issues stated_by",
              "hours_per_month revision create_time update_time"),
      {"programme", "id"}};
  return table;
}

Cells ToCells(const Person& p) {
  return {p.programme,
          p.id,
          p.display_name,
          p.email,
          p.external_key,
          p.key_mark,
          p.email_mark,
          StatedByText(p.stated_by),
          p.erase_time ? TimeText(*p.erase_time) : NumberText(kNotErased),
          NumberText(p.revision),
          TimeText(p.create_time),
          TimeText(p.update_time)};
}

template <>
Person FromCells<Person>(const Cells& cells) {
  CellReader in(cells);
  Person p;
  p.programme = in.Text();
  p.id = in.Text();
  p.display_name = in.Text();
  p.email = in.Text();
  p.external_key = in.Text();
  p.key_mark = in.Text();
  p.email_mark = in.Text();
  p.stated_by = StatedByFromText(in.Text());
  if (const int64_t micros = in.Number(); micros != kNotErased) {
    p.erase_time = absl::FromUnixMicros(micros);
  }
  p.revision = in.Number();
  p.create_time = in.Time();
  p.update_time = in.Time();
  return p;
}

Cells ToCells(const Appointment& a) {
  return {a.programme,
          a.id,
          a.person,
          a.organisation,
          std::string(Word(a.role)),
          a.local_title,
          std::string(Word(a.staff_group)),
          DayText(a.period.first),
          DayText(a.period.last),
          Joined(a.skills),
          Joined(a.serves),
          Joined(a.solved_issues),
          StatedByText(a.stated_by),
          NumberText(a.hours_per_month ? int64_t{*a.hours_per_month} : kNotKnown),
          NumberText(a.revision),
          TimeText(a.create_time),
          TimeText(a.update_time)};
}

template <>
Appointment FromCells<Appointment>(const Cells& cells) {
  CellReader in(cells);
  Appointment a;
  a.programme = in.Text();
  a.id = in.Text();
  a.person = in.Text();
  a.organisation = in.Text();
  a.role = RoleOf(in.Text());
  a.local_title = in.Text();
  a.staff_group = StaffGroupOf(in.Text());
  a.period.first = in.Day();
  a.period.last = in.Day();
  a.skills = Parted(in.Text());
  a.serves = Parted(in.Text());
  a.solved_issues = Parted(in.Text());
  a.stated_by = StatedByFromText(in.Text());
  if (const int64_t hours = in.Number(); hours != kNotKnown) {
    a.hours_per_month = static_cast<int32_t>(hours);
  }
  a.revision = in.Number();
  a.create_time = in.Time();
  a.update_time = in.Time();
  return a;
}

}  // namespace pcsp::registry

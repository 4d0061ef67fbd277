#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/planning/domain/training/words.h"
#include "services/planning/store/training/kept_rows.h"
#include "services/planning/store/training/store.h"

namespace pcsp::planning::training {
namespace {

using Months = std::map<absl::CivilMonth, int>;

std::string MonthsText(const Months& months) {
  std::vector<std::string> words;
  for (const auto& [month, minutes] : months) {
    words.push_back(absl::StrCat(MonthText(month), ":", minutes));
  }
  return sql::WordsText(words);
}

Months MonthsFrom(const std::vector<std::string>& words) {
  Months months;
  for (const std::string& word : words) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(word, ':');
    int minutes = 0;
    (void)absl::SimpleAtoi(parts.second, &minutes);
    if (const auto month = MonthFromText(parts.first)) months[*month] = minutes;
  }
  return months;
}

std::string ClosedDaysText(const std::vector<ClosedDay>& days) {
  return absl::StrJoin(days, "\n", [](std::string* out, const ClosedDay& closed) {
    absl::StrAppend(out, sql::DayText(closed.day), " ", closed.title);
  });
}

std::vector<ClosedDay> ClosedDaysFrom(const std::string& text) {
  std::vector<ClosedDay> days;
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(line, absl::MaxSplits(' ', 1));
    days.push_back({sql::DayFromText(parts.first), parts.second});
  }
  return days;
}

}  // namespace

const sql::Table& TableOf(sql::Of<Capacity>) {
  static const sql::Table& table =
      NewTable("facilitator_capacity", "months travel_regions skills", "minutes_per_month");
  return table;
}

sql::Cells ToCells(const Capacity& c) {
  return KeptCells(c, {MonthsText(c.months), sql::WordsText(c.travel_regions),
                       sql::WordsText(c.skills), sql::NumberText(c.minutes_per_month)});
}

Capacity FromCells(sql::Of<Capacity>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  Capacity capacity;
  TakeIds(in, capacity);
  capacity.months = MonthsFrom(in.Words());
  capacity.travel_regions = in.Words();
  capacity.skills = in.Words();
  capacity.minutes_per_month = in.Int();
  TakeTimes(in, capacity);
  return capacity;
}

const sql::Table& TableOf(sql::Of<Leave>) {
  static const sql::Table& table = NewTable("staff_leave", "appointment first_day last_day", "");
  return table;
}

sql::Cells ToCells(const Leave& l) {
  return KeptCells(l, {l.appointment, sql::DayText(l.first), sql::DayText(l.last)});
}

Leave FromCells(sql::Of<Leave>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  Leave leave;
  TakeIds(in, leave);
  leave.appointment = in.Text();
  leave.first = in.Day();
  leave.last = in.Day();
  TakeTimes(in, leave);
  return leave;
}

const sql::Table& TableOf(sql::Of<Assignment>) {
  static const sql::Table& table =
      NewTable("assignment", "facilitator practice first_day last_day", "");
  return table;
}

sql::Cells ToCells(const Assignment& a) {
  return KeptCells(a, {a.facilitator, a.practice, sql::DayText(a.first), sql::DayText(a.last)});
}

Assignment FromCells(sql::Of<Assignment>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  Assignment assignment;
  TakeIds(in, assignment);
  assignment.facilitator = in.Text();
  assignment.practice = in.Text();
  assignment.first = in.Day();
  assignment.last = in.Day();
  TakeTimes(in, assignment);
  return assignment;
}

const sql::Table& TableOf(sql::Of<Contact>) {
  static const sql::Table& table =
      NewTable("contact", "facilitator practice day kind notes", "minutes");
  return table;
}

sql::Cells ToCells(const Contact& c) {
  return KeptCells(c, {c.facilitator, c.practice, sql::DayText(c.day),
                       WordOf(c.kind, kContactKindWords), c.notes, sql::NumberText(c.minutes)});
}

Contact FromCells(sql::Of<Contact>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  Contact contact;
  TakeIds(in, contact);
  contact.facilitator = in.Text();
  contact.practice = in.Text();
  contact.day = in.Day();
  contact.kind = MeaningOf<ContactKind>(in.Text(), kContactKindWords);
  contact.notes = in.Text();
  contact.minutes = in.Int();
  TakeTimes(in, contact);
  return contact;
}

const sql::Table& TableOf(sql::Of<Settings>) {
  static const sql::Table& table =
      NewTable("training_settings", "closed_days",
               "contact_minutes_per_year most_practices lapsing_days quality_assurance_months");
  return table;
}

sql::Cells ToCells(const Settings& s) {
  return KeptCells(s, {ClosedDaysText(s.closed_days), sql::NumberText(s.contact_minutes_per_year),
                       sql::NumberText(s.most_practices), sql::NumberText(s.lapsing_days),
                       sql::NumberText(s.quality_assurance_months)});
}

Settings FromCells(sql::Of<Settings>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  Settings settings;
  TakeIds(in, settings);
  settings.closed_days = ClosedDaysFrom(in.Text());
  settings.contact_minutes_per_year = in.Int();
  settings.most_practices = in.Int();
  settings.lapsing_days = in.Int();
  settings.quality_assurance_months = in.Int();
  TakeTimes(in, settings);
  return settings;
}

}  // namespace pcsp::planning::training

// Writes a diary with everything that one can have, for parsed_test.py.
#include <iostream>

#include "common/text/calendar/calendar.h"

int main() {
  using pcsp::text::AllDay;
  using pcsp::text::CalendarEvent;
  using pcsp::text::Timed;
  const absl::Time now = absl::FromUnixSeconds(1'767'600'000);
  pcsp::text::Calendar calendar = {.name = "Diary; of, all"};
  CalendarEvent day;
  day.uid = "day@pcsp";
  day.when = AllDay{absl::CivilDay(2026, 2, 27), absl::CivilDay(2026, 2, 28)};
  day.summary = "Due: ask \"what for?\"; then, again \\ twice";
  day.description = "First line\nBEGIN:VEVENT\n";
  for (int i = 0; i < 60; ++i) day.description += "né你😀";
  day.location = "Room 1, first floor";
  day.url = "https://example.org/a?b=c;d,e";
  day.sequence = 7;
  day.changed = now - absl::Hours(1);
  CalendarEvent time = day;
  time.uid = "time@pcsp";
  time.when = Timed{now, now + absl::Minutes(90)};
  time.status = CalendarEvent::Status::kCancelled;
  CalendarEvent away = day;
  away.uid = "away@pcsp";
  away.fills_days = true;
  calendar.events = {day, time, away};
  std::cout << AsICalendar(calendar, now);
}

// Diaries for calendar programs: iCalendar (RFC 5545), written.
//
// What people type is escaped, and can add neither a line nor a property. The same calendar always
// gives the same bytes: times come in as arguments.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace pcsp::text {

// Whole days, both included. They have no time zone: the day is the reader's own.
struct AllDay {
  absl::CivilDay first, last;
};

// From one instant to another, written in UTC, which every program shows in its reader's zone.
struct Timed {
  absl::Time start, end;
};

struct CalendarEvent {
  enum class Status { kTentative, kConfirmed, kCancelled };

  std::string uid;  // never changes, whatever else does; the same in every calendar
  std::variant<AllDay, Timed> when;
  bool fills_days = false;  // whole days on which its reader is not free
  std::string summary;
  std::string description;  // may have line breaks
  std::string location;     // may be empty
  std::string url;          // may be empty; no control characters or it is left out
  Status status = Status::kConfirmed;
  int64_t sequence = 0;  // grows with every change that a reader should notice
  absl::Time changed;    // when it was last changed
};

struct Calendar {
  std::string name;
  std::vector<CalendarEvent> events;
};

// The file, lines ended by CR LF and folded at 75 octets between characters. `now` is when it was
// made. Text that is not UTF-8 is written as it stands.
std::string AsICalendar(const Calendar& calendar, absl::Time now);

// The media type of it.
inline constexpr absl::string_view kCalendarType = "text/calendar; charset=utf-8";

}  // namespace pcsp::text

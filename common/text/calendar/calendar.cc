#include "common/text/calendar/calendar.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"

namespace pcsp::text {
namespace {

constexpr size_t kMostOctets = 75;  // of a line, without its end (RFC 5545, 3.1)

bool ContinuesCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// How much of `rest` fits into `room` octets without parting a character.
size_t Fitting(absl::string_view rest, size_t room) {
  if (rest.size() <= room) return rest.size();
  size_t length = room;
  while (length > 0 && ContinuesCharacter(rest[length])) --length;
  return length > 0 ? length : room;  // no UTF-8 at all: parted anywhere
}

class Lines {
 public:
  void Add(absl::string_view name, absl::string_view value) {
    const std::string line = absl::StrCat(name, ":", value);
    absl::string_view rest = line;
    for (size_t room = kMostOctets;; room = kMostOctets - 1) {
      const size_t length = Fitting(rest, room);
      absl::StrAppend(&out_, rest.substr(0, length), "\r\n");
      rest.remove_prefix(length);
      if (rest.empty()) return;
      out_.push_back(' ');
    }
  }
  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

// A TEXT value (RFC 5545, 3.3.11). Control characters have no place in one.
std::string Escaped(absl::string_view text) {
  std::string escaped = absl::StrReplaceAll(
      text, {{"\r\n", "\\n"}, {"\n", "\\n"}, {"\\", "\\\\"}, {";", "\\;"}, {",", "\\,"}});
  escaped.erase(std::remove_if(escaped.begin(), escaped.end(),
                               [](char c) { return absl::ascii_iscntrl(c) && c != '\t'; }),
                escaped.end());
  return escaped;
}

std::string DateText(absl::CivilDay day) {
  return absl::StrFormat("%04d%02d%02d", day.year(), day.month(), day.day());
}

std::string UtcText(absl::Time time) {
  return absl::FormatTime("%Y%m%dT%H%M%SZ", time, absl::UTCTimeZone());
}

absl::string_view Word(CalendarEvent::Status status) {
  switch (status) {
    case CalendarEvent::Status::kTentative:
      return "TENTATIVE";
    case CalendarEvent::Status::kConfirmed:
      return "CONFIRMED";
    case CalendarEvent::Status::kCancelled:
      return "CANCELLED";
  }
  return "CONFIRMED";
}

void AddWhen(const CalendarEvent& event, Lines& lines) {
  if (const auto* days = std::get_if<AllDay>(&event.when)) {
    lines.Add("DTSTART;VALUE=DATE", DateText(days->first));
    lines.Add("DTEND;VALUE=DATE", DateText(days->last + 1));  // the first day after it
    // A due day fills nobody's diary.
    lines.Add("TRANSP", event.fills_days ? "OPAQUE" : "TRANSPARENT");
  } else if (const auto* times = std::get_if<Timed>(&event.when)) {
    lines.Add("DTSTART", UtcText(times->start));
    lines.Add("DTEND", UtcText(times->end));
  }
}

bool IsOneLine(absl::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return absl::ascii_iscntrl(c); });
}

void AddEvent(const CalendarEvent& event, absl::Time now, Lines& lines) {
  lines.Add("BEGIN", "VEVENT");
  lines.Add("UID", Escaped(event.uid));
  lines.Add("DTSTAMP", UtcText(now));
  lines.Add("LAST-MODIFIED", UtcText(event.changed));
  lines.Add("SEQUENCE", absl::StrCat(event.sequence));
  AddWhen(event, lines);
  lines.Add("SUMMARY", Escaped(event.summary));
  if (!event.description.empty()) lines.Add("DESCRIPTION", Escaped(event.description));
  if (!event.location.empty()) lines.Add("LOCATION", Escaped(event.location));
  if (!event.url.empty() && IsOneLine(event.url)) lines.Add("URL", event.url);
  lines.Add("STATUS", Word(event.status));
  lines.Add("END", "VEVENT");
}

}  // namespace

std::string AsICalendar(const Calendar& calendar, absl::Time now) {
  Lines lines;
  lines.Add("BEGIN", "VCALENDAR");
  lines.Add("VERSION", "2.0");
  lines.Add("PRODID", "-//pcsp//planning//EN");
  lines.Add("CALSCALE", "GREGORIAN");
  lines.Add("METHOD", "PUBLISH");
  lines.Add("X-WR-CALNAME", Escaped(calendar.name));
  for (const CalendarEvent& event : calendar.events) AddEvent(event, now, lines);
  lines.Add("END", "VCALENDAR");
  return lines.Take();
}

}  // namespace pcsp::text

#include "common/text/calendar/calendar.h"

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"

namespace pcsp::text {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const absl::Time kNow = absl::FromUnixSeconds(1'767'600'000);  // 2026-01-05T08:00:00Z

CalendarEvent MakeEvent() {
  CalendarEvent event;
  event.uid = "u1@pcsp";
  event.when = AllDay{absl::CivilDay(2026, 2, 28), absl::CivilDay(2026, 2, 28)};
  event.summary = "Due";
  event.sequence = 3;
  event.changed = kNow - absl::Hours(1);
  return event;
}

// Lines as a reader has them once they are unfolded.
std::string Unfolded(std::string text) {
  for (size_t at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ")) {
    text.erase(at, 3);
  }
  return text;
}

TEST(CalendarTest, WritesAnEventByteForByte) {
  EXPECT_EQ(AsICalendar({.name = "Diary", .events = {MakeEvent()}}, kNow),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//pcsp//planning//EN\r\n"
            "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:Diary\r\nBEGIN:VEVENT\r\n"
            "UID:u1@pcsp\r\nDTSTAMP:20260105T080000Z\r\nLAST-MODIFIED:20260105T070000Z\r\n"
            "SEQUENCE:3\r\nDTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n"
            "TRANSP:TRANSPARENT\r\nSUMMARY:Due\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\n"
            "END:VCALENDAR\r\n");
}

TEST(CalendarTest, WritesTimesInUtc) {
  CalendarEvent event = MakeEvent();
  event.when = Timed{kNow, kNow + absl::Minutes(90)};
  event.status = CalendarEvent::Status::kCancelled;
  const std::string text = AsICalendar({.events = {event}}, kNow);
  EXPECT_THAT(text, HasSubstr("\r\nDTSTART:20260105T080000Z\r\nDTEND:20260105T093000Z\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nSTATUS:CANCELLED\r\n"));
}

TEST(CalendarTest, LetsTextAddNeitherLinesNorProperties) {
  CalendarEvent event = MakeEvent();
  event.summary = "a;b,c\\d\r\nBEGIN:VALARM\nx\ry\x01";
  event.url = "https://example.org/\r\nSUMMARY:other";
  const std::string text = Unfolded(AsICalendar({.events = {event}}, kNow));
  EXPECT_THAT(text, HasSubstr("\r\nSUMMARY:a\\;b\\,c\\\\d\\nBEGIN:VALARM\\nxy\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("other")));
}

TEST(CalendarTest, FoldsAt75OctetsBetweenCharacters) {
  CalendarEvent event = MakeEvent();
  for (const char* piece : {"a", "é", "你", "😀"}) {
    for (int shift = 0; shift < 4; ++shift) {
      event.summary = std::string(shift, 'x');
      for (int i = 0; i < 100; ++i) event.summary += piece;
      const std::string text = AsICalendar({.events = {event}}, kNow);
      for (const absl::string_view line : absl::StrSplit(text, "\r\n")) {
        EXPECT_LE(line.size(), 75u);
        if (line.empty()) continue;
        EXPECT_NE(static_cast<unsigned char>(line[line[0] == ' ' ? 1 : 0]) & 0xC0, 0x80) << line;
      }
      EXPECT_THAT(Unfolded(text), HasSubstr("SUMMARY:" + event.summary + "\r\n"));
    }
  }
}

}  // namespace
}  // namespace pcsp::text

#include "gateway/cli/training/attendance_file.h"
#include "gateway/cli/training/closed_days_file.h"
#include "gateway/cli/training/sign_in_sheet.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::cli {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

TEST(AttendanceFileTest, ReadsColumnsInAnyOrderAndCase) {
  const auto rows = ReadAttendance(
      "Practice;Participant;Attendance;Staff group\n"
      "a81044;p1;Partly;Direct patient care\n"
      ";appointments/x7;;\n");
  ASSERT_OK(rows);
  ASSERT_THAT(*rows, SizeIs(2));
  EXPECT_EQ((*rows)[0].participant, "p1");
  EXPECT_EQ((*rows)[0].attendance, "partly");
  EXPECT_EQ((*rows)[0].practice, "a81044");
  EXPECT_EQ((*rows)[0].staff_group, "direct_patient_care");
  EXPECT_EQ((*rows)[1].participant, "appointments/x7");
  EXPECT_EQ((*rows)[1].attendance, "attended");
}

TEST(AttendanceFileTest, TellsEveryFaultOfEveryRow) {
  const auto rows = ReadAttendance(
      "participant,attendance,staff_group,remark\n"
      "p1,maybe,,\n"
      "p1,,surgeon,\n"
      ",absent,gp,\n");
  EXPECT_THAT(ViolatedFields(rows.status()),
              ElementsAre("row 1, remark", "row 2, attendance", "row 3, staff_group",
                          "row 3, participant", "row 4, participant"));
  EXPECT_THAT(ViolatedFields(ReadAttendance("name\nx\n").status()),
              ElementsAre("row 1, name", "row 1, participant", "row 2, participant"));
}

TEST(SignInSheetTest, ListsNamesInOrderWithRoomForMore) {
  SignInSheet sheet{.title = "Core <day>",
                    .place = "Hall",
                    .start = "2026-03-02 09:30",
                    .end = "16:30",
                    .empty_rows = 2};
  sheet.rows = {{"Zoe", "A81044", "nurse"}, {"Amir & Co", "A81044", "gp"}};
  const std::string html = SheetAsHtml(sheet);
  EXPECT_THAT(html, HasSubstr("Core &lt;day&gt;"));
  EXPECT_THAT(html, Not(HasSubstr("Core <day>")));
  EXPECT_THAT(html, HasSubstr("<td>1</td><td>Amir &amp; Co</td>"));
  EXPECT_THAT(html, HasSubstr("<td>2</td><td>Zoe</td>"));
  EXPECT_THAT(html, HasSubstr("<td>4</td><td></td>"));
  EXPECT_THAT(html, Not(HasSubstr("<td>5</td>")));
}

TEST(ClosedDaysFileTest, ReadsCsv) {
  const auto rows = ReadClosedDays("Title;Date\nBoxing Day;2026-12-26\n;tomorrow\n");
  ASSERT_OK(rows);
  EXPECT_THAT(*rows,
              ElementsAre(ClosedDayRow{"2026-12-26", "Boxing Day"}, ClosedDayRow{"tomorrow", ""}))
      << "what is no day is for the server to say";
  EXPECT_THAT(ViolatedFields(ReadClosedDays("day,name\n2026-12-26,x\n").status()),
              ElementsAre("date", "title"));
}

TEST(ClosedDaysFileTest, ReadsCalendarsOfWholeDays) {
  const auto rows = ReadClosedDays(
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
      "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261226\r\n"
      "SUMMARY:Christmas\r\n  Day\\, observed\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261230\r\nDTEND;VALUE=DATE:20270102\r\n"
      "SUMMARY:Closed\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nDTSTART:20270501\r\nSUMMARY:May\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  ASSERT_OK(rows);
  EXPECT_THAT(
      *rows, ElementsAre(ClosedDayRow{"2026-12-25", "Christmas Day, observed"},
                         ClosedDayRow{"2026-12-30", "Closed"}, ClosedDayRow{"2026-12-31", "Closed"},
                         ClosedDayRow{"2027-01-01", "Closed"}, ClosedDayRow{"2027-05-01", "May"}));
}

TEST(ClosedDaysFileTest, TellsEveryEventThatIsNoWholeDay) {
  const auto rows = ReadClosedDays(
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225T090000Z\nEND:VEVENT\n"
      "BEGIN:VEVENT\nDTSTART:20260101\nDTEND:20270101\nEND:VEVENT\nEND:VCALENDAR\n");
  EXPECT_THAT(ViolatedFields(rows.status()), ElementsAre("event 1, DTSTART", "event 2, DTEND"));
  EXPECT_THAT(ViolatedFields(ReadClosedDays("BEGIN:VCALENDAR\nEND:VCALENDAR\n").status()),
              ElementsAre("file"));
}

}  // namespace
}  // namespace pcsp::cli

#include "gateway/cli/training/attendance_file.h"
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

}  // namespace
}  // namespace pcsp::cli

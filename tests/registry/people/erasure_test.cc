#include "services/registry/domain/people/erasure.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kNow =
    absl::FromCivil(absl::CivilSecond(2024, 6, 1, 23, 0, 0), absl::UTCTimeZone());
constexpr Date kToday(2024, 6, 1);

Appointment Make(std::string id, Period period, std::string title = "") {
  Appointment appointment;
  appointment.id = std::move(id);
  appointment.role = Role::kFacilitator;
  appointment.local_title = std::move(title);
  appointment.staff_group = StaffGroup::kNurse;
  appointment.period = period;
  appointment.hours_per_month = 40;
  appointment.skills = {"coaching"};
  appointment.serves = {"sg1"};
  appointment.revision = 4;
  return appointment;
}

TEST(Erasure, TakesNameAndContact) {
  const Person before = {.programme = "north",
                         .id = "1",
                         .display_name = "A",
                         .email = "a@b.uk",
                         .revision = 2,
                         .create_time = absl::UnixEpoch(),
                         .external_key = "S1",
                         .stated_by = {{"email", {Source::kPeople, "file"}}}};
  const Person after = {.programme = "north",
                        .id = "1",
                        .erase_time = kNow,
                        .revision = 3,
                        .create_time = absl::UnixEpoch(),
                        .update_time = kNow,
                        .key_mark = MarkOf("north", "external_key", "S1"),
                        .email_mark = MarkOf("north", "email", "a@b.uk")};
  EXPECT_EQ(Erase(before, {}, kNow).person, after);
}

TEST(Erasure, MarksOneValueOfOneFieldInOneProgramme) {
  const std::string mark = MarkOf("north", "email", "a@b.uk");
  EXPECT_EQ(mark.size(), 64u);
  EXPECT_EQ(mark, MarkOf("north", "email", "a@b.uk"));
  EXPECT_NE(mark, MarkOf("south", "email", "a@b.uk"));
  EXPECT_NE(mark, MarkOf("north", "external_key", "a@b.uk"));
  EXPECT_NE(mark, MarkOf("north", "email", "b@b.uk"));
  EXPECT_EQ(MarkOf("north", "email", ""), "") << "nothing is nobody's";
}

TEST(Erasure, LeavesWhatHappenedAndEndsWhatIsOpen) {
  const Appointment past = Make("past", {Date(2020, 1, 1), Date(2020, 12, 31)});
  const Appointment titled = Make("titled", past.period, "Nurse Ann");
  const Appointment open = Make("open", {Date(2024, 1, 1)}, "Nurse Ann");
  const Appointment always = Make("always", {});
  const Appointment today = Make("today", {kToday, Date(2024, 7, 1)});
  const Appointment ends_today = Make("ends-today", {Date(2024, 1, 1), kToday});
  const Appointment future = Make("future", {kToday + 1});
  const Erasure erasure = Erase({}, {past, titled, open, always, today, ends_today, future}, kNow);

  const auto changed = [](Appointment appointment, Date last) {
    appointment.local_title.clear();
    appointment.period.last = last;
    ++appointment.revision;
    appointment.update_time = kNow;
    return appointment;
  };
  EXPECT_THAT(erasure.changed, ElementsAre(changed(titled, past.period.last), changed(open, kToday),
                                           changed(always, kToday), changed(today, kToday)));
  EXPECT_THAT(erasure.dropped, ElementsAre(future));
}

TEST(Erasure, OfSomebodyWithoutAppointmentsChangesNone) {
  EXPECT_THAT(Erase({}, {}, kNow).changed, IsEmpty());
  EXPECT_THAT(Erase({}, {}, kNow).dropped, IsEmpty());
}

}  // namespace
}  // namespace pcsp::registry

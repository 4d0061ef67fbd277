#include "services/registry/domain/people/people_fields.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(PeopleFields, AreReadAndSetByName) {
  Appointment appointment;
  for (absl::string_view field : FieldsOf(appointment)) {
    EXPECT_EQ(ValueOf(appointment, field), std::nullopt) << field;
  }
  const std::pair<absl::string_view, const char*> values[] = {
      {"local_title", "Lead nurse"}, {"staff_group", "nurse"},     {"start_date", "2024-04-01"},
      {"end_date", "2025-03-31"},    {"hours_per_month", "0"},     {"skills", "coaching it"},
      {"serves", "sg1 sg2"},         {"solved_issues", "cp-roles"}};
  EXPECT_EQ(std::size(values), FieldsOf(appointment).size());
  for (const auto& [field, value] : values) {
    SetValue(field, value, appointment);
    EXPECT_EQ(ValueOf(appointment, field), value) << field;
  }
  EXPECT_EQ(appointment.period, (Period{Date(2024, 4, 1), Date(2025, 3, 31)}));
  EXPECT_EQ(appointment.hours_per_month, 0);
  EXPECT_THAT(appointment.skills, ElementsAre("coaching", "it"));
  EXPECT_THAT(appointment.serves, ElementsAre("sg1", "sg2"));
  SetValue("end_date", "-", appointment);
  EXPECT_EQ(appointment.period.last, kUntilFurtherNotice);
  EXPECT_EQ(ValueOf(appointment, "end_date"), std::nullopt);

  Person person;
  for (absl::string_view field : FieldsOf(person)) {
    EXPECT_EQ(ValueOf(person, field), std::nullopt);
    SetValue(field, std::string(field), person);
  }
  EXPECT_EQ(person.display_name, "display_name");
  EXPECT_EQ(person.email, "email");
  EXPECT_EQ(person.external_key, "external_key");
}

TEST(PeopleFields, AreStatedByWhoeverChangesThem) {
  const Claimant file = {Source::kPeople, "file"};
  Person before;
  before.display_name = "Ann";
  before.email = "a@b.uk";
  before.stated_by = {{"display_name", file}, {"email", file}};
  Person after = before;
  after.email = "c@b.uk";
  EXPECT_THAT(StatedByPerson(before, after).stated_by,
              ElementsAre(Pair("display_name", file), Pair("email", ByPerson())));
  Appointment made;
  made.local_title = "Nurse";
  EXPECT_THAT(StatedByPerson({}, made).stated_by, ElementsAre(Pair("local_title", ByPerson())));
}

}  // namespace
}  // namespace pcsp::registry

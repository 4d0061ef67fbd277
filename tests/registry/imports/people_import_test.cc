// A file of people: rows read, people known again, appointments made, changed and ended.
#include "services/registry/domain/imports/people/people_import.h"

#include "gmock/gmock.h"
#include "services/registry/domain/people/erasure.h"
#include "tests/registry/imports/people_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class PeopleImportTest : public PeopleFileTest {};

TEST_F(PeopleImportTest, EntersPeopleAndAppointsThem) {
  const Plan plan =
      File({"Key", "Full Name", "E-mail", "Organisation", "Role", "Job title", "Start date",
            "End date", "Hours per month", "Skills", "Region", "Solved issues"},
           {{"S1", " Ann  Example ", "Ann@Example.NHS.uk", "sg1", "Facilitator", "", "01/04/2024",
             "", "60", "coaching; IT", "00K", ""},
            {"S2", "Bob", "", "A81044", "exemplar", "Practice nurse", "2024-04-01", "20250331", "",
             "", "", "cp-roles,ca-time"},
            {"S2", "Bob", "", "a81045", "GP champion", "", "", "", "", "", "", ""}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 3, .created = 3}));
  EXPECT_THAT(People(), UnorderedElementsAre("S1 Ann Example ann@example.nhs.uk", "S2 Bob "));
  EXPECT_THAT(
      Appointments(),
      ElementsAre(
          "Ann Example facilitator sg1, start_date 2024-04-01, hours_per_month 60, skills coaching "
          "it, serves icb",
          "Bob exemplar a81044, local_title Practice nurse, staff_group nurse, start_date "
          "2024-04-01, end_date 2025-03-31, solved_issues cp-roles ca-time",
          "Bob gp_champion a81045, staff_group gp"));
  EXPECT_EQ(known_.people.at(0).revision, 1);
  EXPECT_EQ(known_.people.at(0).stated_by.at("email"), (Claimant{Source::kPeople, "file"}));
  EXPECT_EQ(known_.appointments.at(0).stated_by.at("skills"), (Claimant{Source::kPeople, "file"}));
  EXPECT_EQ(known_.appointments.at(0).create_time, kNow);
  EXPECT_EQ(plan.report.rows().at(0)->appointment, known_.appointments.at(0).id);
  EXPECT_EQ(plan.report.rows().at(0)->person, known_.appointments.at(0).person);
  EXPECT_EQ(plan.report.rows().at(0)->organisation, "sg1");
}

TEST_F(PeopleImportTest, LeavesTheSameFileUnchangedHoweverItIsCut) {
  const Rows rows = {{"S1", "Ann", "A81044", "staff", "Receptionist", "20240101", "", ""},
                     {"S1", "Ann", "sg1", "trainer", "", "20240101", "", "8"},
                     {"S2", "Bob", "A81044", "staff", "GP", "2019-01-01", "2020-01-01", ""},
                     {"S2", "Bob", "A81044", "staff", "GP", "2021-01-01", "", ""}};
  Staff(rows, "file", 1);
  for (const size_t at_once : {1, 2, 1000}) {
    const Plan again = Staff(rows, "file", at_once);
    EXPECT_EQ(again.report.counts(), (ImportCounts{.rows = 4, .unchanged = 4}));
    EXPECT_TRUE(again.changes.empty());
  }
  EXPECT_THAT(known_.people, SizeIs(2));
  EXPECT_THAT(known_.appointments, SizeIs(4));
}

TEST_F(PeopleImportTest, WritesWhoIsNamedTwiceOnce) {
  const Plan plan = File({"key", "name", "email", "organisation", "role"},
                         {{"S1", "Ann", "", "A81044", "practice lead"},
                          {"S1", "", "ann@example.nhs.uk", "A81045", "practice lead"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .created = 2}));
  ASSERT_THAT(plan.changes.people, SizeIs(1));
  EXPECT_EQ(plan.changes.people[0].email, "ann@example.nhs.uk");
}

TEST_F(PeopleImportTest, UpdatesAndEndsWhatAnEarlierFileSaid) {
  Staff({{"S1", "Ann", "sg1", "facilitator", "", "20240101", "", "40"},
         {"S2", "Bob", "sg1", "trainer", "", "20240101", "", "8"}},
        "march");
  const Plan plan = Staff({{"S1", "ANN", "sg1", "facilitator", "", "20240101", "", "60"},
                           {"S2", "Bob", "sg1", "trainer", "", "20240101", "20240630", ""}},
                          "april");
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .updated = 1, .closed = 1}));
  EXPECT_THAT(
      Appointments(),
      UnorderedElementsAre(
          "Ann facilitator sg1, start_date 2024-01-01, hours_per_month 60",
          "Bob trainer sg1, start_date 2024-01-01, end_date 2024-06-30, hours_per_month 8"));
  EXPECT_EQ(known_.appointments.at(0).stated_by.at("hours_per_month").content_sha256, "april");
  EXPECT_EQ(known_.appointments.at(0).stated_by.at("start_date").content_sha256, "march");
  EXPECT_EQ(known_.appointments.at(0).revision, 2);
  const Plan reopened =
      Staff({{"S2", "Bob", "sg1", "trainer", "", "20240101", "", ""}}, "corrected");
  EXPECT_EQ(reopened.report.counts(), (ImportCounts{.rows = 1, .updated = 1}));
}

TEST_F(PeopleImportTest, EndsNobodyWhoIsLeftOut) {
  Staff({{"S1", "Ann", "sg1", "facilitator", "", "20240101", "", "40"},
         {"S2", "Bob", "sg1", "trainer", "", "20240101", "", "8"}});
  const auto before = Appointments();
  Staff({{"S1", "Ann", "sg1", "facilitator", "", "20240101", "", "40"}}, "later");
  EXPECT_EQ(Appointments(), before);
  EXPECT_THAT(known_.people, SizeIs(2));
}

TEST_F(PeopleImportTest, LetsHoldOnWhatAFileDoesNotSay) {
  Enter("p1", "Ann", "ann@example.nhs.uk", "S1");
  Appointment& known =
      Appoint("1", "p1", "sg1", Role::kFacilitator, {Date(2024, 1, 1), Date(2024, 12, 31)});
  known.hours_per_month = 40;
  known.skills = {"coaching"};
  const Plan plan = File({"key", "organisation", "role"}, {{"S1", "SG1", "facilitator"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .unchanged = 1}));
  EXPECT_TRUE(plan.changes.empty());
}

TEST_F(PeopleImportTest, KnowsPeopleByIdKeyOrAddress) {
  Enter("p1", "Ann", "ann@example.nhs.uk");
  const auto file = [&](const std::string& id, const std::string& key, const std::string& email,
                        const std::string& name) {
    return File({"person", "key", "email", "name", "organisation", "role", "start"},
                {{id, key, email, name, "A81044", "practice lead", "20240101"}},
                absl::StrCat(id, key, email));
  };
  EXPECT_EQ(file("programmes/north/people/p1", "", "", "").report.counts().created, 1);
  EXPECT_EQ(file("", "", "ANN@example.nhs.uk", "").report.counts().unchanged, 1);
  EXPECT_EQ(file("", "S1", "ann@example.nhs.uk", "Ann").report.counts().updated, 1)
      << "the key is new";
  EXPECT_EQ(file("", "S1", "", "").report.counts().unchanged, 1);
  EXPECT_THAT(People(), ElementsAre("S1 Ann ann@example.nhs.uk"));
  EXPECT_THAT(FaultyColumns(file("p1", "S2", "", "")), ElementsAre("key"));
  EXPECT_THAT(FaultyColumns(file("p2", "", "", "")), ElementsAre("person"));
}

TEST_F(PeopleImportTest, TakesColleaguesWhoShareAnAddressForTwoPeople) {
  Enter("p1", "Ann", "desk@example.nhs.uk", "S1");
  const Row header = {"key", "name", "email", "organisation", "role"};
  const Plan plan = File(header, {{"S2", "Bob", "desk@example.nhs.uk", "A81044", "practice lead"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .created = 1, .warned = 1}));
  EXPECT_THAT(People(), ElementsAre("S1 Ann desk@example.nhs.uk", "S2 Bob desk@example.nhs.uk"));
  const Plan either = File(header, {{"", "Ann", "desk@example.nhs.uk", "A81045", "practice lead"}});
  EXPECT_THAT(FaultyColumns(either), ElementsAre("email"));
  EXPECT_THAT(HintOf(either), HasSubstr("2 people"));
}

TEST_F(PeopleImportTest, GivesAKeyOnlyToSomebodyOfTheSameName) {
  Enter("p1", "Ann", "desk@example.nhs.uk");
  File({"key", "name", "email", "organisation", "role"},
       {{"S2", "Bob", "desk@example.nhs.uk", "A81044", "practice lead"}});
  EXPECT_THAT(People(), ElementsAre(" Ann desk@example.nhs.uk", "S2 Bob desk@example.nhs.uk"));
}

TEST_F(PeopleImportTest, BringsNobodyBackWhoWasErased) {
  Person gone = Enter("p1", "Ann", "ann@example.nhs.uk", "S1");
  Person keyless = Enter("p2", "Bob", "bob@example.nhs.uk");
  known_.people = {Erase(gone, {}, kNow).person, Erase(keyless, {}, kNow).person};
  const Row header = {"person", "key", "name", "email", "organisation", "role"};
  const Plan plan =
      File(header, {{"", "S1", "Ann", "", "A81044", "practice lead"},
                    {"", "", "Ann", "ANN@example.nhs.uk", "A81044", "practice lead"},
                    {"p1", "", "", "", "A81044", "practice lead"},
                    {"", "S9", "Bob", "bob@example.nhs.uk", "A81044", "practice lead"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 4, .rejected = 4}));
  EXPECT_TRUE(plan.changes.empty());
  for (size_t i = 0; i < 4; ++i) EXPECT_THAT(HintOf(plan, i), HasSubstr("erased on 2023-11-14"));
  EXPECT_THAT(HintOf(plan), HasSubstr("programmes/north/people/p1 "));

  const Plan other =
      File(header, {{"", "S2", "Eve", "ann@example.nhs.uk", "A81044", "practice lead"}}, "other");
  EXPECT_EQ(other.report.counts(), (ImportCounts{.rows = 1, .created = 1, .warned = 1}))
      << "the key says that it is somebody else, who has got the address since";
  Enter("p3", "Ann", "", "S1");
  EXPECT_EQ(
      File(header, {{"", "S1", "Ann", "", "A81044", "practice lead"}}).report.counts().created, 1)
      << "somebody has entered the person again";
}

TEST_F(PeopleImportTest, RejectsFaultyCellsAllAtOnce) {
  const Row header = {"person",      "key",   "name",   "email",  "organisation",
                      "code system", "role",  "title",  "group",  "start",
                      "end",         "hours", "skills", "serves", "solved"};
  const Plan plan = File(
      header,
      {{"No One", std::string(64, 'k'), std::string(201, 'n'), "nobody", "A 8!", "O D S", "boss",
        std::string(101, 't'), "doctors", "soon", "31/02/2024", "many", "a_b", "nowhere", "_"},
       {"", "", "", "", "B99999", "", "practice lead", "", "leadership", "20240501", "20240401",
        "7", "coaching", "a81044", "cp-roles"},
       {"", "S1", "", "", "a81044", "", "staff", "", "", "", "", "", "", "", ""}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 3, .rejected = 3}));
  EXPECT_THAT(FaultyColumns(plan, 0),
              UnorderedElementsAre("person", "key", "name", "email", "organisation", "code_system",
                                   "role", "local_title", "staff_group", "start_date", "end_date",
                                   "hours_per_month", "skills", "skills", "serves", "solved_issues",
                                   "solved_issues"));
  EXPECT_THAT(FaultyColumns(plan, 1),
              UnorderedElementsAre("key", "organisation", "name", "serves", "serves", "end_date",
                                   "hours_per_month", "skills", "solved_issues"));
  EXPECT_THAT(FaultyColumns(plan, 2), UnorderedElementsAre("name", "staff_group"));
}

TEST_F(PeopleImportTest, RejectsWhatTheOrganisationCannotHave) {
  known_.organisations.at(2).life = {Date(2020, 1, 1), Date(2024, 12, 31)};  // a81044
  known_.organisations.at(3).delete_time = kNow;                             // a81045
  const Plan plan = Staff({{"S1", "Ann", "A81044", "steering group chair", "", "", "", ""},
                           {"S1", "Ann", "A81044", "staff", "GP", "20240101", "20250101", ""},
                           {"S1", "Ann", "A81045", "staff", "GP", "", "", ""},
                           {"S1", "Ann", "A99999", "staff", "GP", "", "", ""}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 4, .rejected = 4}));
  EXPECT_THAT(FaultyColumns(plan, 0), ElementsAre("role"));
  EXPECT_THAT(FaultyColumns(plan, 1), ElementsAre("start_date"));
  EXPECT_THAT(HintOf(plan, 1), HasSubstr("2024-12-31"));
  EXPECT_THAT(HintOf(plan, 2), HasSubstr("undelete"));
  EXPECT_THAT(FaultyColumns(plan, 3), ElementsAre("organisation"));
  EXPECT_THAT(known_.people, IsEmpty());
}

TEST_F(PeopleImportTest, FindsOrganisationsByCodesOfOtherSystems) {
  known_.organisations.at(3).code_system = "scotland";
  const Row header = {"key", "name", "code_system", "organisation", "role"};
  const Plan plan = File(header, {{"S1", "Ann", "Scotland", "a81045", "practice lead"},
                                  {"S1", "Ann", "", "A81044", "practice lead"},
                                  {"S1", "Ann", "scotland", "A81044X", "practice lead"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 3, .created = 2, .rejected = 1}));
}

TEST_F(PeopleImportTest, RejectsTheSameAppointmentTwice) {
  const Plan plan = Staff({{"S1", "Ann", "A81044", "staff", "GP", "20240101", "", ""},
                           {"S1", "Ann", "A81044", "staff", "GP", "20240201", "", ""},
                           {"S1", "Ann", "A81044", "trainer", "GP", "20240201", "", ""}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 3, .created = 2, .rejected = 1}));
  EXPECT_THAT(HintOf(plan, 1), HasSubstr("line 2 "));
}

TEST_F(PeopleImportTest, TellsAppointmentsApartByTheirDates) {
  Enter("p1", "Ann", "", "S1");
  Appoint("1", "p1", "a81044", Role::kPracticeLead, {Date(2019, 1, 1), Date(2019, 12, 31)});
  Appoint("2", "p1", "a81044", Role::kPracticeLead, {Date(2021, 1, 1), Date(2021, 12, 31)});
  const auto lead = [&](const std::string& start, const std::string& end) {
    return Staff({{"S1", "", "A81044", "practice lead", "", start, end, ""}},
                 absl::StrCat(start, end));
  };
  EXPECT_THAT(FaultyColumns(lead("", "")), ElementsAre("start_date")) << "either may be meant";
  EXPECT_EQ(lead("20230101", "").report.counts().created, 1);
  EXPECT_EQ(lead("20210101", "20211231").report.counts().unchanged, 1);
  EXPECT_THAT(FaultyColumns(lead("20190101", "20210601")), IsEmpty());
  EXPECT_THAT(known_.conflicts, SizeIs(1)) << "the person's end stands until somebody decides";
}

TEST_F(PeopleImportTest, RejectsDatesThatOverlapAnotherAppointment) {
  Staff({{"S1", "Ann", "A81044", "practice lead", "", "20190101", "20191231", ""},
         {"S1", "Ann", "A81044", "practice lead", "", "20210101", "20211231", ""}});
  const Plan plan =
      Staff({{"S1", "Ann", "A81044", "practice lead", "", "20190101", "20210601", ""}}, "later");
  EXPECT_THAT(FaultyColumns(plan), ElementsAre("start_date"));
  EXPECT_THAT(HintOf(plan), HasSubstr("programmes/north/appointments/"));
  EXPECT_TRUE(plan.changes.empty());
}

TEST_F(PeopleImportTest, WantsItsColumns) {
  const Plan plan = File({"name", "email"}, {});
  EXPECT_THAT(plan.status, HasReason("IMPORT_COLUMNS_MISSING"));
  EXPECT_THAT(ViolatedFields(plan.status), ElementsAre("organisation", "role"));
}

}  // namespace
}  // namespace pcsp::registry

#include "tests/registry/store_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

Person MakePerson(std::string id, std::string email = "") {
  Person person;
  person.programme = "north";
  person.id = std::move(id);
  person.display_name = "Siân 'O' \"B\"";
  person.email = std::move(email);
  person.revision = 1;
  person.create_time = person.update_time = kNow;
  return person;
}

Appointment Appoint(std::string id, std::string person, Role role, std::string organisation,
                    Period period = {}) {
  Appointment appointment;
  appointment.programme = "north";
  appointment.id = std::move(id);
  appointment.person = std::move(person);
  appointment.organisation = std::move(organisation);
  appointment.role = role;
  appointment.period = period;
  appointment.revision = 1;
  appointment.create_time = appointment.update_time = kNow;
  return appointment;
}

// Region > system > group > practice a1; practice a2 stands alone and closed at the end of 2023.
class PeopleStoreTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (HasFatalFailure()) return;
    Organisation closed = MakeOrganisation("a2");
    closed.life.last = Date(2023, 12, 31);
    closed.status = OrganisationStatus::kClosed;
    Write([&](Writer& w) {
      w.Insert(MakeOrganisation("icb", OrganisationKind::kWholeSystem));
      w.Insert(MakeOrganisation("sg", OrganisationKind::kSteeringGroup));
      w.Insert(MakeOrganisation("a1"));
      w.Insert(closed);
      w.Insert(Relate("r1", "sg", RelationshipKind::kPartOf, "icb"));
      w.Insert(Relate("r2", "a1", RelationshipKind::kSupportedBy, "sg", {Date(2024, 1, 1)}));
      w.Insert(MakePerson("ann", "ann@example.nhs.uk"));
      w.Insert(MakePerson("bob"));
    });
  }

  void Add(const Appointment& appointment) {
    Write([&](Writer& w) { w.Insert(appointment); });
  }

  std::vector<std::string> People(PersonQuery query) {
    query.programme = "north";
    return Ids(Read([&](Reader& r) { return r.ListPeople(query); }));
  }
  std::vector<std::string> Appointments(AppointmentQuery query) {
    query.programme = "north";
    return Ids(Read([&](Reader& r) { return r.ListAppointments(query); }));
  }
  std::vector<std::string> Appointed(AppointmentQuery query) {
    query.programme = "north";
    return Ids(Read([&](Reader& r) { return r.ListAppointed(query); }));
  }
};

TEST_P(PeopleStoreTest, GivesBackWhatItWasGiven) {
  Person person = MakePerson("eve", "eve@example.nhs.uk");
  Appointment appointment =
      Appoint("1", "eve", Role::kFacilitator, "sg", {Date(2024, 4, 1), Date(2025, 3, 31)});
  appointment.local_title = "Facilitator 'in' \\ chief";
  appointment.staff_group = StaffGroup::kNurse;
  appointment.hours_per_month = 0;
  appointment.skills = {"coaching", "it"};
  appointment.serves = {"icb", "sg"};
  appointment.stated_by = {{"skills", ByPerson()}, {"serves", {Source::kPeople, "aa"}}};
  person.external_key = "S 'x' 1";
  person.stated_by = {{"email", {Source::kPeople, "aa"}}};
  const auto get = [](Reader& r) { return r.GetPerson("north", "eve"); };
  const auto get_appointment = [](Reader& r) { return r.GetAppointment("north", "1"); };
  Write([&](Writer& w) {
    w.Insert(person);
    w.Insert(appointment);
  });
  EXPECT_THAT(Read(get), IsOkAndHolds(person));
  EXPECT_THAT(Read(get_appointment), IsOkAndHolds(appointment));
  person.email.clear();
  person.external_key.clear();
  person.key_mark = "k";
  person.email_mark = "e";
  person.stated_by.clear();
  person.erase_time = kNow;
  appointment.hours_per_month.reset();
  appointment.skills.clear();
  appointment.solved_issues = {"cp-roles"};
  appointment.revision = 2;
  Write([&](Writer& w) {
    w.Update(person);
    w.Update(appointment);
  });
  EXPECT_THAT(Read(get), IsOkAndHolds(person));
  EXPECT_THAT(Read(get_appointment), IsOkAndHolds(appointment));
  Write([&](Writer& w) { w.Remove(appointment); });
  EXPECT_THAT(Read(get_appointment), HasReason("APPOINTMENT_NOT_FOUND"));
  EXPECT_THAT(Read([](Reader& r) { return r.GetPerson("north", "nobody"); }),
              HasReason("PERSON_NOT_FOUND"));
}

TEST_P(PeopleStoreTest, ListsPeople) {
  Person erased = MakePerson("cat", "");
  erased.erase_time = kNow;
  Write([&](Writer& w) { w.Insert(erased); });
  EXPECT_THAT(People({.limit = 9}), ElementsAre("ann", "bob"));
  EXPECT_THAT(People({.show_erased = true, .limit = 9}), ElementsAre("ann", "bob", "cat"));
  EXPECT_THAT(People({.show_erased = true, .after = "ann", .limit = 1}), ElementsAre("bob"));
  EXPECT_THAT(People({.email = "ann@example.nhs.uk", .limit = 9}), ElementsAre("ann"));
  EXPECT_THAT(People({.email = "bob@example.nhs.uk", .limit = 9}), IsEmpty());
}

TEST_P(PeopleStoreTest, FindsPeopleByTheirKey) {
  Person eve = MakePerson("eve");
  eve.external_key = "S1";
  Write([&](Writer& w) { w.Insert(eve); });
  EXPECT_THAT(People({.external_key = "S1", .limit = 9}), ElementsAre("eve"));
  EXPECT_THAT(People({.external_key = "s1", .limit = 9}), IsEmpty());
  const auto two = store_->Write({{}, kNow}, [&](Writer& w) -> absl::StatusOr<std::string> {
    Person bob = MakePerson("bob");
    bob.external_key = "S1";
    w.Update(bob);
    return "";
  });
  EXPECT_FALSE(two.ok()) << "a key is of one person";
}

// What files of people ask for.
TEST_P(PeopleStoreTest, FindsPeopleWithEverythingThatAnImportNeeds) {
  Person erased = MakePerson("cat");
  erased.erase_time = kNow;
  erased.key_mark = "mark-1";
  Person keyed = MakePerson("eve");
  keyed.external_key = "S1";
  ImportConflict conflict;
  conflict.programme = "north";
  conflict.id = "c1";
  conflict.kind = ConflictKind::kAppointment;
  conflict.organisation = "a1";
  conflict.field = "end_date";
  conflict.person = "ann";
  conflict.appointment = "1";
  conflict.known = {ByPerson(), kNow, "2024-01-01"};
  conflict.claimed = {{Source::kPeople, "aa"}, kNow, "-"};
  conflict.create_time = conflict.update_time = kNow;
  Organisation scottish = MakeOrganisation("s1");
  scottish.code_system = "scotland";
  scottish.code = "10001";
  ImportChanges changes;
  changes.people = {erased, keyed};
  changes.appointments = {Appoint("1", "ann", Role::kStaff, "a1"),
                          Appoint("2", "ann", Role::kStaff, "a2"),
                          Appoint("3", "eve", Role::kStaff, "a1")};
  changes.conflicts = {conflict};
  Write([&](Writer& w) {
    w.Insert(scottish);
    w.Apply(changes);
  });
  const auto find = [&](const Wanted& wanted) {
    return Read([&](Reader& r) { return r.Find("north", wanted); });
  };
  const Known known = find({.ids = {"a1"},
                            .coded = {{"scotland", {"10001"}}, {"wales", {"10001"}}},
                            .people = {"ann", "nobody"},
                            .keys = {"S1", "S2"},
                            .emails = {"ann@example.nhs.uk", ""},
                            .marks = {"mark-1", "mark-2", ""}});
  EXPECT_THAT(Ids(known.people), UnorderedElementsAre("ann", "cat", "eve"));
  EXPECT_THAT(Ids(known.appointments), UnorderedElementsAre("1", "2", "3"));
  EXPECT_THAT(known.conflicts, ElementsAre(conflict)) << "once, though its organisation is wanted";
  EXPECT_THAT(Ids(known.organisations), UnorderedElementsAre("a1", "s1"));
  EXPECT_THAT(find({.ids = {"a1"}}).conflicts, IsEmpty());
  EXPECT_THAT(Ids(find({.emails = {"ann@example.nhs.uk"}}).people), ElementsAre("ann"));

  changes = {};
  keyed.display_name = "Eve";
  changes.people = {keyed};
  Write([&](Writer& w) { w.Apply(changes); });
  EXPECT_THAT(Read([](Reader& r) { return r.GetPerson("north", "eve"); }), IsOkAndHolds(keyed));
}

TEST_P(PeopleStoreTest, FindsAppointmentsByWhoWhereAndWhat) {
  Add(Appoint("1", "ann", Role::kGpChampion, "a1"));
  Add(Appoint("2", "ann", Role::kTrainer, "sg"));
  Add(Appoint("3", "bob", Role::kTrainer, "a1"));
  EXPECT_THAT(Appointments({}), ElementsAre("1", "2", "3"));
  EXPECT_THAT(Appointments({.after = "1", .limit = 1}), ElementsAre("2"));
  EXPECT_THAT(Appointments({.person = "ann"}), ElementsAre("1", "2"));
  EXPECT_THAT(Appointments({.organisation = "a1"}), ElementsAre("1", "3"));
  EXPECT_THAT(Appointments({.role = Role::kTrainer}), ElementsAre("2", "3"));
  EXPECT_THAT(Appointments({.person = "ann", .organisation = "a1", .role = Role::kTrainer}),
              IsEmpty());
  EXPECT_THAT(Appointed({.role = Role::kTrainer}), ElementsAre("ann", "bob"));
  EXPECT_THAT(Appointed({.person = "ann"}), ElementsAre("ann"));
  EXPECT_THAT(Appointed({.after = "1", .limit = 1}), ElementsAre("ann"));
}

TEST_P(PeopleStoreTest, FindsTheAppointmentsOfManyPeopleAtOnce) {
  Write([&](Writer& w) { w.Insert(MakePerson("cat")); });
  Add(Appoint("1", "ann", Role::kGpChampion, "a1"));
  Add(Appoint("2", "bob", Role::kTrainer, "sg"));
  Add(Appoint("3", "bob", Role::kStaff, "a1", {Date(2023, 1, 1), Date(2024, 3, 31)}));
  Add(Appoint("4", "cat", Role::kStaff, "a1"));
  EXPECT_THAT(Appointments({.people = {"ann", "nobody"}}), ElementsAre("1"));
  EXPECT_THAT(Appointments({.of_appointments = {"3"}}), ElementsAre("2", "3"));
  EXPECT_THAT(Appointments({.people = {"ann"}, .of_appointments = {"2", "none"}}),
              ElementsAre("1", "2", "3"));
  EXPECT_THAT(Appointments({.role = Role::kStaff, .people = {"ann", "bob"}}), ElementsAre("3"));
  EXPECT_THAT(Appointments({.people = {"nobody"}}), IsEmpty());
}

TEST_P(PeopleStoreTest, FindsAppointmentsByTheDaysOnWhichTheyHold) {
  Add(Appoint("1", "ann", Role::kGpChampion, "a1", {Date(2023, 1, 1), Date(2024, 3, 31)}));
  Add(Appoint("2", "bob", Role::kGpChampion, "a1", {Date(2024, 4, 1)}));
  Add(Appoint("3", "bob", Role::kStaff, "a2"));
  const auto on = [&](Date day) { return Appointments({.from = day, .until = day}); };
  EXPECT_THAT(on(Date(2022, 12, 31)), ElementsAre("3"));
  EXPECT_THAT(on(Date(2023, 12, 31)), ElementsAre("1", "3"));
  EXPECT_THAT(on(Date(2024, 1, 1)), ElementsAre("1")) << "a2 has closed";
  EXPECT_THAT(on(Date(2024, 3, 31)), ElementsAre("1"));
  EXPECT_THAT(on(Date(2024, 4, 1)), ElementsAre("2"));
  EXPECT_THAT(Appointments({.from = Date(2024, 3, 31)}), ElementsAre("1", "2"));
  EXPECT_THAT(Appointments({.from = Date(2024, 4, 1)}), ElementsAre("2"));
  EXPECT_THAT(Appointments({.until = Date(2024, 3, 31)}), ElementsAre("1", "3"));
  EXPECT_THAT(Appointments({.from = Date(2024, 3, 1), .until = Date(2024, 4, 30)}),
              ElementsAre("1", "2"));
}

TEST_P(PeopleStoreTest, LeavesOutWhatClosedNobodyKnowsWhen) {
  Organisation closed = MakeOrganisation("a3");
  closed.status = OrganisationStatus::kClosed;
  Write([&](Writer& w) { w.Insert(closed); });
  Add(Appoint("1", "ann", Role::kStaff, "a3"));
  EXPECT_THAT(Appointments({.from = Date(2024, 1, 1)}), IsEmpty());
  EXPECT_THAT(Appointments({}), ElementsAre("1"));
}

TEST_P(PeopleStoreTest, FindsWholeWordsOnly) {
  Appointment facilitator = Appoint("1", "ann", Role::kFacilitator, "sg");
  facilitator.skills = {"coaching", "it-systems"};
  Appointment trainer = Appoint("2", "bob", Role::kTrainer, "a1");
  trainer.skills = {"it"};
  Appointment exemplar = Appoint("3", "bob", Role::kExemplar, "a1");
  exemplar.solved_issues = {"cp-roles", "ca-time"};
  for (const Appointment& appointment : {facilitator, trainer, exemplar}) Add(appointment);
  EXPECT_THAT(Appointments({.skill = "it"}), ElementsAre("2"));
  EXPECT_THAT(Appointments({.skill = "coaching"}), ElementsAre("1"));
  EXPECT_THAT(Appointments({.skill = "it-systems"}), ElementsAre("1"));
  EXPECT_THAT(Appointments({.skill = "systems"}), IsEmpty());
  EXPECT_THAT(Appointments({.solved_issue = "cp-roles"}), ElementsAre("3"));
  EXPECT_THAT(Appointments({.solved_issue = "ca-time"}), ElementsAre("3"));
  EXPECT_THAT(Appointments({.solved_issue = "ca"}), IsEmpty());
  EXPECT_THAT(Appointed({.solved_issue = "cp-roles"}), ElementsAre("bob"));
}

TEST_P(PeopleStoreTest, FindsWhatIsWithinAnOrganisationOnADay) {
  Add(Appoint("1", "ann", Role::kFacilitator, "sg"));
  Add(Appoint("2", "bob", Role::kGpChampion, "a1"));
  Add(Appoint("3", "bob", Role::kStaff, "a2"));
  const Date before(2023, 12, 31), after(2024, 1, 1);
  EXPECT_THAT(Appointments({.within = "icb", .day = after}), ElementsAre("1", "2"));
  EXPECT_THAT(Appointments({.within = "icb", .day = before}), ElementsAre("1"));
  EXPECT_THAT(Appointments({.within = "sg", .day = after}), ElementsAre("1", "2"));
  EXPECT_THAT(Appointments({.within = "a1", .day = after}), ElementsAre("2"));
  EXPECT_THAT(Appointments({.role = Role::kGpChampion, .within = "icb", .day = after}),
              ElementsAre("2"));
  EXPECT_THAT(Appointed({.within = "icb", .day = after}), ElementsAre("ann", "bob"));
}

TEST_P(PeopleStoreTest, KeepsProgrammesApart) {
  Person elsewhere = MakePerson("zoe", "ann@example.nhs.uk");
  elsewhere.programme = "south";
  Write([&](Writer& w) {
    w.Insert(MakeProgramme("south"));
    w.Insert(elsewhere);
  });
  EXPECT_THAT(People({.email = "ann@example.nhs.uk", .limit = 9}), ElementsAre("ann"));
  EXPECT_THAT(Read([](Reader& r) { return r.GetPerson("north", "zoe"); }),
              HasReason("PERSON_NOT_FOUND"));
}

TEST_P(PeopleStoreTest, RemembersWhomAReplyTellsOf) {
  const Change change = {{"", "Update", "3f0e6a4e-0000-4000-8000-000000000001", "x"}, kNow};
  const auto tell = [](Writer& w) -> absl::StatusOr<std::string> {
    w.TellsOf("north", "ann");
    return "about ann";
  };
  EXPECT_THAT(store_->Write(change, tell), IsOkAndHolds("about ann"));
  const auto about = [&](std::string person) {
    return Read([&](Reader& r) { return r.RepliesAbout("north", person); });
  };
  EXPECT_THAT(about("ann"), ElementsAre(sql::RememberedReply{
                                "Update", absl::FromUnixMillis(absl::ToUnixMillis(kNow))}));
  EXPECT_THAT(about("bob"), IsEmpty());
  Write([](Writer& w) { w.ForgetAnswersAbout(MakePerson("ann", ""), {}); });
  EXPECT_THAT(about("ann"), IsEmpty());
  EXPECT_THAT(store_->Write(change, tell), HasReason("REPLY_ERASED"));
  EXPECT_OK(store_->Scrub());
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, PeopleStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::registry

// Files of people that contradict what is known: who decides, and what that changes.
#include "gmock/gmock.h"
#include "services/registry/domain/conflicts/resolution.h"
#include "tests/registry/imports/people_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PeopleConflictTest : public PeopleFileTest {
 protected:
  // Key, name and address of a practice lead.
  Plan Lead(const std::string& key, const std::string& name, const std::string& email,
            const std::string& sha256) {
    return File({"key", "name", "email", "organisation", "role"},
                {{key, name, email, "A81044", "practice lead"}}, sha256);
  }

  absl::StatusOr<ImportChanges> Decide(ConflictChoice choice) {
    const ImportConflict& conflict = known_.conflicts.at(0);
    DisputedFacts facts;
    facts.subject = known_.organisations.at(2);
    if (!known_.people.empty()) facts.person = known_.people.at(0);
    facts.appointments = known_.appointments;
    auto changes = Resolve(conflict, {choice, "", kNow, [] { return "new"; }}, facts);
    if (changes.ok()) Apply(*changes);
    return changes;
  }
};

TEST_F(PeopleConflictTest, PutsANameThatDiffersBeforeAPerson) {
  Lead("S1", "Ann Example", "ann@example.nhs.uk", "first");
  const Plan plan = Lead("S1", "Anne Sample", "anne@example.nhs.uk", "second");
  EXPECT_EQ(plan.report.counts(),
            (ImportCounts{.rows = 1, .updated = 1, .warned = 1, .conflicts = 1}));
  EXPECT_THAT(People(), ElementsAre("S1 Ann Example anne@example.nhs.uk"))
      << "the rest of the row is taken";
  ASSERT_THAT(known_.conflicts, SizeIs(1));
  const ImportConflict& c = known_.conflicts[0];
  EXPECT_EQ(c.kind, ConflictKind::kPerson);
  EXPECT_EQ(c.field, "display_name");
  EXPECT_EQ(c.organisation, "a81044");
  EXPECT_EQ(c.person, known_.people[0].id);
  EXPECT_EQ(c.appointment, "");
  EXPECT_EQ(c.known.value, "Ann Example");
  EXPECT_EQ(c.known.by, (Claimant{Source::kPeople, "first"}));
  EXPECT_EQ(c.claimed.value, "Anne Sample");
  EXPECT_EQ(c.claimed.by, (Claimant{Source::kPeople, "second"}));
  EXPECT_THAT(plan.report.rows().at(0)->issues.at(0).hint, HasSubstr("importConflicts/" + c.id));
}

TEST_F(PeopleConflictTest, AsksOnceHoweverOftenTheFilesCome) {
  for (int i = 0; i < 2; ++i) {
    Lead("S1", "Ann Example", "", "first");
    Lead("S1", "Anne Sample", "", "second");
  }
  ASSERT_THAT(known_.conflicts, SizeIs(1));
  EXPECT_EQ(known_.conflicts[0].state, ConflictState::kOpen) << "the first file is no news";
  EXPECT_EQ(known_.conflicts[0].revision, 1);
  Lead("S1", "Ann Example", "", "third");
  EXPECT_EQ(known_.conflicts.at(0).choice, ConflictChoice::kAgreed);
}

TEST_F(PeopleConflictTest, KeepsToADecision) {
  Lead("S1", "Ann Example", "", "first");
  Lead("S1", "Anne Sample", "", "second");
  ASSERT_OK(Decide(ConflictChoice::kKnown));
  EXPECT_THAT(People(), ElementsAre("S1 Ann Example "));
  EXPECT_EQ(Lead("S1", "Anne Sample", "", "third").report.counts(),
            (ImportCounts{.rows = 1, .unchanged = 1}));
  EXPECT_THAT(known_.conflicts, SizeIs(1));
}

TEST_F(PeopleConflictTest, TakesANameThatIsChosen) {
  Lead("S1", "Ann Example", "", "first");
  Lead("S1", "Anne Sample", "", "second");
  ASSERT_OK(Decide(ConflictChoice::kClaimed));
  EXPECT_THAT(People(), ElementsAre("S1 Anne Sample "));
  EXPECT_EQ(known_.people[0].stated_by.at("display_name").content_sha256, "second");
  EXPECT_EQ(known_.people[0].revision, 2);
  EXPECT_THAT(Decide(ConflictChoice::kClaimed), HasReason("IMPORT_CONFLICT_RESOLVED"));
  EXPECT_EQ(Lead("S1", "Anne Sample", "", "second").report.counts().unchanged, 1);
}

TEST_F(PeopleConflictTest, DisputesAddressesOfPersonsButNotOfFiles) {
  Lead("S1", "Ann", "ann@example.nhs.uk", "first");
  EXPECT_EQ(Lead("S1", "Ann", "ann@other.nhs.uk", "second").report.counts().updated, 1);
  EXPECT_THAT(known_.conflicts, IsEmpty());
  known_.people.at(0).stated_by["email"] = ByPerson();
  EXPECT_EQ(Lead("S1", "Ann", "ann@third.nhs.uk", "third").report.counts().conflicts, 1);
  EXPECT_THAT(People(), ElementsAre("S1 Ann ann@other.nhs.uk"));
}

TEST_F(PeopleConflictTest, DisputesWhatOneFileSaysTwice) {
  const Row header = {"key", "name", "email", "organisation", "role"};
  const Rows rows = {{"S1", "Ann", "ann@example.nhs.uk", "A81044", "practice lead"},
                     {"S1", "Ann", "ann@other.nhs.uk", "A81045", "practice lead"}};
  EXPECT_EQ(File(header, rows).report.counts(),
            (ImportCounts{.rows = 2, .created = 2, .warned = 1, .conflicts = 1}));
  const Plan again = File(header, rows);
  EXPECT_EQ(again.report.counts(),
            (ImportCounts{.rows = 2, .unchanged = 2, .warned = 1, .conflicts = 1}));
  EXPECT_TRUE(again.changes.empty());
  EXPECT_THAT(People(), ElementsAre("S1 Ann ann@example.nhs.uk"));
}

class AppointmentConflictTest : public PeopleConflictTest {
 protected:
  AppointmentConflictTest() {
    Enter("p1", "Ann", "", "S1");
    Appoint("1", "p1", "a81044", Role::kTrainer, {Date(2024, 1, 1), Date(2024, 6, 30)});
  }

  Plan Trainer(const std::string& start, const std::string& end, const std::string& hours = "") {
    return Staff({{"S1", "Ann", "A81044", "trainer", "", start, end, hours}});
  }
};

TEST_F(AppointmentConflictTest, KeepsToWhatAPersonSaid) {
  const Plan plan = Trainer("20240101", "", "8");
  EXPECT_EQ(plan.report.counts(),
            (ImportCounts{.rows = 1, .updated = 1, .warned = 1, .conflicts = 1}));
  EXPECT_THAT(Appointments(), ElementsAre("Ann trainer a81044, start_date 2024-01-01, end_date "
                                          "2024-06-30, hours_per_month 8"));
  ASSERT_THAT(known_.conflicts, SizeIs(1));
  const ImportConflict& c = known_.conflicts[0];
  EXPECT_EQ(c.kind, ConflictKind::kAppointment);
  EXPECT_EQ(c.field, "end_date");
  EXPECT_EQ(c.person, "p1");
  EXPECT_EQ(c.appointment, "1");
  EXPECT_EQ(c.known.value, "2024-06-30");
  EXPECT_EQ(c.known.by, ByPerson());
  EXPECT_EQ(c.claimed.value, "-");
  ASSERT_OK(Decide(ConflictChoice::kClaimed));
  EXPECT_THAT(Appointments(),
              ElementsAre("Ann trainer a81044, start_date 2024-01-01, hours_per_month 8"));
}

TEST_F(AppointmentConflictTest, RefusesDecisionsThatDoNotFit) {
  Trainer("20240101", "20241231");
  const Appointment known = known_.appointments.at(0);
  known_.appointments[0].period.last = Date(2024, 3, 31);
  EXPECT_THAT(Decide(ConflictChoice::kClaimed), HasReason("IMPORT_CONFLICT_OUTDATED"));
  known_.appointments[0] = known;
  known_.organisations.at(2).life.last = Date(2024, 9, 30);
  EXPECT_THAT(Decide(ConflictChoice::kClaimed), HasReason("DATES_CONFLICT"));
  known_.organisations.at(2).life = {};
  Appoint("2", "p1", "a81044", Role::kTrainer, {Date(2024, 10, 1), Date(2025, 1, 31)});
  EXPECT_THAT(Decide(ConflictChoice::kClaimed), HasReason("APPOINTMENT_OVERLAP"));
  known_.appointments.clear();
  EXPECT_THAT(Decide(ConflictChoice::kClaimed), HasReason("IMPORT_CONFLICT_OUTDATED"));
  ASSERT_OK(Decide(ConflictChoice::kKnown));
}

TEST_F(AppointmentConflictTest, RefusesAnEndBeforeTheStart) {
  known_.conflicts.clear();
  Trainer("20240301", "20240401");
  ASSERT_THAT(known_.conflicts, SizeIs(2)) << "start and end";
  known_.appointments[0].period.last = Date(2024, 2, 1);
  ImportConflict& start = known_.conflicts[0];
  ASSERT_EQ(start.field, "start_date");
  EXPECT_THAT(Decide(ConflictChoice::kClaimed), HasReason("DATES_CONFLICT"));
}

}  // namespace
}  // namespace pcsp::registry

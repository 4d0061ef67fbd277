#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/facilitation/caseload.h"
#include "services/planning/domain/training/session/session.h"
#include "tests/planning/training/made.h"

namespace pcsp::planning::training {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using testing::Fields;
using ::testing::IsEmpty;
using testing::MakeSession;
using ::testing::Optional;
using ::testing::SizeIs;

Leave Away(const std::string& id, absl::CivilDay first, absl::CivilDay last) {
  Leave leave;
  leave.id = id;
  leave.appointment = "f1";
  leave.first = first;
  leave.last = last;
  return leave;
}

std::vector<std::string> Check(const Leave& leave, const std::vector<Leave>& others,
                               const std::vector<Session>& sessions = {}) {
  Violations violations;
  CheckLeave(leave, others, sessions, violations);
  return Fields(violations);
}

TEST(LeaveTest, OverlappingLeave) {
  const Leave leave = Away("x", absl::CivilDay(2026, 3, 9), absl::CivilDay(2026, 3, 13));
  EXPECT_THAT(Check(leave, {Away("a", absl::CivilDay(2026, 3, 13), absl::CivilDay(2026, 3, 20)),
                            Away("b", absl::CivilDay(2026, 3, 1), absl::CivilDay(2026, 3, 9))}),
              ElementsAre("leave.start_date", "leave.start_date"));
  EXPECT_THAT(Check(leave, {Away("a", absl::CivilDay(2026, 3, 14), absl::CivilDay(2026, 3, 20)),
                            Away("x", leave.first, leave.last)}),
              IsEmpty());
}

TEST(LeaveTest, EndsBeforeItStartsOrFallsOnASession) {
  EXPECT_THAT(Check(Away("x", absl::CivilDay(2026, 3, 9), absl::CivilDay(2026, 3, 8)), {}),
              ElementsAre("leave.end_date"));
  Session session = MakeSession("s1");
  session.trainers = {"f1"};
  const Leave leave = Away("x", absl::CivilDay(2026, 3, 2), absl::CivilDay(2026, 3, 2));
  EXPECT_THAT(Check(leave, {}, {session}), ElementsAre("leave.start_date"));
  session.state = SessionState::kCancelled;
  EXPECT_THAT(Check(leave, {}, {session}), IsEmpty());
}

Assignment Looks(const std::string& practice, absl::CivilDay first, absl::CivilDay last = kNever) {
  Assignment assignment;
  assignment.id = practice + "-" + std::to_string(first.month());
  assignment.facilitator = "f1";
  assignment.practice = practice;
  assignment.first = first;
  assignment.last = last;
  return assignment;
}

TEST(AssignmentTest, OverlapsAnotherOfTheSameTwo) {
  const Assignment open = Looks("p1", absl::CivilDay(2026, 1, 1));
  Violations violations;
  CheckAssignment(Looks("p1", absl::CivilDay(2026, 5, 1)), {open}, violations);
  EXPECT_THAT(Fields(violations), ElementsAre("assignment.start_date"));
  Violations others;
  CheckAssignment(Looks("p2", absl::CivilDay(2026, 5, 1)), {open}, others);
  EXPECT_THAT(Fields(others), IsEmpty());
  Violations ends;
  CheckAssignment(Looks("p3", absl::CivilDay(2026, 5, 1), absl::CivilDay(2026, 4, 30)), {}, ends);
  EXPECT_THAT(Fields(ends), ElementsAre("assignment.end_date"));
}

TEST(ContactTest, EveryFaultIsToldAtOnce) {
  Contact contact;
  contact.day = absl::CivilDay(2026, 3, 3);
  contact.minutes = 24 * 60 + 1;
  contact.notes = std::string(2001, 'x') + " 943 476 5919";
  Violations violations;
  CheckContact(contact, absl::CivilDay(2026, 3, 2), violations);
  EXPECT_THAT(Fields(violations), ElementsAre("contact.contact_date", "contact.kind",
                                              "contact.hours", "contact.notes", "contact.notes"));
  EXPECT_EQ(violations.list().back().given, "");  // repeats nothing
}

TEST(ContactTest, NotesThatMayTellOfAPatient) {
  for (const char* text : {"943 476 5919", "9434765919", "saw 943-476-5919.", "ring 0191 496 0000",
                           "mail j.smith@example.org"}) {
    EXPECT_TRUE(MayTellOfPatient(text)) << text;
  }
  for (const char* text :
       {"", "9434765918", "12 of 30 staff by 2026-03-02", "room 4 @ noon", "12345678901"}) {
    EXPECT_FALSE(MayTellOfPatient(text)) << text;
  }
}

Capacity Hours(int per_month) {
  Capacity capacity;
  capacity.id = "f1";
  capacity.minutes_per_month = per_month * 60;
  return capacity;
}

TEST(CapacityTest, MonthsSpreadOverWorkingDaysLessLeave) {
  Capacity capacity = Hours(44);                         // June 2026 has 22 working days
  capacity.months[absl::CivilMonth(2026, 7)] = 23 * 60;  // July 23
  const absl::CivilDay first(2026, 6, 1), last(2026, 6, 30);
  EXPECT_DOUBLE_EQ(MinutesBetween(capacity, {}, first, last), 44 * 60);
  EXPECT_DOUBLE_EQ(MinutesBetween(capacity, {}, first, absl::CivilDay(2026, 6, 7)), 10 * 60);
  EXPECT_DOUBLE_EQ(MinutesBetween(capacity, {}, first, absl::CivilDay(2026, 7, 1)), 45 * 60);
  EXPECT_DOUBLE_EQ(
      MinutesBetween(capacity, {Away("l", absl::CivilDay(2026, 6, 5), absl::CivilDay(2026, 6, 8))},
                     first, last),
      40 * 60);
}

TEST(CapacityTest, EveryFaultIsToldAtOnce) {
  Capacity capacity = Hours(-1);
  capacity.months[absl::CivilMonth(2026, 7)] = 401 * 60;
  capacity.skills = {"Coaching", "it", "it"};
  Violations violations;
  CheckCapacity(capacity, violations);
  EXPECT_THAT(Fields(violations),
              ElementsAre("facilitator_capacity.hours_per_month",
                          "facilitator_capacity.months[2026-07].hours",
                          "facilitator_capacity.skills[0]", "facilitator_capacity.skills[2]"));
}

Contact Met(const std::string& practice, absl::CivilDay day, int minutes) {
  Contact contact;
  contact.facilitator = "f1";
  contact.practice = practice;
  contact.day = day;
  contact.kind = ContactKind::kVisit;
  contact.minutes = minutes;
  return contact;
}

TEST(CaseloadTest, NeededGivenAndWarnings) {
  CaseloadFacts facts;
  facts.first = absl::CivilDay(2026, 1, 1);
  facts.last = absl::CivilDay(2026, 12, 31);
  facts.assignments = {Looks("p1", absl::CivilDay(2025, 1, 1)),
                       Looks("p2", absl::CivilDay(2026, 7, 1)),
                       Looks("p3", absl::CivilDay(2026, 1, 1), absl::CivilDay(2026, 6, 30)),
                       Looks("p4", absl::CivilDay(2027, 1, 1))};
  facts.contacts = {Met("p1", absl::CivilDay(2026, 2, 3), 90),
                    Met("p1", absl::CivilDay(2026, 1, 5), 60),
                    Met("p2", absl::CivilDay(2026, 6, 30), 30),  // a day too early
                    Met("p1", absl::CivilDay(2027, 1, 1), 60)};
  facts.capacities = {Hours(2)};
  Settings settings;
  settings.most_practices = 2;
  const auto loads = CaseloadOf(facts, settings);
  ASSERT_THAT(loads, SizeIs(1));
  const FacilitatorLoad& load = loads[0];
  EXPECT_EQ(load.practices_at_once, 2);
  EXPECT_THAT(load.needed_hours, DoubleNear(15 * (365 + 184 + 181) / 365.25, 1e-9));
  EXPECT_DOUBLE_EQ(load.given_hours, 3);
  EXPECT_THAT(load.capacity_hours, Optional(DoubleNear(24, 1e-9)));
  EXPECT_THAT(load.warnings,
              ElementsAre(CaseloadWarning::kTooFewHours, CaseloadWarning::kNotAssigned));
  ASSERT_THAT(load.practices, SizeIs(3));
  EXPECT_EQ(load.practices[0].contacts, 2);
  EXPECT_EQ(load.practices[0].last_contact, absl::CivilDay(2026, 2, 3));
  settings.most_practices = 1;
  EXPECT_EQ(CaseloadOf(facts, settings)[0].warnings[0], CaseloadWarning::kTooManyPractices);
}

TEST(CaseloadTest, WarnsAboveThirteenPracticesByDefault) {
  CaseloadFacts facts;
  facts.first = facts.last = absl::CivilDay(2026, 3, 2);
  for (int i = 0; i < 13; ++i) {
    facts.assignments.push_back(Looks("p" + std::to_string(i), absl::CivilDay(2026, 1, 1)));
  }
  EXPECT_THAT(CaseloadOf(facts, Settings())[0].warnings, IsEmpty());
  facts.assignments.push_back(Looks("p13", absl::CivilDay(2026, 1, 1)));
  EXPECT_THAT(CaseloadOf(facts, Settings())[0].warnings,
              ElementsAre(CaseloadWarning::kTooManyPractices));
}

TEST(SettingsTest, EveryFaultIsToldAtOnce) {
  Settings settings;
  Violations none;
  CheckSettings(settings, none);
  EXPECT_THAT(Fields(none), IsEmpty());
  settings.contact_minutes_per_year = -1;
  settings.most_practices = 0;
  settings.lapsing_days = 731;
  settings.quality_assurance_months = 0;
  Violations violations;
  CheckSettings(settings, violations);
  EXPECT_THAT(violations.list(), SizeIs(4));
}

}  // namespace
}  // namespace pcsp::planning::training

#include "services/registry/domain/people/appointment.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/registry/domain/people/appointment_patch.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Kind = OrganisationKind;

const JobTitles& Titles() {
  static const auto* titles =
      new JobTitles(JobTitles::Read("services/registry/content/job_titles.yaml").value());
  return *titles;
}

Appointment Make(Role role, Period period = {}) {
  Appointment appointment;
  appointment.programme = "north";
  appointment.id = "1";
  appointment.person = "ann";
  appointment.organisation = "a1";
  appointment.role = role;
  appointment.period = period;
  return appointment;
}

template <typename Change>
Appointment With(Role role, Change change) {
  Appointment appointment = Make(role);
  change(appointment);
  return appointment;
}

std::vector<std::string> FaultsOf(const Appointment& appointment) {
  Violations violations;
  Validate(appointment, violations);
  return ViolatedFields(violations.ToStatus());
}

std::string Given(const absl::Status& status, const std::string& key) {
  const auto detail = ErrorDetailOf(status);
  return detail ? detail->metadata.at(key) : "";
}

TEST(Appointments, OfEveryRoleAreValidWithoutMore) {
  for (int i = 1; i <= static_cast<int>(kLastRole); ++i) {
    Appointment appointment = Make(static_cast<Role>(i));
    appointment.staff_group = StaffGroup::kAdmin;
    EXPECT_THAT(FaultsOf(appointment), IsEmpty()) << i;
  }
}

TEST(Appointments, ReportAllFaultsAtOnce) {
  Appointment bad = Make(Role::kStaff, {Date(2024, 1, 2), Date(2024, 1, 1)});
  bad.local_title = std::string(101, 'x');
  bad.hours_per_month = 10;
  bad.skills = {"Coaching"};
  bad.serves = {"sg1"};
  bad.solved_issues = {"cp-roles"};
  EXPECT_THAT(FaultsOf(bad), ElementsAre("appointment.local_title", "appointment.staff_group",
                                         "appointment.end_date", "appointment.hours_per_month",
                                         "appointment.skills", "appointment.skills[0]",
                                         "appointment.serves", "appointment.solved_issues"));
  EXPECT_THAT(FaultsOf(Make(Role::kUnspecified)), ElementsAre("appointment.role"));
}

TEST(Appointments, HaveHoursUpTo200WhereThereIsCapacity) {
  const auto hours = [](Role role, int32_t hours) {
    return FaultsOf(With(role, [=](Appointment& a) { a.hours_per_month = hours; }));
  };
  for (const Role role : {Role::kFacilitator, Role::kTrainer}) {
    for (const int32_t good : {0, 1, 200}) EXPECT_THAT(hours(role, good), IsEmpty()) << good;
    for (const int32_t bad : {-1, 201}) {
      EXPECT_THAT(hours(role, bad), ElementsAre("appointment.hours_per_month")) << bad;
    }
  }
  for (const Role role : {Role::kGpChampion, Role::kExemplar, Role::kOperationalManager}) {
    EXPECT_THAT(hours(role, 8), ElementsAre("appointment.hours_per_month"));
  }
}

TEST(Appointments, HaveShortListsOfIdsEachOnce) {
  const auto skills = [](std::vector<std::string> skills) {
    return FaultsOf(With(Role::kTrainer, [&](Appointment& a) { a.skills = std::move(skills); }));
  };
  EXPECT_THAT(skills({"coaching", "motivational-interviewing"}), IsEmpty());
  EXPECT_THAT(
      skills({"coaching", "", "Coaching!", "coaching"}),
      ElementsAre("appointment.skills[1]", "appointment.skills[2]", "appointment.skills[3]"));
  std::vector<std::string> many;
  for (int i = 0; i < 20; ++i) many.push_back(absl::StrCat("skill-", i));
  EXPECT_THAT(skills(many), IsEmpty());
  many.push_back("one-more");
  EXPECT_THAT(skills(many), ElementsAre("appointment.skills"));
  EXPECT_THAT(FaultsOf(With(Role::kExemplar, [](Appointment& a) { a.solved_issues = {"x-y"}; })),
              IsEmpty());
  EXPECT_THAT(FaultsOf(With(Role::kTrainer, [](Appointment& a) { a.solved_issues = {"x-y"}; })),
              ElementsAre("appointment.solved_issues"));
  EXPECT_THAT(FaultsOf(With(Role::kExemplar, [](Appointment& a) { a.serves = {"sg1"}; })),
              ElementsAre("appointment.serves"));
}

TEST(Appointments, TakeTheirStaffGroupFromTitleOrRole) {
  const auto tidied = [](Role role, std::string title, StaffGroup group) {
    return Tidied(With(role,
                       [&](Appointment& a) {
                         a.local_title = std::move(title);
                         a.staff_group = group;
                       }),
                  Titles());
  };
  EXPECT_EQ(tidied(Role::kStaff, " Practice  nurse ", StaffGroup::kUnspecified).staff_group,
            StaffGroup::kNurse);
  EXPECT_EQ(tidied(Role::kStaff, " Practice  nurse ", StaffGroup::kUnspecified).local_title,
            "Practice nurse");
  EXPECT_EQ(tidied(Role::kStaff, "Practice nurse", StaffGroup::kAdmin).staff_group,
            StaffGroup::kAdmin);
  EXPECT_EQ(tidied(Role::kStaff, "Volunteer", StaffGroup::kUnspecified).staff_group,
            StaffGroup::kUnspecified);
  EXPECT_EQ(tidied(Role::kGpChampion, "", StaffGroup::kUnspecified).staff_group, StaffGroup::kGp);
  EXPECT_EQ(tidied(Role::kPracticeLead, "", StaffGroup::kUnspecified).staff_group,
            StaffGroup::kUnspecified);
}

TEST(Appointments, FitTheKindOfOrganisation) {
  Violations violations;
  CheckFits(Make(Role::kPracticeLead), Kind::kPractice, violations);
  EXPECT_TRUE(violations.empty());
  CheckFits(Make(Role::kPracticeLead), Kind::kSteeringGroup, violations);
  ASSERT_EQ(violations.list().size(), 1u);
  EXPECT_EQ(violations.list()[0].field, "appointment.role");
  EXPECT_EQ(violations.list()[0].given, "PRACTICE_LEAD");
  EXPECT_THAT(violations.list()[0].expected, HasSubstr("STEERING_GROUP_CHAIR"));
  EXPECT_THAT(violations.list()[0].expected, HasSubstr("a steering group can have"));
}

TEST(Appointments, OfLeadersAreAboveThoseWhoDeliver) {
  const Appointment leader =
      With(Role::kStaff, [](Appointment& a) { a.staff_group = StaffGroup::kLeadership; });
  for (const Kind kind : {Kind::kRegion, Kind::kWholeSystem, Kind::kSteeringGroup}) {
    Violations violations;
    CheckFits(leader, kind, violations);
    EXPECT_TRUE(violations.empty());
  }
  for (const Kind kind : {Kind::kPcn, Kind::kPractice, Kind::kTeam}) {
    Violations violations;
    CheckFits(leader, kind, violations);
    EXPECT_THAT(ViolatedFields(violations.ToStatus()), ElementsAre("appointment.staff_group"));
  }
}

TEST(Appointments, ServeWhatHasPractices) {
  for (int i = 1; i <= static_cast<int>(Kind::kTeam); ++i) {
    const auto kind = static_cast<Kind>(i);
    Violations violations;
    CheckServes(2, {.id = "x", .kind = kind}, violations);
    const bool fits = kind != Kind::kPractice && kind != Kind::kTeam;
    EXPECT_EQ(
        ViolatedFields(violations.ToStatus()),
        fits ? std::vector<std::string>() : std::vector<std::string>{"appointment.serves[2]"});
  }
}

TEST(Appointments, LieWithinTheLifeOfTheOrganisation) {
  const Organisation organisation = {
      .programme = "north", .id = "a1", .life = {Date(2020, 1, 1), Date(2024, 12, 31)}};
  const auto check = [&](Period period) {
    return CheckLife(Make(Role::kStaff, period), organisation);
  };
  EXPECT_OK(check({}));
  EXPECT_OK(check({Date(2020, 1, 1), Date(2024, 12, 31)}));
  EXPECT_OK(check({Date(2024, 12, 31)}));
  EXPECT_THAT(check({Date(2019, 12, 31)}), HasReason("DATES_CONFLICT"));
  EXPECT_THAT(check({Date(2025, 1, 1)}), HasReason("DATES_CONFLICT"));
  const absl::Status late = check({Date(2020, 1, 1), Date(2025, 1, 1)});
  EXPECT_THAT(late, HasReason("DATES_CONFLICT"));
  EXPECT_EQ(Given(late, "conflicts"),
            "programmes/north/appointments/1,programmes/north/organisations/a1");
  Appointment fresh = Make(Role::kStaff, {Date(2025, 1, 1)});
  fresh.id.clear();
  const absl::Status unnamed = CheckLife(fresh, organisation);
  EXPECT_EQ(Given(unnamed, "conflicts"), "programmes/north/organisations/a1");
  EXPECT_EQ(ErrorDetailOf(unnamed)->resource->type, "organisation");
}

TEST(Appointments, ToTheSameRoleDoNotOverlap) {
  const Period year = {Date(2024, 1, 1), Date(2024, 12, 31)};
  Appointment candidate = Make(Role::kTrainer, year);
  candidate.id.clear();
  const auto other = [&](Period period, auto change) {
    Appointment appointment = Make(Role::kTrainer, period);
    change(appointment);
    return CheckConflicts(candidate, {appointment});
  };
  const auto same = [](Appointment&) {};
  const absl::Status overlap = other({Date(2024, 12, 31)}, same);
  EXPECT_THAT(overlap, HasReason("APPOINTMENT_OVERLAP"));
  EXPECT_EQ(Given(overlap, "conflicts"), "programmes/north/appointments/1");
  EXPECT_EQ(ErrorDetailOf(overlap)->resource->type, "appointment");
  EXPECT_THAT(other({}, same), HasReason("APPOINTMENT_OVERLAP"));
  EXPECT_OK(other({Date(2025, 1, 1)}, same));
  EXPECT_OK(other({kSinceAlways, Date(2023, 12, 31)}, same));
  EXPECT_OK(other({}, [](Appointment& a) { a.role = Role::kFacilitator; }));
  EXPECT_OK(other({}, [](Appointment& a) { a.person = "bob"; }));
  EXPECT_OK(other({}, [](Appointment& a) { a.organisation = "a2"; }));
  candidate.id = "1";
  EXPECT_OK(CheckConflicts(candidate, {Make(Role::kTrainer)})) << "itself";
}

TEST(Appointments, EndOnceAndForGood) {
  const Appointment open = Make(Role::kTrainer, {Date(2024, 1, 1)});
  EXPECT_EQ(Ended(open, Date(2024, 1, 1))->period.last, Date(2024, 1, 1));
  EXPECT_THAT(ViolatedFields(Ended(open, Date(2023, 12, 31)).status()), ElementsAre("end_date"));
  const Appointment ended = *Ended(open, Date(2024, 6, 1));
  EXPECT_OK(Ended(ended, Date(2024, 6, 1)));
  EXPECT_EQ(Ended(ended, Date(2024, 5, 1))->period.last, Date(2024, 5, 1));
  EXPECT_THAT(Ended(ended, Date(2024, 6, 2)), HasReason("APPOINTMENT_ENDED"));
}

TEST(AppointmentPatches, CannotMoveAnAppointment) {
  const Appointment before = Make(Role::kTrainer);
  EXPECT_OK(
      Patched(before, {.person = "ann", .organisation = "a1", .role = Role::kTrainer}, Titles()));
  EXPECT_THAT(
      ViolatedFields(
          Patched(before, {.person = "bob", .organisation = "a2", .role = Role::kStaff}, Titles())
              .status()),
      ElementsAre("appointment.person", "appointment.organisation", "appointment.role"));
}

TEST(AppointmentPatches, ChangeWhatTheySay) {
  Appointment before = Make(Role::kTrainer, {Date(2024, 1, 1)});
  before.hours_per_month = 8;
  before.local_title = "Practice nurse";
  before.staff_group = StaffGroup::kNurse;
  before.skills = {"coaching"};
  EXPECT_EQ(*Patched(before, {}, Titles()), before);

  Appointment after = before;
  after.hours_per_month.reset();
  after.skills = {};
  after.serves = {"sg1"};
  after.period = {kSinceAlways, Date(2024, 6, 1)};
  EXPECT_EQ(*Patched(before,
                     {.start_date = kSinceAlways,
                      .end_date = Date(2024, 6, 1),
                      .hours_per_month = std::optional<int32_t>(),
                      .skills = std::vector<std::string>(),
                      .serves = std::vector<std::string>{"sg1"}},
                     Titles()),
            after);
}

TEST(AppointmentPatches, LetTheGroupFollowTheTitle) {
  Appointment nurse = Make(Role::kStaff);
  nurse.staff_group = StaffGroup::kNurse;
  EXPECT_EQ(Patched(nurse, {.local_title = "Receptionist"}, Titles())->staff_group,
            StaffGroup::kAdmin);
  EXPECT_EQ(Patched(nurse, {.local_title = "Volunteer"}, Titles())->staff_group,
            StaffGroup::kNurse);
  EXPECT_EQ(
      Patched(nurse, {.local_title = "Receptionist", .staff_group = StaffGroup::kGp}, Titles())
          ->staff_group,
      StaffGroup::kGp);
}

}  // namespace
}  // namespace pcsp::registry

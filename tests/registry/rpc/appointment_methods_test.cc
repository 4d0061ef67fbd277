#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "services/registry/domain/people/role.h"
#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AppointmentMethodsTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    ASSERT_OK(Create("icb", pb::ORGANISATION_KIND_WHOLE_SYSTEM));
    ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
    ASSERT_OK(Create("a1", pb::ORGANISATION_KIND_PRACTICE));
    ASSERT_OK(Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg", "2020-01-01"));
    ASSERT_OK(Relate("sg", pb::RELATIONSHIP_KIND_PART_OF, "icb"));
    ann_ = Enter("Ann")->name();
    bob_ = Enter("Bob")->name();
  }

  pb::Appointment Facilitator() {
    auto facilitator = Appointment(ann_, pb::APPOINTMENT_ROLE_FACILITATOR, "sg");
    facilitator.set_start_date("2024-01-01");
    facilitator.set_hours_per_month(60);
    facilitator.add_skills("coaching");
    facilitator.add_serves(Name("icb"));
    return facilitator;
  }

  absl::StatusOr<pb::Appointment> End(const std::string& name, const std::string& end_date,
                                      const std::string& etag = "") {
    pb::EndAppointmentRequest request;
    request.set_name(name);
    request.set_end_date(end_date);
    request.set_etag(etag);
    return Call(&Stub::EndAppointment, request);
  }

  static pb::ListAppointmentsRequest All() {
    pb::ListAppointmentsRequest request;
    request.set_parent("programmes/north");
    return request;
  }

  // "Ann FACILITATOR", in the order listed.
  std::vector<std::string> Listed(pb::ListAppointmentsRequest request) {
    request.set_show_people(true);
    const auto reply = Call(&Stub::ListAppointments, request);
    EXPECT_OK(reply);
    std::map<std::string, std::string> names;
    for (const auto& person : reply->people()) names[person.name()] = person.display_name();
    std::vector<std::string> listed;
    for (const auto& a : reply->appointments()) {
      listed.push_back(names[a.person()] + " " + InWords({static_cast<Role>(a.role())}));
    }
    return listed;
  }

  static std::string Conflicts(const absl::Status& status) {
    const auto detail = ErrorDetailOf(status);
    return detail ? detail->metadata.at("conflicts") : "";
  }

  std::string ann_, bob_;
};

// Domain and messages share their numbers.
TEST_F(AppointmentMethodsTest, RolesHaveTheSameWords) {
  for (int i = 0; i <= static_cast<int>(kLastRole); ++i) {
    const std::string word = i == 0 ? "UNSPECIFIED" : InWords({static_cast<Role>(i)});
    EXPECT_EQ(pb::AppointmentRole_Name(i), "APPOINTMENT_ROLE_" + word);
  }
  EXPECT_FALSE(pb::AppointmentRole_IsValid(static_cast<int>(kLastRole) + 1));
}

TEST_F(AppointmentMethodsTest, AppointsAndReads) {
  const int64_t before = ContentRevision();
  const auto made = Appoint(Facilitator());
  ASSERT_OK(made);
  EXPECT_EQ(made->person(), ann_);
  EXPECT_EQ(made->organisation(), Name("sg"));
  EXPECT_EQ(made->hours_per_month(), 60);
  EXPECT_THAT(made->skills(), ElementsAre("coaching"));
  EXPECT_THAT(made->serves(), ElementsAre(Name("icb")));
  EXPECT_EQ(made->start_date(), "2024-01-01");
  EXPECT_EQ(made->end_date(), "");
  EXPECT_EQ(made->etag(), "\"1\"");
  EXPECT_EQ(ContentRevision(), before + 1);
  pb::GetAppointmentRequest request;
  request.set_name(made->name());
  EXPECT_EQ(Call(&Stub::GetAppointment, request)->SerializeAsString(), made->SerializeAsString());
  request.set_name("programmes/north/appointments/none");
  EXPECT_THAT(Call(&Stub::GetAppointment, request), HasReason("APPOINTMENT_NOT_FOUND"));
}

TEST_F(AppointmentMethodsTest, ReportsAllViolationsAtOnce) {
  pb::CreateAppointmentRequest request;
  request.set_parent("programmes/north");
  auto* bad = request.mutable_appointment();
  bad->set_person("programmes/south/people/ann");
  bad->set_role(static_cast<pb::AppointmentRole>(99));
  bad->set_start_date("2024-02-30");
  bad->set_hours_per_month(1);
  bad->add_serves("icb");
  const auto reply = Call(&Stub::CreateAppointment, request);
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(reply.status()),
              ElementsAre("appointment.person", "appointment.organisation", "appointment.role",
                          "appointment.start_date", "appointment.serves[0]", "appointment.role",
                          "appointment.hours_per_month"));
}

TEST_F(AppointmentMethodsTest, RefusesRolesThatTheOrganisationCannotHave) {
  const auto refused = Appoint(Appointment(ann_, pb::APPOINTMENT_ROLE_PRACTICE_LEAD, "sg"));
  EXPECT_THAT(ViolatedFields(refused.status()), ElementsAre("appointment.role"));
  const auto detail = ErrorDetailOf(refused.status());
  EXPECT_THAT(detail->violations[0].expected, HasSubstr("FACILITATOR"));
  EXPECT_THAT(detail->violations[0].expected, HasSubstr("which a steering group can have"));
  EXPECT_OK(Appoint(Appointment(ann_, pb::APPOINTMENT_ROLE_PRACTICE_LEAD, "a1")));
  auto facilitator = Facilitator();
  facilitator.add_serves(Name("a1"));
  EXPECT_THAT(ViolatedFields(Appoint(facilitator).status()), ElementsAre("appointment.serves[1]"));
}

TEST_F(AppointmentMethodsTest, NamesWhatIsMissing) {
  EXPECT_THAT(
      Appoint(Appointment("programmes/north/people/nobody", pb::APPOINTMENT_ROLE_TRAINER, "sg")),
      HasReason("PERSON_NOT_FOUND"));
  EXPECT_THAT(Appoint(Appointment(ann_, pb::APPOINTMENT_ROLE_TRAINER, "nowhere")),
              HasReason("ORGANISATION_NOT_FOUND"));
  auto facilitator = Facilitator();
  facilitator.add_serves(Name("nowhere"));
  EXPECT_THAT(Appoint(facilitator), HasReason("ORGANISATION_NOT_FOUND"));
}

TEST_F(AppointmentMethodsTest, TakesTheStaffGroupFromTheTitle) {
  auto staff = Appointment(ann_, pb::APPOINTMENT_ROLE_STAFF, "a1");
  EXPECT_THAT(ViolatedFields(Appoint(staff).status()), ElementsAre("appointment.staff_group"));
  staff.set_local_title("Lead healthcare assistant");
  EXPECT_EQ(Appoint(staff)->staff_group(), type::v1::STAFF_GROUP_DIRECT_PATIENT_CARE);
  EXPECT_EQ(Appoint(Appointment(ann_, pb::APPOINTMENT_ROLE_GP_CHAMPION, "a1"))->staff_group(),
            type::v1::STAFF_GROUP_GP);
}

TEST_F(AppointmentMethodsTest, RefusesAnOverlapAndNamesIt) {
  const auto first = Appoint(Facilitator());
  ASSERT_OK(first);
  auto second = Facilitator();
  second.set_start_date("2024-05-01");
  const auto overlap = Appoint(second);
  EXPECT_THAT(overlap, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(overlap, HasReason("APPOINTMENT_OVERLAP"));
  EXPECT_EQ(Conflicts(overlap.status()), first->name());
  ASSERT_OK(End(first->name(), "2024-04-30"));
  const auto made = Appoint(second);
  ASSERT_OK(made);
  pb::UpdateAppointmentRequest earlier;
  earlier.mutable_appointment()->set_name(made->name());
  earlier.mutable_appointment()->set_start_date("2024-04-30");
  EXPECT_THAT(Call(&Stub::UpdateAppointment, earlier), HasReason("APPOINTMENT_OVERLAP"));
}

TEST_F(AppointmentMethodsTest, KeepsWithinTheLifeOfTheOrganisation) {
  ASSERT_OK(Create("sg2", pb::ORGANISATION_KIND_STEERING_GROUP));
  auto facilitator = Facilitator();
  facilitator.set_organisation(Name("sg2"));
  const auto made = Appoint(facilitator);
  ASSERT_OK(made);
  pb::UpdateOrganisationRequest request;
  request.mutable_organisation()->set_name(Name("sg2"));
  request.mutable_organisation()->set_open_date("2024-01-02");
  const auto late = Call(&Stub::UpdateOrganisation, request);
  EXPECT_THAT(late, HasReason("DATES_CONFLICT"));
  EXPECT_EQ(Conflicts(late.status()), made->name() + "," + Name("sg2"));
  request.mutable_organisation()->set_open_date("2023-01-01");
  request.mutable_organisation()->set_close_date("2024-12-31");
  ASSERT_OK(Call(&Stub::UpdateOrganisation, request));
  auto early = Appointment(bob_, pb::APPOINTMENT_ROLE_TRAINER, "sg2");
  early.set_start_date("2022-12-31");
  EXPECT_THAT(Appoint(early), HasReason("DATES_CONFLICT"));
  EXPECT_THAT(End(made->name(), "2025-01-01"), HasReason("DATES_CONFLICT"));
  EXPECT_OK(End(made->name(), "2024-12-31"));
}

TEST_F(AppointmentMethodsTest, ChecksWithoutAppointing) {
  pb::CreateAppointmentRequest request;
  request.set_parent("programmes/north");
  request.set_validate_only(true);
  *request.mutable_appointment() = Facilitator();
  const int64_t before = ContentRevision();
  const auto checked = Call(&Stub::CreateAppointment, request);
  ASSERT_OK(checked);
  EXPECT_EQ(checked->name(), "");
  EXPECT_EQ(checked->etag(), "");
  EXPECT_EQ(ContentRevision(), before);
  EXPECT_THAT(Listed(All()), IsEmpty());
}

TEST_F(AppointmentMethodsTest, UpdatesWhatTheMaskNames) {
  const auto made = Appoint(Facilitator());
  ASSERT_OK(made);
  pb::UpdateAppointmentRequest request;
  auto* given = request.mutable_appointment();
  given->set_name(made->name());
  given->set_etag(made->etag());
  given->set_hours_per_month(80);
  const auto more = Call(&Stub::UpdateAppointment, request);
  ASSERT_OK(more);
  EXPECT_EQ(more->hours_per_month(), 80);
  EXPECT_THAT(more->skills(), ElementsAre("coaching"));
  EXPECT_THAT(Call(&Stub::UpdateAppointment, request), HasReason("ETAG_MISMATCH"));
  given->clear_etag();
  given->clear_hours_per_month();
  given->add_skills("it");
  for (const char* path : {"hours_per_month", "skills", "serves"}) {
    request.mutable_update_mask()->add_paths(path);
  }
  const auto other = Call(&Stub::UpdateAppointment, request);
  ASSERT_OK(other);
  EXPECT_FALSE(other->has_hours_per_month());
  EXPECT_THAT(other->skills(), ElementsAre("it"));
  EXPECT_THAT(other->serves(), IsEmpty());
  EXPECT_EQ(other->start_date(), "2024-01-01");
}

TEST_F(AppointmentMethodsTest, RefusesUpdatesThatCannotBe) {
  const auto made = Appoint(Facilitator());
  ASSERT_OK(made);
  pb::UpdateAppointmentRequest request;
  auto* given = request.mutable_appointment();
  given->set_name(made->name());
  given->set_person(bob_);
  given->set_role(pb::APPOINTMENT_ROLE_TRAINER);
  EXPECT_THAT(ViolatedFields(Call(&Stub::UpdateAppointment, request).status()),
              ElementsAre("appointment.person", "appointment.role"));
  given->clear_person();
  given->clear_role();
  given->add_solved_issues("cp-roles");
  given->set_hours_per_month(201);
  EXPECT_THAT(ViolatedFields(Call(&Stub::UpdateAppointment, request).status()),
              ElementsAre("appointment.hours_per_month", "appointment.solved_issues"));
  request.mutable_update_mask()->add_paths("people");
  EXPECT_THAT(ViolatedFields(Call(&Stub::UpdateAppointment, request).status()),
              ElementsAre("update_mask"));
}

TEST_F(AppointmentMethodsTest, EndsOnceAndForGood) {
  const auto made = Appoint(Facilitator());
  ASSERT_OK(made);
  const auto ended = End(made->name(), "2024-03-31", made->etag());
  ASSERT_OK(ended);
  EXPECT_EQ(ended->end_date(), "2024-03-31");
  EXPECT_THAT(End(made->name(), "2024-03-01", made->etag()), HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(End(made->name(), "2024-04-01"), HasReason("APPOINTMENT_ENDED"));
  EXPECT_THAT(ViolatedFields(End(made->name(), "2023-12-31").status()), ElementsAre("end_date"));
  EXPECT_THAT(ViolatedFields(End(made->name(), "").status()), ElementsAre("end_date"));
  EXPECT_THAT(End("programmes/north/appointments/none", "2024-03-01"),
              HasReason("APPOINTMENT_NOT_FOUND"));
}

TEST_F(AppointmentMethodsTest, FindsExemplarsByTheIssueThatTheySolved) {
  auto exemplar = Appointment(bob_, pb::APPOINTMENT_ROLE_EXEMPLAR, "a1");
  exemplar.add_solved_issues("cp-roles");
  exemplar.add_solved_issues("ca-time");
  ASSERT_OK(Appoint(exemplar));
  ASSERT_OK(Appoint(Facilitator()));
  auto request = All();
  request.set_solved_issue("ca-time");
  request.set_within(Name("icb"));
  request.set_as_of_date("2024-06-01");
  EXPECT_THAT(Listed(request), ElementsAre("Bob EXEMPLAR"));
  request.set_solved_issue("ca-it");
  EXPECT_THAT(Listed(request), IsEmpty());
}

TEST_F(AppointmentMethodsTest, ShowsChampionsChange) {
  auto champion = Appointment(ann_, pb::APPOINTMENT_ROLE_GP_CHAMPION, "a1");
  champion.set_end_date("2024-03-31");
  ASSERT_OK(Appoint(champion));
  champion.set_person(bob_);
  champion.set_start_date("2024-05-01");
  champion.clear_end_date();
  ASSERT_OK(Appoint(champion));
  auto request = All();
  request.set_role(pb::APPOINTMENT_ROLE_GP_CHAMPION);
  request.set_from_date("2024-03-01");
  request.set_until_date("2024-05-31");
  EXPECT_THAT(Listed(request),
              ::testing::UnorderedElementsAre("Ann GP_CHAMPION", "Bob GP_CHAMPION"));
  request.set_from_date("2024-04-01");
  EXPECT_THAT(Listed(request), ElementsAre("Bob GP_CHAMPION"));
  request.set_until_date("2024-04-30");
  EXPECT_THAT(Listed(request), IsEmpty()) << "nobody in April";
}

TEST_F(AppointmentMethodsTest, ListsByEveryFilterInPages) {
  ASSERT_OK(Appoint(Facilitator()));
  ASSERT_OK(Appoint(Appointment(ann_, pb::APPOINTMENT_ROLE_TRAINER, "a1")));
  ASSERT_OK(Appoint(Appointment(bob_, pb::APPOINTMENT_ROLE_PRACTICE_LEAD, "a1")));
  EXPECT_EQ(Listed(All()).size(), 3u);
  auto request = All();
  request.set_person(ann_);
  EXPECT_EQ(Listed(request).size(), 2u);
  request.set_skill("coaching");
  EXPECT_THAT(Listed(request), ElementsAre("Ann FACILITATOR"));
  request = All();
  request.set_organisation(Name("a1"));
  EXPECT_EQ(Listed(request).size(), 2u);
  request.set_page_size(1);
  const auto first = Call(&Stub::ListAppointments, request);
  ASSERT_OK(first);
  EXPECT_EQ(first->appointments_size(), 1);
  EXPECT_THAT(first->people(), IsEmpty()) << "not asked for";
  request.set_page_token(first->next_page_token());
  const auto second = Call(&Stub::ListAppointments, request);
  ASSERT_OK(second);
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_NE(second->appointments(0).name(), first->appointments(0).name());
  request.set_role(pb::APPOINTMENT_ROLE_TRAINER);
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListAppointments, request).status()),
              ElementsAre("page_token"));
}

TEST_F(AppointmentMethodsTest, ListsThoseOfPeopleByThemselvesOrByAnyOfTheirs) {
  const auto first = Appoint(Facilitator());
  ASSERT_OK(first);
  ASSERT_OK(Appoint(Appointment(ann_, pb::APPOINTMENT_ROLE_TRAINER, "a1")));
  ASSERT_OK(Appoint(Appointment(bob_, pb::APPOINTMENT_ROLE_PRACTICE_LEAD, "a1")));
  auto request = All();
  request.add_people(first->name());
  EXPECT_THAT(Listed(request), ::testing::UnorderedElementsAre("Ann FACILITATOR", "Ann TRAINER"));
  request.set_people(0, bob_);
  EXPECT_THAT(Listed(request), ElementsAre("Bob PRACTICE_LEAD"));
  request.add_people("ann");
  request.add_people("");
  request.add_people("programmes/south/people/ann");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListAppointments, request).status()),
              ElementsAre("people[1]", "people[2]", "people[3]"));
  request = All();
  for (int i = 0; i <= 1000; ++i) request.add_people(ann_);
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListAppointments, request).status()),
              ElementsAre("people"));
}

TEST_F(AppointmentMethodsTest, RefusesFiltersThatCannotBe) {
  auto request = All();
  request.set_person("ann");
  request.set_organisation("a1");
  request.set_role(static_cast<pb::AppointmentRole>(99));
  request.set_skill("% %");
  request.set_solved_issue("CP ROLES");
  request.set_within("programmes/south/organisations/a1");
  request.set_as_of_date("2024-06-01");
  request.set_from_date("2024-06-02");
  request.set_until_date("2024-06-01");
  request.set_page_size(-1);
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListAppointments, request).status()),
              ElementsAre("person", "organisation", "role", "skill", "solved_issue", "within",
                          "as_of_date", "until_date", "page_size"));
  request = All();
  request.set_within(Name("nowhere"));
  EXPECT_THAT(Call(&Stub::ListAppointments, request), HasReason("ORGANISATION_NOT_FOUND"));
}

TEST_F(AppointmentMethodsTest, CountsWhoWorksAtAPracticeOrInItsTeams) {
  ASSERT_OK(Create("team", pb::ORGANISATION_KIND_TEAM));
  ASSERT_OK(Relate("team", pb::RELATIONSHIP_KIND_PART_OF, "a1", "2024-01-01"));
  const auto appoint = [&](const std::string& person, pb::AppointmentRole role,
                           const std::string& organisation, type::v1::StaffGroup group,
                           const std::string& end = "") {
    auto one = Appointment(person, role, organisation);
    one.set_staff_group(group);
    one.set_start_date("2023-01-01");
    one.set_end_date(end);
    ASSERT_OK(Appoint(one));
  };
  appoint(ann_, pb::APPOINTMENT_ROLE_STAFF, "a1", type::v1::STAFF_GROUP_NURSE);
  appoint(ann_, pb::APPOINTMENT_ROLE_STAFF, "team", type::v1::STAFF_GROUP_NURSE);
  appoint(bob_, pb::APPOINTMENT_ROLE_STAFF, "team", type::v1::STAFF_GROUP_NURSE, "2024-06-30");
  appoint(bob_, pb::APPOINTMENT_ROLE_PRACTICE_LEAD, "a1", type::v1::STAFF_GROUP_ADMIN);
  appoint(bob_, pb::APPOINTMENT_ROLE_STAFF, "sg", type::v1::STAFF_GROUP_ADMIN);  // no practice
  pb::CountAppointedPeopleRequest request;
  request.set_parent("programmes/north");
  const auto on = [&](const std::string& day) {
    request.set_as_of_date(day);
    const auto reply = Call(&Stub::CountAppointedPeople, request);
    EXPECT_OK(reply);
    std::vector<std::string> listed;
    for (const auto& practice : reply->practices()) {
      EXPECT_EQ(practice.practice(), Name("a1"));
      for (const auto& group : practice.groups()) {
        listed.push_back(absl::StrCat(type::v1::StaffGroup_Name(group.staff_group()), " ",
                                      group.people(), " ", group.staff()));
      }
    }
    return listed;
  };
  EXPECT_THAT(on("2024-06-30"),
              ::testing::UnorderedElementsAre("STAFF_GROUP_NURSE 2 2", "STAFF_GROUP_ADMIN 1 0"));
  EXPECT_THAT(on("2024-07-01"),
              ::testing::UnorderedElementsAre("STAFF_GROUP_NURSE 1 1", "STAFF_GROUP_ADMIN 1 0"));
  EXPECT_THAT(on("2022-12-31"), IsEmpty());
  request.set_as_of_date("soon");
  EXPECT_THAT(ViolatedFields(Call(&Stub::CountAppointedPeople, request).status()),
              ElementsAre("as_of_date"));
}

}  // namespace
}  // namespace pcsp::registry

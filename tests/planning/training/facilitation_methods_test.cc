#include "services/planning/domain/facilitation/caseload.h"
#include "services/planning/domain/training/words.h"
#include "tests/planning/training/service_fixture.h"

namespace pcsp::planning::training::testing {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class FacilitationMethodsTest : public TrainingServiceTest {
 protected:
  absl::StatusOr<pb::Assignment> Assign(const std::string& practice, const std::string& from) {
    pb::CreateAssignmentRequest request;
    request.set_parent(kProgramme);
    request.mutable_assignment()->set_facilitator(In("appointments/f1"));
    request.mutable_assignment()->set_practice(In("organisations/" + practice));
    request.mutable_assignment()->set_start_date(from);
    return Ask(&Stub::CreateAssignment, request);
  }
  pb::CreateContactRequest ContactRequest(const std::string& day, double hours) {
    pb::CreateContactRequest request;
    request.set_parent(kProgramme);
    request.mutable_contact()->set_facilitator(In("appointments/f1"));
    request.mutable_contact()->set_practice(In("organisations/p1"));
    request.mutable_contact()->set_contact_date(day);
    request.mutable_contact()->set_kind(pb::CONTACT_KIND_VISIT);
    request.mutable_contact()->set_hours(hours);
    return request;
  }
};

TEST_F(FacilitationMethodsTest, CapacityIsSetAndChanged) {
  pb::UpdateFacilitatorCapacityRequest request;
  auto* const capacity = request.mutable_facilitator_capacity();
  capacity->set_name(In("facilitatorCapacities/f1"));
  capacity->set_hours_per_month(37.5);
  capacity->add_travel_regions(In("organisations/sg1"));
  capacity->add_skills("coaching");
  auto* const month = capacity->add_months();
  month->set_month("2026-08");
  const auto made = Ask(&Stub::UpdateFacilitatorCapacity, request);
  ASSERT_OK(made);
  EXPECT_EQ(made->facilitator(), In("appointments/f1"));
  EXPECT_EQ(made->hours_per_month(), 37.5);
  EXPECT_EQ(made->etag(), "\"1\"");
  request.mutable_update_mask()->add_paths("months");
  capacity->clear_months();
  const auto changed = Ask(&Stub::UpdateFacilitatorCapacity, request);
  ASSERT_OK(changed);
  EXPECT_THAT(changed->months(), SizeIs(0));
  EXPECT_EQ(changed->hours_per_month(), 37.5);
  capacity->set_hours_per_month(-1);
  capacity->add_months()->set_month("August");
  capacity->add_skills("Two Words");
  request.clear_update_mask();
  EXPECT_THAT(
      ViolatedFields(Ask(&Stub::UpdateFacilitatorCapacity, request).status()),
      ElementsAre("facilitator_capacity.months[0].month", "facilitator_capacity.hours_per_month",
                  "facilitator_capacity.skills[1]"));
  pb::ListFacilitatorCapacitiesRequest list;
  list.set_parent(kProgramme);
  EXPECT_THAT(Ask(&Stub::ListFacilitatorCapacities, list)->facilitator_capacities(), SizeIs(1));
}

TEST_F(FacilitationMethodsTest, AssignmentsEndAndDoNotOverlap) {
  const auto made = Assign("p1", "2026-01-01");
  ASSERT_OK(made);
  EXPECT_THAT(ViolatedFields(Assign("p1", "2026-05-01").status()),
              ElementsAre("assignment.start_date"));
  pb::UpdateAssignmentRequest end;
  end.mutable_assignment()->set_name(made->name());
  end.mutable_assignment()->set_end_date("2025-12-31");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::UpdateAssignment, end).status()),
              ElementsAre("assignment.end_date"));
  end.mutable_assignment()->set_end_date("2026-04-30");
  EXPECT_OK(Ask(&Stub::UpdateAssignment, end));
  EXPECT_OK(Assign("p1", "2026-05-01"));
  pb::ListAssignmentsRequest list;
  list.set_parent(kProgramme);
  list.set_as_of_date("2026-04-30");
  const auto listed = Ask(&Stub::ListAssignments, list);
  ASSERT_OK(listed);
  ASSERT_THAT(listed->assignments(), SizeIs(1));
  EXPECT_EQ(listed->assignments(0).name(), made->name());
  end.mutable_assignment()->set_practice(In("organisations/p2"));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::UpdateAssignment, end).status()),
              ElementsAre("assignment.practice"));
}

TEST_F(FacilitationMethodsTest, ContactsAreLoggedCorrectedAndDeleted) {
  auto request = ContactRequest("2026-01-05", 1.5);
  request.mutable_contact()->set_notes("Agreed the recall list.");
  const auto made = Ask(&Stub::CreateContact, request);
  ASSERT_OK(made);
  EXPECT_EQ(made->hours(), 1.5);
  pb::UpdateContactRequest update;
  update.mutable_contact()->set_name(made->name());
  update.mutable_contact()->set_kind(pb::CONTACT_KIND_CALL);
  const auto updated = Ask(&Stub::UpdateContact, update);
  ASSERT_OK(updated);
  EXPECT_EQ(updated->kind(), pb::CONTACT_KIND_CALL);
  EXPECT_EQ(updated->notes(), "Agreed the recall list.");
  ASSERT_OK(Ask(&Stub::CreateContact, ContactRequest("2026-01-02", 1)));
  pb::ListContactsRequest list;
  list.set_parent(kProgramme);
  list.set_page_size(1);
  const auto first = Ask(&Stub::ListContacts, list);
  ASSERT_OK(first);
  EXPECT_EQ(first->contacts(0).contact_date(), "2026-01-02");
  list.set_page_token(first->next_page_token());
  EXPECT_EQ(Ask(&Stub::ListContacts, list)->contacts(0).name(), made->name());
  pb::DeleteContactRequest remove;
  remove.set_name(made->name());
  remove.set_etag("\"1\"");
  EXPECT_THAT(Ask(&Stub::DeleteContact, remove), HasReason("ETAG_MISMATCH"));
  remove.clear_etag();
  EXPECT_OK(Ask(&Stub::DeleteContact, remove));
  EXPECT_THAT(Ask(&Stub::DeleteContact, remove), HasReason("CONTACT_NOT_FOUND"));
  request = ContactRequest("2026-01-06", 0);
  request.mutable_contact()->set_notes("about 943 476 5919");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateContact, request).status()),
              ElementsAre("contact.contact_date", "contact.hours", "contact.notes"));
}

TEST_F(FacilitationMethodsTest, CaseloadAgainstTheProgrammesSettings) {
  ASSERT_OK(Assign("p1", "2026-01-01"));
  ASSERT_OK(Assign("p2", "2026-01-01"));
  ASSERT_OK(Ask(&Stub::CreateContact, ContactRequest("2026-01-05", 2)));
  pb::UpdateTrainingSettingsRequest settings;
  settings.mutable_training_settings()->set_name(In("trainingSettings"));
  settings.mutable_training_settings()->set_most_practices(1);
  settings.mutable_training_settings()->set_contact_hours_per_year(36.525);
  ASSERT_OK(Ask(&Stub::UpdateTrainingSettings, settings));
  pb::GetCaseloadRequest request;
  request.set_parent(kProgramme);
  request.set_from_date("2026-01-01");
  request.set_until_date("2026-01-10");
  const auto reply = Ask(&Stub::GetCaseload, request);
  ASSERT_OK(reply);
  ASSERT_THAT(reply->facilitators(), SizeIs(1));
  EXPECT_NEAR(reply->facilitators(0).needed_hours(), 2, 0.01);
  EXPECT_EQ(reply->facilitators(0).given_hours(), 2);
  EXPECT_THAT(reply->facilitators(0).warnings(),
              ElementsAre(pb::CASELOAD_WARNING_TOO_MANY_PRACTICES));
  EXPECT_FALSE(reply->facilitators(0).has_capacity_hours());
  EXPECT_EQ(reply->settings().most_practices(), 1);
  request.set_until_date("2025-12-31");
  request.set_facilitator("f1");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::GetCaseload, request).status()),
              ElementsAre("facilitator"));
}

TEST_F(FacilitationMethodsTest, SettingsAreTheDefaultsUntilTheyAreSet) {
  pb::GetTrainingSettingsRequest get;
  get.set_name(In("trainingSettings"));
  const auto defaults = Ask(&Stub::GetTrainingSettings, get);
  ASSERT_OK(defaults);
  EXPECT_EQ(defaults->contact_hours_per_year(), 15);
  EXPECT_EQ(defaults->most_practices(), 13);
  EXPECT_FALSE(defaults->has_create_time());
  pb::UpdateTrainingSettingsRequest update;
  *update.mutable_training_settings() = *defaults;
  update.mutable_training_settings()->set_lapsing_days(90);
  const auto updated = Ask(&Stub::UpdateTrainingSettings, update);
  ASSERT_OK(updated);
  EXPECT_EQ(updated->lapsing_days(), 90);
  EXPECT_THAT(Ask(&Stub::UpdateTrainingSettings, update), HasReason("ETAG_MISMATCH"));
}

TEST_F(FacilitationMethodsTest, LeaveIsListedAndDeleted) {
  pb::CreateLeaveRequest request;
  request.set_parent(kProgramme);
  request.mutable_leave()->set_appointment(In("appointments/f1"));
  request.mutable_leave()->set_start_date("2026-08-03");
  request.mutable_leave()->set_end_date("2026-08-14");
  const auto made = Ask(&Stub::CreateLeave, request);
  ASSERT_OK(made);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateLeave, request).status()),
              ElementsAre("leave.start_date"));
  pb::ListLeavesRequest list;
  list.set_parent(kProgramme);
  list.set_from_date("2026-08-14");
  EXPECT_THAT(Ask(&Stub::ListLeaves, list)->leaves(), SizeIs(1));
  list.set_from_date("2026-08-15");
  EXPECT_THAT(Ask(&Stub::ListLeaves, list)->leaves(), SizeIs(0));
  pb::DeleteLeaveRequest remove;
  remove.set_name(made->name());
  EXPECT_OK(Ask(&Stub::DeleteLeave, remove));
  EXPECT_OK(Ask(&Stub::CreateLeave, request));
}

// Messages and domain number their words alike; each word of one has its namesake in the other.
template <typename Domain, size_t N, typename Names>
void ExpectSameWords(const absl::string_view (&words)[N], const std::string& prefix, Names name,
                     int count) {
  EXPECT_EQ(static_cast<int>(N), count) << prefix;
  for (size_t i = 1; i < N; ++i) {
    EXPECT_EQ(absl::AsciiStrToLower(name(static_cast<int>(i))).substr(prefix.size()), words[i]);
    EXPECT_EQ(MeaningOf<Domain>(words[i], words), static_cast<Domain>(i));
  }
}

TEST(WordsTest, MessagesAndDomainHaveTheSame) {
  ExpectSameWords<CourseKind>(
      kCourseKindWords, "course_kind_",
      [](int i) { return pb::CourseKind_Name(static_cast<pb::CourseKind>(i)); },
      pb::CourseKind_ARRAYSIZE);
  ExpectSameWords<TrainerStage>(
      kTrainerStageWords, "trainer_stage_",
      [](int i) { return pb::TrainerStage_Name(static_cast<pb::TrainerStage>(i)); },
      pb::TrainerStage_ARRAYSIZE);
  ExpectSameWords<SessionState>(
      kSessionStateWords, "session_state_",
      [](int i) { return pb::SessionState_Name(static_cast<pb::SessionState>(i)); },
      pb::SessionState_ARRAYSIZE);
  ExpectSameWords<EnrolmentState>(
      kEnrolmentStateWords, "enrolment_state_",
      [](int i) { return pb::EnrolmentState_Name(static_cast<pb::EnrolmentState>(i)); },
      pb::EnrolmentState_ARRAYSIZE);
  ExpectSameWords<Attendance>(
      kAttendanceWords, "attendance_",
      [](int i) { return pb::Attendance_Name(static_cast<pb::Attendance>(i)); },
      pb::Attendance_ARRAYSIZE);
  ExpectSameWords<ContactKind>(
      kContactKindWords, "contact_kind_",
      [](int i) { return pb::ContactKind_Name(static_cast<pb::ContactKind>(i)); },
      pb::ContactKind_ARRAYSIZE);
  ExpectSameWords<StaffGroup>(
      kStaffGroupWords, "staff_group_",
      [](int i) { return type::v1::StaffGroup_Name(static_cast<type::v1::StaffGroup>(i)); },
      type::v1::StaffGroup_ARRAYSIZE);
}

}  // namespace
}  // namespace pcsp::planning::training::testing

// Several people enrolled at once, or nobody.
#include "tests/planning/training/service_fixture.h"

namespace pcsp::planning::training::testing {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class EnrolmentMethodsTest : public TrainingServiceTest {
 protected:
  EnrolmentMethodsTest() {
    EXPECT_OK(AddCourse("core"));
    EXPECT_OK(AddVenue("hall", 20));
  }
  static void Add(pb::BatchCreateEnrolmentsRequest& request, const std::string& person,
                  const std::string& practice,
                  type::v1::StaffGroup group = type::v1::STAFF_GROUP_NURSE) {
    pb::Enrolment* const added = request.add_enrolments();
    added->set_participant(In("people/" + person));
    added->set_practice(In("organisations/" + practice));
    added->set_staff_group(group);
  }
  static pb::BatchCreateEnrolmentsRequest To(const std::string& session) {
    pb::BatchCreateEnrolmentsRequest request;
    request.set_parent(In("sessions/" + session));
    return request;
  }
  absl::StatusOr<pb::ListEnrolmentsResponse> List() {
    pb::ListEnrolmentsRequest list;
    list.set_parent(In("sessions/-"));
    return Ask(&Stub::ListEnrolments, list);
  }
};

TEST_F(EnrolmentMethodsTest, GivesPlacesInTheOrderOfTheRequest) {
  ASSERT_OK(AddSession("s1", "2026-03-02", 2));
  auto request = To("s1");
  for (const char* person : {"a", "b", "c"}) Add(request, person, "p1");
  request.set_request_id("0190b0a0-0000-7000-8000-000000000001");
  const auto made = Ask(&Stub::BatchCreateEnrolments, request);
  ASSERT_OK(made);
  ASSERT_THAT(made->enrolments(), SizeIs(3));
  EXPECT_EQ(made->enrolments(1).state(), pb::ENROLMENT_STATE_ENROLLED);
  EXPECT_EQ(made->enrolments(2).state(), pb::ENROLMENT_STATE_WAITING);
  EXPECT_EQ(made->enrolments(2).participant(), In("people/c"));
  EXPECT_OK(Ask(&Stub::BatchCreateEnrolments, request)) << "sent again";
  const auto listed = List();
  ASSERT_THAT(listed->enrolments(), SizeIs(3));
  EXPECT_EQ(listed->enrolments(0).participant(), In("people/a"));
}

TEST_F(EnrolmentMethodsTest, TellsWhatIsWrongWithAnyOfThemAndEnrolsNobody) {
  ASSERT_OK(AddSession("s1", "2026-03-02", 4));
  auto beside = SessionRequest("s2", "2026-03-02", 4);
  beside.mutable_session()->clear_venue();
  beside.mutable_session()->set_online(true);
  ASSERT_OK(Ask(&Stub::CreateSession, beside));
  ASSERT_OK(Enrol("s1", "known", "p1"));
  ASSERT_OK(Enrol("s2", "busy", "p1"));
  auto request = To("s1");
  Add(request, "a", "p1");
  Add(request, "known", "p1");
  Add(request, "busy", "p1");
  Add(request, "lead", "p1", type::v1::STAFF_GROUP_LEADERSHIP);
  Add(request, "a", "p1");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::BatchCreateEnrolments, request).status()),
              ElementsAre("enrolments[1].participant", "enrolments[2].participant",
                          "enrolments[3].staff_group", "enrolments[4].participant"));
  EXPECT_THAT(List()->enrolments(), SizeIs(2));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::BatchCreateEnrolments, To("s1")).status()),
              ElementsAre("enrolments"));
  auto nowhere = To("s9");
  Add(nowhere, "a", "p1");
  EXPECT_THAT(Ask(&Stub::BatchCreateEnrolments, nowhere), HasReason("SESSION_NOT_FOUND"));
}

TEST_F(EnrolmentMethodsTest, ChecksWithoutEnrolling) {
  ASSERT_OK(AddSession("s1", "2026-03-02", 4));
  auto request = To("s1");
  Add(request, "a", "p1");
  request.set_validate_only(true);
  ASSERT_OK(Ask(&Stub::BatchCreateEnrolments, request));
  EXPECT_THAT(List()->enrolments(), IsEmpty());
}

pb::BatchWithdrawEnrolmentsRequest Withdrawal(const std::vector<std::string>& names) {
  pb::BatchWithdrawEnrolmentsRequest request;
  request.set_parent(In("sessions/-"));
  for (const std::string& name : names) request.add_enrolments()->set_name(name);
  return request;
}

TEST_F(EnrolmentMethodsTest, ThoseWhoGoTogetherGetNoneOfThePlacesThatTheyLeave) {
  ASSERT_OK(AddSession("s1", "2026-03-02", 2));
  const auto first = Enrol("s1", "a", "p1");
  ASSERT_OK(Enrol("s1", "b", "p1"));
  const auto goes_too = Enrol("s1", "c", "p1"), waits = Enrol("s1", "d", "p2");
  ASSERT_OK(waits);
  auto request = Withdrawal({first->name(), goes_too->name()});
  request.set_validate_only(true);
  const auto tried = Ask(&Stub::BatchWithdrawEnrolments, request);
  ASSERT_OK(tried);
  ASSERT_THAT(tried->promoted(), SizeIs(1)) << "says who would get a place";
  pb::GetEnrolmentRequest get;
  get.set_name(waits->name());
  EXPECT_EQ(Ask(&Stub::GetEnrolment, get)->state(), pb::ENROLMENT_STATE_WAITING);
  request.set_validate_only(false);
  request.set_request_id("0190b0a0-0000-7000-8000-000000000002");
  const auto done = Ask(&Stub::BatchWithdrawEnrolments, request);
  ASSERT_OK(done);
  ASSERT_THAT(done->promoted(), SizeIs(1));
  EXPECT_EQ(done->promoted(0).name(), waits->name()) << "c waited longer, and goes too";
  EXPECT_EQ(done->enrolments(1).state(), pb::ENROLMENT_STATE_WITHDRAWN);
  EXPECT_OK(Ask(&Stub::BatchWithdrawEnrolments, request)) << "sent again";
}

TEST_F(EnrolmentMethodsTest, WhoChoosesAgainIsToldWhatWasWithdrawnBefore) {
  ASSERT_OK(AddSession("s1", "2026-03-02", 4));
  const auto first = Enrol("s1", "a", "p1"), second = Enrol("s1", "b", "p1");
  auto request = Withdrawal({first->name()});
  request.set_selection("all who left");
  request.set_remark("a left");
  request.set_request_id("0190b0a0-0000-7000-8000-000000000003");
  ASSERT_OK(Ask(&Stub::BatchWithdrawEnrolments, request));
  auto retry = Withdrawal({second->name()});
  retry.set_selection(request.selection());
  retry.set_remark("b left");
  retry.set_request_id(request.request_id());
  const auto again = Ask(&Stub::BatchWithdrawEnrolments, retry);
  ASSERT_OK(again);
  ASSERT_THAT(again->enrolments(), SizeIs(1));
  EXPECT_EQ(again->enrolments(0).name(), first->name());
  EXPECT_EQ(again->remark(), "a left");
  pb::GetEnrolmentRequest get;
  get.set_name(second->name());
  EXPECT_EQ(Ask(&Stub::GetEnrolment, get)->state(), pb::ENROLMENT_STATE_ENROLLED);
  retry.clear_enrolments();
  EXPECT_THAT(Ask(&Stub::BatchWithdrawEnrolments, retry)->enrolments(), SizeIs(1));
  retry.set_selection("all who fell ill");
  EXPECT_EQ(ErrorDetailOf(Ask(&Stub::BatchWithdrawEnrolments, retry).status())->reason,
            "REQUEST_ID_REUSED");
  retry.clear_request_id();
  EXPECT_THAT(Ask(&Stub::BatchWithdrawEnrolments, retry)->enrolments(), IsEmpty());
  retry.set_selection(std::string(1001, 'x'));
  retry.set_remark(std::string((1 << 20) + 1, 'x'));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::BatchWithdrawEnrolments, retry).status()),
              ElementsAre("selection", "remark"));
}

TEST_F(EnrolmentMethodsTest, TellsWhatIsWrongWithAnyOfThemAndWithdrawsNobody) {
  ASSERT_OK(AddSession("s1", "2026-03-02", 4));
  const auto fine = Enrol("s1", "a", "p1"), gone = Enrol("s1", "b", "p1");
  ASSERT_OK(Ask(&Stub::BatchWithdrawEnrolments, Withdrawal({gone->name()})));
  auto request =
      Withdrawal({fine->name(), gone->name(), In("sessions/s1/enrolments/none"), fine->name()});
  request.mutable_enrolments(0)->set_etag("\"9\"");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::BatchWithdrawEnrolments, request).status()),
              ElementsAre("enrolments[3].name"));
  request.mutable_enrolments()->RemoveLast();
  EXPECT_THAT(ViolatedFields(Ask(&Stub::BatchWithdrawEnrolments, request).status()),
              ElementsAre("enrolments[0].etag", "enrolments[1].name", "enrolments[2].name"));
  pb::GetEnrolmentRequest get;
  get.set_name(fine->name());
  EXPECT_EQ(Ask(&Stub::GetEnrolment, get)->state(), pb::ENROLMENT_STATE_ENROLLED);
  request.set_parent(In("sessions/s1"));
  request.clear_enrolments();
  EXPECT_THAT(ViolatedFields(Ask(&Stub::BatchWithdrawEnrolments, request).status()),
              ElementsAre("parent", "enrolments"));
}

}  // namespace
}  // namespace pcsp::planning::training::testing

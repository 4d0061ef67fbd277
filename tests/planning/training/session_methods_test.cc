#include "tests/planning/training/service_fixture.h"

namespace pcsp::planning::training::testing {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class SessionMethodsTest : public TrainingServiceTest {
 protected:
  SessionMethodsTest() {
    EXPECT_OK(AddCourse("core"));
    EXPECT_OK(AddVenue("hall", 20));
  }
  void Assure(const std::string& trainer) {
    for (const auto stage :
         {pb::TRAINER_STAGE_CANDIDATE, pb::TRAINER_STAGE_TRAINED, pb::TRAINER_STAGE_CO_DELIVERING,
          pb::TRAINER_STAGE_PEER_REVIEWED, pb::TRAINER_STAGE_QUALITY_ASSURED}) {
      EXPECT_OK(Step(trainer, stage, "2025-06-02"));
    }
  }
  absl::StatusOr<pb::Session> MoveTo(const std::string& id, pb::SessionState state) {
    pb::ChangeSessionStateRequest request;
    request.set_name(In("sessions/" + id));
    request.set_state(state);
    return Ask(&Stub::ChangeSessionState, request);
  }
};

TEST_F(SessionMethodsTest, CreatesInLocalTime) {
  const auto made = AddSession("s1", "2026-07-06", 4);
  ASSERT_OK(made);
  EXPECT_EQ(made->time_zone(), "Europe/London");
  EXPECT_EQ(made->state(), pb::SESSION_STATE_PLANNED);
  EXPECT_EQ(absl::FromUnixSeconds(made->start_time().seconds()),
            absl::FromCivil(absl::CivilSecond(2026, 7, 6, 8, 30), absl::UTCTimeZone()));
}

TEST_F(SessionMethodsTest, TellsEveryViolationAtOnce) {
  auto request = SessionRequest("s1", "2026-03-02", -1, "nowhere");
  request.mutable_session()->clear_venue();
  request.mutable_session()->set_end("2026-03-02T09:00");
  request.mutable_session()->add_trainers(In("appointments/t1"));
  request.mutable_session()->add_trainers("t2");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateSession, request).status()),
              ElementsAre("session.trainers[1]", "session.end", "session.course",
                          "session.capacity", "session.capacity", "session.venue"));
}

TEST_F(SessionMethodsTest, RefusesATrainerInTwoPlacesOnLeaveOrNotFarEnough) {
  Assure("t1");
  ASSERT_OK(Step("t2", pb::TRAINER_STAGE_CANDIDATE, "2025-06-02"));
  auto first = SessionRequest("s1", "2026-03-02", 4);
  first.mutable_session()->add_trainers(In("appointments/t1"));
  ASSERT_OK(Ask(&Stub::CreateSession, first));
  auto second = SessionRequest("s2", "2026-03-02", 4);
  second.mutable_session()->add_trainers(In("appointments/t1"));
  second.mutable_session()->add_trainers(In("appointments/t2"));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateSession, second).status()),
              ElementsAre("session.venue", "session.trainers[0]", "session.trainers[1]"));
  pb::CreateLeaveRequest leave;
  leave.set_parent(kProgramme);
  leave.mutable_leave()->set_appointment(In("appointments/t1"));
  leave.mutable_leave()->set_start_date("2026-03-02");
  leave.mutable_leave()->set_end_date("2026-03-10");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateLeave, leave).status()),
              ElementsAre("leave.start_date"));
  leave.mutable_leave()->set_start_date("2026-03-03");
  ASSERT_OK(Ask(&Stub::CreateLeave, leave));
  auto third = SessionRequest("s3", "2026-03-10", 4);
  third.mutable_session()->add_trainers(In("appointments/t1"));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateSession, third).status()),
              ElementsAre("session.trainers[0]"));
}

TEST_F(SessionMethodsTest, WhoFallsIllIsTakenOffWhatTheyWereToTeach) {
  for (const char* trainer : {"t1", "t2"}) Assure(trainer);
  for (const auto& [id, day] : {std::pair("s1", "2026-03-02"), std::pair("s2", "2026-03-05"),
                                std::pair("s3", "2026-03-09")}) {
    auto session = SessionRequest(id, day, 4);
    session.mutable_session()->add_trainers(In("appointments/t1"));
    session.mutable_session()->add_trainers(In("appointments/t2"));
    ASSERT_OK(Ask(&Stub::CreateSession, session));
  }
  pb::CreateLeaveRequest leave;
  leave.set_parent(kProgramme);
  leave.mutable_leave()->set_appointment(In("appointments/t1"));
  leave.mutable_leave()->set_start_date("2026-03-01");
  leave.mutable_leave()->set_end_date("2026-03-08");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateLeave, leave).status()),
              ElementsAre("leave.start_date", "leave.start_date"));
  leave.set_release_sessions(true);
  leave.set_request_id("0190b0a0-0000-7000-8000-000000000001");
  const auto made = Ask(&Stub::CreateLeave, leave);
  ASSERT_OK(made);
  EXPECT_THAT(made->released_sessions(), ElementsAre(In("sessions/s1"), In("sessions/s2")));
  EXPECT_EQ(Ask(&Stub::CreateLeave, leave)->name(), made->name()) << "sent again";
  const auto trainers = [this](const std::string& id) {
    pb::GetSessionRequest get;
    get.set_name(In("sessions/" + id));
    return Ask(&Stub::GetSession, get)->trainers();
  };
  EXPECT_THAT(trainers("s1"), ElementsAre(In("appointments/t2")));
  EXPECT_THAT(trainers("s3"), ElementsAre(In("appointments/t1"), In("appointments/t2")));
  leave.clear_request_id();
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateLeave, leave).status()),
              ElementsAre("leave.start_date"))
      << "it overlaps, and nobody is taken off";
}

TEST_F(SessionMethodsTest, OnlyLegalStatesWithALeadAndOnceItHasBegun) {
  ASSERT_OK(AddSession("s1", "2026-03-02", 4));
  EXPECT_THAT(MoveTo("s1", pb::SESSION_STATE_CONFIRMED), HasReason("SESSION_WITHOUT_LEAD"));
  Assure("t1");
  pb::UpdateSessionRequest update;
  update.mutable_session()->set_name(In("sessions/s1"));
  update.mutable_session()->add_trainers(In("appointments/t1"));
  ASSERT_OK(Ask(&Stub::UpdateSession, update));
  EXPECT_OK(MoveTo("s1", pb::SESSION_STATE_CONFIRMED));
  EXPECT_THAT(MoveTo("s1", pb::SESSION_STATE_HELD), HasReason("SESSION_NOT_BEGUN"));
  clock_.Advance(absl::Hours(24 * 60));
  EXPECT_OK(MoveTo("s1", pb::SESSION_STATE_HELD));
  EXPECT_THAT(MoveTo("s1", pb::SESSION_STATE_CANCELLED), HasReason("SESSION_STEP_NOT_ALLOWED"));
  EXPECT_THAT(Ask(&Stub::UpdateSession, update), HasReason("SESSION_OVER"));
}

TEST_F(SessionMethodsTest, ACancelledSessionComesBackOnlyWhileItsTrainersAreFree) {
  Assure("t1");
  auto first = SessionRequest("s1", "2026-03-02", 4);
  first.mutable_session()->add_trainers(In("appointments/t1"));
  ASSERT_OK(Ask(&Stub::CreateSession, first));
  ASSERT_OK(MoveTo("s1", pb::SESSION_STATE_CANCELLED));
  auto second = first;
  second.set_session_id("s2");
  ASSERT_OK(Ask(&Stub::CreateSession, second));
  EXPECT_THAT(ViolatedFields(MoveTo("s1", pb::SESSION_STATE_PLANNED).status()),
              ElementsAre("session.venue", "session.trainers[0]"));
}

TEST_F(SessionMethodsTest, EnrolsWaitsAndPromotes) {
  auto request = SessionRequest("s1", "2026-03-02", 2);
  request.mutable_session()->set_minimum_size(2);
  pb::PlaceQuota* const quota = request.mutable_session()->add_quotas();
  quota->set_per_practice(2);
  ASSERT_OK(Ask(&Stub::CreateSession, request));
  const auto first = Enrol("s1", "a", "p1");
  ASSERT_OK(first);
  EXPECT_EQ(first->state(), pb::ENROLMENT_STATE_ENROLLED);
  EXPECT_THAT(Enrol("s1", "a", "p1"), HasReason("ENROLMENT_EXISTS"));
  ASSERT_OK(Enrol("s1", "b", "p1"));
  EXPECT_THAT(ViolatedFields(Enrol("s1", "c", "p1").status()), ElementsAre("enrolment.practice"));
  const auto waits = Enrol("s1", "d", "p2");
  ASSERT_OK(waits);
  EXPECT_EQ(waits->state(), pb::ENROLMENT_STATE_WAITING);
  ASSERT_OK(Enrol("s1", "e", "p3"));
  pb::WithdrawEnrolmentRequest withdraw;
  withdraw.set_name(first->name());
  const auto withdrawn = Ask(&Stub::WithdrawEnrolment, withdraw);
  ASSERT_OK(withdrawn);
  ASSERT_THAT(withdrawn->promoted(), SizeIs(1));
  EXPECT_EQ(withdrawn->promoted(0).name(), waits->name());
  EXPECT_THAT(Ask(&Stub::WithdrawEnrolment, withdraw), HasReason("ENROLMENT_WITHDRAWN"));
  // More room, and the last one has a place too.
  pb::UpdateSessionRequest update;
  update.mutable_session()->set_name(In("sessions/s1"));
  update.mutable_session()->set_capacity(3);
  const auto updated = Ask(&Stub::UpdateSession, update);
  ASSERT_OK(updated);
  EXPECT_EQ(updated->enrolled_count(), 3);
  EXPECT_EQ(updated->waiting_count(), 0);
  update.mutable_session()->set_capacity(2);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::UpdateSession, update).status()),
              ElementsAre("session.capacity"));
}

TEST_F(SessionMethodsTest, PrerequisitesOfCancelledSessionsDoNotCount) {
  ASSERT_OK(AddCourse("follow-up", {"core"}));
  ASSERT_OK(AddSession("s1", "2026-03-02", 4));
  ASSERT_OK(AddSession("s2", "2026-04-13", 4, "follow-up"));
  EXPECT_THAT(ViolatedFields(Enrol("s2", "a", "p1").status()),
              ElementsAre("enrolment.participant"));
  ASSERT_OK(Enrol("s1", "a", "p1"));
  ASSERT_OK(Enrol("s1", "b", "p1"));
  EXPECT_OK(Enrol("s2", "a", "p1"));
  ASSERT_OK(MoveTo("s1", pb::SESSION_STATE_CANCELLED));
  EXPECT_THAT(ViolatedFields(Enrol("s2", "b", "p1").status()),
              ElementsAre("enrolment.participant"));
}

TEST_F(SessionMethodsTest, RecordsAttendance) {
  ASSERT_OK(AddSession("s1", "2026-03-02", 4));
  ASSERT_OK(Enrol("s1", "a", "p1"));
  pb::RecordAttendanceRequest request;
  request.set_name(In("sessions/s1"));
  Mark(request, "a", pb::ATTENDANCE_ATTENDED);
  Mark(request, "z", pb::ATTENDANCE_ATTENDED);
  EXPECT_THAT(Ask(&Stub::RecordAttendance, request), HasReason("SESSION_NOT_BEGUN"));
  clock_.Advance(absl::Hours(24 * 60));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::RecordAttendance, request).status()),
              ElementsAre("marks[1].practice", "marks[1].staff_group"));
  request.mutable_marks()->RemoveLast();
  Mark(request, "z", pb::ATTENDANCE_PARTLY, "p2");
  const auto recorded = Ask(&Stub::RecordAttendance, request);
  ASSERT_OK(recorded);
  EXPECT_EQ(recorded->session().state(), pb::SESSION_STATE_HELD);
  EXPECT_EQ(recorded->session().enrolled_count(), 2);
  EXPECT_EQ(recorded->enrolments(1).attendance(), pb::ATTENDANCE_PARTLY);
  // A correction finds those who were not enrolled again.
  request.clear_marks();
  Mark(request, "z", pb::ATTENDANCE_ATTENDED);
  const auto corrected = Ask(&Stub::RecordAttendance, request);
  ASSERT_OK(corrected);
  EXPECT_EQ(corrected->enrolments(0).name(), recorded->enrolments(1).name());
  pb::ListEnrolmentsRequest list;
  list.set_parent(In("sessions/-"));
  list.set_practice(In("organisations/p2"));
  EXPECT_THAT(Ask(&Stub::ListEnrolments, list)->enrolments(), SizeIs(1));
}

TEST_F(SessionMethodsTest, ListsByTimeWithFilters) {
  ASSERT_OK(AddSession("b", "2026-03-02", 4));
  ASSERT_OK(AddSession("a", "2026-03-09", 4));
  ASSERT_OK(AddSession("c", "2026-03-16", 4));
  ASSERT_OK(Enrol("a", "x", "p1"));
  pb::ListSessionsRequest request;
  request.set_parent(kProgramme);
  request.set_page_size(2);
  const auto first = Ask(&Stub::ListSessions, request);
  ASSERT_OK(first);
  ASSERT_THAT(first->sessions(), SizeIs(2));
  EXPECT_EQ(first->sessions(0).name(), In("sessions/b"));
  EXPECT_EQ(first->sessions(1).enrolled_count(), 1);
  request.set_page_token(first->next_page_token());
  EXPECT_EQ(Ask(&Stub::ListSessions, request)->sessions(0).name(), In("sessions/c"));
  request.clear_page_token();
  request.set_from_date("2026-03-03");
  request.set_until_date("2026-03-15");
  EXPECT_THAT(Ask(&Stub::ListSessions, request)->sessions(), SizeIs(1));
}

}  // namespace
}  // namespace pcsp::planning::training::testing

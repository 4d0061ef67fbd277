// What keeps sessions off days, venues and people, and how they leave the diary.
#include "tests/planning/training/service_fixture.h"

namespace pcsp::planning::training::testing {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DiaryMethodsTest : public TrainingServiceTest {
 protected:
  DiaryMethodsTest() {
    EXPECT_OK(AddCourse("core"));
    EXPECT_OK(AddVenue("hall", 20));
    EXPECT_OK(AddVenue("barn", 20));
  }
  absl::StatusOr<pb::TrainingSettings> Close(const std::vector<std::string>& days) {
    pb::UpdateTrainingSettingsRequest update;
    update.mutable_training_settings()->set_name(In("trainingSettings"));
    update.mutable_update_mask()->add_paths("closed_days");
    for (const std::string& day : days) {
      pb::ClosedDay* const closed = update.mutable_training_settings()->add_closed_days();
      closed->set_date(day);
      closed->set_title("Founders' day");
    }
    return Ask(&Stub::UpdateTrainingSettings, update);
  }
  absl::StatusOr<pb::Session> Move(const std::string& id, const std::string& day,
                                   bool allow_closed_day = false) {
    pb::UpdateSessionRequest update;
    update.mutable_session()->set_name(In("sessions/" + id));
    update.mutable_session()->set_start(day + "T09:30");
    update.mutable_session()->set_end(day + "T16:30");
    update.set_allow_closed_day(allow_closed_day);
    return Ask(&Stub::UpdateSession, update);
  }
  absl::StatusOr<pb::Session> Delete(const std::string& id) {
    pb::DeleteSessionRequest request;
    request.set_name(In("sessions/" + id));
    return Ask(&Stub::DeleteSession, request);
  }
};

TEST_F(DiaryMethodsTest, ClosedDaysAreKeptByDayAndToldByField) {
  const auto kept = Close({"2026-12-25", "2026-05-25"});
  ASSERT_OK(kept);
  ASSERT_THAT(kept->closed_days(), SizeIs(2));
  EXPECT_EQ(kept->closed_days(0).date(), "2026-05-25");
  EXPECT_EQ(kept->closed_days(0).title(), "Founders' day");
  EXPECT_THAT(ViolatedFields(Close({"2026-12-25", "christmas", "2026-12-25"}).status()),
              ElementsAre("training_settings.closed_days[1].date",
                          "training_settings.closed_days[2].date"));
  EXPECT_THAT(Close({})->closed_days(), IsEmpty());
}

TEST_F(DiaryMethodsTest, NoSessionOnAClosedDayUnlessAllowed) {
  ASSERT_OK(Close({"2026-05-25"}));
  EXPECT_THAT(ViolatedFields(AddSession("s1", "2026-05-25", 4).status()),
              ElementsAre("session.start"));
  ASSERT_OK(AddSession("s1", "2026-05-26", 4));
  EXPECT_THAT(ViolatedFields(Move("s1", "2026-05-25").status()), ElementsAre("session.start"));
  ASSERT_OK(Move("s1", "2026-05-25", true));
  pb::UpdateSessionRequest more;
  more.mutable_session()->set_name(In("sessions/s1"));
  more.mutable_session()->set_capacity(5);
  EXPECT_OK(Ask(&Stub::UpdateSession, more)) << "it stays where it was allowed";
  auto request = SessionRequest("s2", "2026-05-25", 4);
  request.mutable_session()->set_venue(In("venues/barn"));
  request.set_allow_closed_day(true);
  EXPECT_OK(Ask(&Stub::CreateSession, request));
}

TEST_F(DiaryMethodsTest, WhatHasBegunIsEnteredOnlyForTheRecord) {
  auto request = SessionRequest("s1", "2025-03-03", 4);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateSession, request).status()),
              ElementsAre("session.start"));
  request.set_allow_past(true);
  EXPECT_OK(Ask(&Stub::CreateSession, request));
}

TEST_F(DiaryMethodsTest, AVenueIsBookedOnceAndItSaysByWhat) {
  ASSERT_OK(AddSession("s1", "2026-03-02", 4));
  const absl::Status twice = AddSession("s2", "2026-03-02", 4).status();
  EXPECT_THAT(ViolatedFields(twice), ElementsAre("session.venue"));
  EXPECT_THAT(ErrorDetailOf(twice)->violations[0].expected, ::testing::HasSubstr("session s1"));
  EXPECT_OK(AddSession("s2", "2026-03-03", 4));
  EXPECT_THAT(ViolatedFields(Move("s2", "2026-03-02").status()), ElementsAre("session.venue"));
}

TEST_F(DiaryMethodsTest, NobodyIsInTwoSessionsAtOnce) {
  ASSERT_OK(AddSession("s1", "2026-03-02", 4));
  auto other = SessionRequest("s2", "2026-03-02", 4);
  other.mutable_session()->set_venue(In("venues/barn"));
  ASSERT_OK(Ask(&Stub::CreateSession, other));
  ASSERT_OK(AddSession("s3", "2026-03-03", 4));
  ASSERT_OK(Enrol("s1", "a", "p1"));
  EXPECT_THAT(ViolatedFields(Enrol("s2", "a", "p1").status()),
              ElementsAre("enrolment.participant"));
  ASSERT_OK(Enrol("s2", "b", "p1"));
  ASSERT_OK(Enrol("s3", "a", "p1"));
  ASSERT_OK(Enrol("s3", "b", "p1"));
  EXPECT_THAT(ViolatedFields(Move("s3", "2026-03-02").status()),
              ElementsAre("session.start", "session.start", "session.venue"));
}

TEST_F(DiaryMethodsTest, ASessionIsDeletedOnceNobodyIsOnIt) {
  ASSERT_OK(AddSession("s1", "2026-03-02", 4));
  const auto enrolled = Enrol("s1", "a", "p1");
  ASSERT_OK(enrolled);
  EXPECT_THAT(Delete("s1"), HasReason("SESSION_IN_USE"));
  pb::WithdrawEnrolmentRequest withdraw;
  withdraw.set_name(enrolled->name());
  ASSERT_OK(Ask(&Stub::WithdrawEnrolment, withdraw));
  EXPECT_EQ(Delete("s1")->name(), In("sessions/s1"));
  EXPECT_THAT(Delete("s1"), HasReason("SESSION_NOT_FOUND"));
  pb::ListEnrolmentsRequest list;
  list.set_parent(In("sessions/-"));
  EXPECT_THAT(Ask(&Stub::ListEnrolments, list)->enrolments(), IsEmpty());
}

}  // namespace
}  // namespace pcsp::planning::training::testing

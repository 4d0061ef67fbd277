// Who and what cannot be at two sessions at once.
#include "services/planning/domain/training/session/clashes.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/planning/training/made.h"

namespace pcsp::planning::training {
namespace {

using ::testing::ElementsAre;
using testing::Fields;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeEnrolment;
using testing::MakeSession;
using ::testing::SizeIs;

// `s2` overlaps the last minute of `s1`, and `kim` teaches it.
Session Beside() {
  Session other = MakeSession("s2");
  other.venue = "barn";
  other.trainers = {"kim"};
  other.start_time = MakeSession("s1").end_time - absl::Minutes(1);
  other.end_time = other.start_time + absl::Hours(2);
  return other;
}

Enrolment InS2(const std::string& participant) {
  Enrolment enrolment = MakeEnrolment("e", "p1");
  enrolment.session = "s2";
  enrolment.participant = participant;
  return enrolment;
}

TEST(ClashesTest, AVenueHoldsOneSessionAtATime) {
  Session session = MakeSession("s1");
  Session other = Beside();
  const auto check = [&] {
    Violations violations;
    CheckVenueFree(session, {.sessions = {other}, .enrolments = {}}, violations);
    return violations.list();
  };
  EXPECT_THAT(check(), IsEmpty()) << "another venue";
  other.venue = "hall";
  ASSERT_THAT(check(), SizeIs(1));
  EXPECT_EQ(check()[0].field, "session.venue");
  EXPECT_THAT(check()[0].expected, HasSubstr("session s2 from 2026-03-02T09:30"));
  other.start_time = session.end_time;
  EXPECT_THAT(check(), IsEmpty()) << "straight after";
  other = Beside();
  other.venue = "hall";
  other.state = SessionState::kCancelled;
  EXPECT_THAT(check(), IsEmpty());
  other.state = SessionState::kPlanned;
  other.id = "s1";
  EXPECT_THAT(check(), IsEmpty()) << "itself, as it was";
  session.venue = other.venue = "";
  other.id = "s2";
  EXPECT_THAT(check(), IsEmpty()) << "online there is room for all";
}

TEST(ClashesTest, ATrainerTeachesOrAttendsOneSessionAtATime) {
  const auto check = [](const std::string& trainer, const Enrolment& enrolment) {
    Violations violations;
    CheckTrainerFree("t", trainer, MakeSession("s1"),
                     {.sessions = {Beside()}, .enrolments = {enrolment}}, violations);
    return Fields(violations);
  };
  EXPECT_THAT(check("kim", InS2("people/a")), ElementsAre("t"));
  EXPECT_THAT(check("lee", InS2("people/lee")), IsEmpty()) << "a person of that id";
  EXPECT_THAT(check("lee", InS2("appointments/lee")), ElementsAre("t"));
  Enrolment withdrawn = InS2("appointments/lee");
  withdrawn.state = EnrolmentState::kWithdrawn;
  EXPECT_THAT(check("lee", withdrawn), IsEmpty());
}

TEST(ClashesTest, AParticipantAttendsOrTeachesOneSessionAtATime) {
  const auto check = [](const std::string& participant, const Enrolment& enrolment) {
    Violations violations;
    CheckParticipantFree("p", participant, MakeSession("s1"),
                         {.sessions = {Beside()}, .enrolments = {enrolment}}, violations);
    return Fields(violations);
  };
  EXPECT_THAT(check("people/a", InS2("people/a")), ElementsAre("p"));
  EXPECT_THAT(check("people/b", InS2("people/a")), IsEmpty());
  EXPECT_THAT(check("appointments/kim", InS2("people/a")), ElementsAre("p")) << "teaches it";
  Enrolment waits = InS2("people/a");
  waits.state = EnrolmentState::kWaiting;
  EXPECT_THAT(check("people/a", waits), ElementsAre("p")) << "may get that place any day";
}

}  // namespace
}  // namespace pcsp::planning::training

#include "services/planning/domain/training/session/session.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/training/session/session_check.h"
#include "tests/planning/training/made.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::training {
namespace {

using ::pcsp::testing::HasReason;
using ::testing::ElementsAre;
using testing::Fields;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeCourse;
using testing::MakeSession;
using testing::MakeVenue;

TrainerStep Step(TrainerStage stage, absl::CivilDay day, absl::CivilDay lapse = kNever) {
  TrainerStep step;
  step.stage = stage;
  step.day = day;
  step.lapse = lapse;
  return step;
}

// A course and a venue that exist, and trainers `assured` and `co`.
SessionContext Around() {
  SessionContext context;
  context.course = MakeCourse("core");
  context.venue = MakeVenue();
  context.steps["assured"] = {
      Step(TrainerStage::kQualityAssured, absl::CivilDay(2025, 1, 1), absl::CivilDay(2028, 1, 1))};
  context.steps["co"] = {Step(TrainerStage::kCoDelivering, absl::CivilDay(2025, 1, 1))};
  context.steps["fresh"] = {Step(TrainerStage::kTrained, absl::CivilDay(2025, 1, 1))};
  return context;
}

std::vector<std::string> Check(const Session& session, const SessionContext& context = Around()) {
  Violations violations;
  CheckSession(session, context, violations);
  return Fields(violations);
}

TEST(SessionCheckTest, SoundSessionHasNoViolations) {
  Session session = MakeSession("s1");
  session.trainers = {"assured", "co"};
  session.quotas = {{StaffGroup::kGp, 2, 4}, {StaffGroup::kUnspecified, 6, 0}};
  EXPECT_THAT(Check(session), IsEmpty());
}

TEST(SessionCheckTest, UnknownCourseAndVenueAndNegativePlaces) {
  Session session = MakeSession("s1", -4);
  session.quotas = {{StaffGroup::kGp, -1, 0}, {StaffGroup::kGp, 0, -2}};
  EXPECT_THAT(Check(session, SessionContext()),
              ElementsAre("session.course", "session.capacity", "session.capacity", "session.venue",
                          "session.quotas[0].per_practice", "session.quotas[1].in_all",
                          "session.quotas[1].staff_group"));
}

TEST(SessionCheckTest, VenueOrOnlineAndNotBoth) {
  Session session = MakeSession("s1");
  session.online = true;
  EXPECT_THAT(Check(session), ElementsAre("session.venue"));
  session.venue = "";
  SessionContext context = Around();
  context.venue.reset();
  EXPECT_THAT(Check(session, context), IsEmpty());
  session.online = false;
  EXPECT_THAT(Check(session, context), ElementsAre("session.venue"));
}

TEST(SessionCheckTest, CapacityFitsTheVenueTheMinimumAndThoseEnrolled) {
  EXPECT_THAT(Check(MakeSession("s1", 21)), ElementsAre("session.capacity"));
  Session session = MakeSession("s1", 4);
  session.minimum_size = 5;
  SessionContext context = Around();
  context.enrolled = 5;
  EXPECT_THAT(Check(session, context), ElementsAre("session.minimum_size", "session.capacity"));
}

TEST(SessionCheckTest, TrainerInTwoPlacesAtOnce) {
  Session session = MakeSession("s1");
  session.trainers = {"assured"};
  Session other = MakeSession("s2");
  other.venue = "barn";
  other.trainers = {"assured"};
  other.start_time = session.end_time - absl::Minutes(1);
  other.end_time = other.start_time + absl::Hours(2);
  SessionContext context = Around();
  context.diary.sessions = {other};
  EXPECT_THAT(Check(session, context), ElementsAre("session.trainers[0]"));
  context.diary.sessions[0].start_time = session.end_time;  // straight after
  EXPECT_THAT(Check(session, context), IsEmpty());
  context.diary.sessions = {other};
  context.diary.sessions[0].state = SessionState::kCancelled;
  EXPECT_THAT(Check(session, context), IsEmpty());
  context.diary.sessions = {other};
  context.diary.sessions[0].id = "s1";  // itself, as it was
  EXPECT_THAT(Check(session, context), IsEmpty());
}

TEST(SessionCheckTest, ATimeToComeOnDaysOnWhichTheProgrammeIsOpen) {
  const Session session = MakeSession("s1");
  SessionContext context = Around();
  context.now = session.start_time;
  context.closed_days = {{absl::CivilDay(2026, 3, 1), "Sunday"},
                         {absl::CivilDay(2026, 3, 2), "Founders' day"}};
  Violations violations;
  CheckSession(session, context, violations);
  ASSERT_THAT(Fields(violations), ElementsAre("session.start", "session.start"));
  EXPECT_THAT(violations.list()[1].expected, HasSubstr("Founders' day"));
  context.now = session.start_time - absl::Seconds(1);
  context.closed_days.pop_back();
  EXPECT_THAT(Check(session, context), IsEmpty());
}

TEST(SessionCheckTest, WhoIsEnrolledAndTheVenueAreFreeThen) {
  Enrolment elsewhere;
  elsewhere.session = "s2";
  elsewhere.participant = "people/a";
  SessionContext context = Around();
  context.diary = {.sessions = {MakeSession("s2")}, .enrolments = {elsewhere}};
  context.participants = {"people/a", "people/b"};
  EXPECT_THAT(Check(MakeSession("s1"), context), ElementsAre("session.start", "session.venue"));
}

TEST(SessionCheckTest, ALinkIsSafeAndForSessionsOnline) {
  Session session = MakeSession("s1");
  session.online_link = "https://meet.example.org/1";
  EXPECT_THAT(Check(session), ElementsAre("session.online_link"));
  session.online = true;
  session.venue = "";
  SessionContext context = Around();
  context.venue.reset();
  EXPECT_THAT(Check(session, context), IsEmpty());
  for (const char* link :
       {"http://meet.example.org", "https://a b", "https://a\nURL:x", "javascript:alert(1)"}) {
    session.online_link = link;
    EXPECT_THAT(Check(session, context), ElementsAre("session.online_link")) << link;
  }
}

TEST(SessionCheckTest, TrainerOnLeave) {
  Session session = MakeSession("s1");
  session.trainers = {"co", "assured"};
  Leave leave;
  leave.appointment = "assured";
  leave.first = absl::CivilDay(2026, 3, 2);
  leave.last = absl::CivilDay(2026, 3, 6);
  SessionContext context = Around();
  context.leaves = {leave};
  EXPECT_THAT(Check(session, context), ElementsAre("session.trainers[1]"));
  context.leaves[0].first = absl::CivilDay(2026, 3, 3);
  EXPECT_THAT(Check(session, context), IsEmpty());
}

struct StageCase {
  const char* trainer;
  TrainerStage needed;
  bool enough;
};

TEST(SessionCheckTest, TrainerIsFarEnoughOnTheDay) {
  for (const StageCase& c :
       {StageCase{"assured", TrainerStage::kNone, true}, StageCase{"co", TrainerStage::kNone, true},
        StageCase{"fresh", TrainerStage::kNone, false},
        StageCase{"nobody", TrainerStage::kNone, false},
        StageCase{"co", TrainerStage::kQualityAssured, false},
        StageCase{"fresh", TrainerStage::kTrained, true}}) {
    SessionContext context = Around();
    context.course->trainer_stage = c.needed;
    Session session = MakeSession("s1");
    session.trainers = {c.trainer};
    EXPECT_EQ(Check(session, context).empty(), c.enough) << c.trainer;
  }
  // Quality assurance that has run out by then is not enough.
  Session late = MakeSession("s1", 12, absl::CivilDay(2028, 1, 1));
  late.trainers = {"assured"};
  EXPECT_THAT(Check(late), ElementsAre("session.trainers[0]"));
}

TEST(SessionCheckTest, LeadIsQualityAssuredButForELearning) {
  Session session = MakeSession("s1");
  SessionContext context = Around();
  EXPECT_FALSE(HasLead(session, context));
  session.trainers = {"co"};
  EXPECT_FALSE(HasLead(session, context));
  session.trainers = {"co", "assured"};
  EXPECT_TRUE(HasLead(session, context));
  session.trainers = {};
  context.course->kind = CourseKind::kELearning;
  EXPECT_TRUE(HasLead(session, context));
}

TEST(SessionTest, TimesGoByTheClockOnTheWall) {
  Session winter = MakeSession("s1", 1, absl::CivilDay(2026, 1, 12));
  Session summer = MakeSession("s2", 1, absl::CivilDay(2026, 7, 13));
  EXPECT_EQ(absl::FormatTime("%H:%M", winter.start_time, absl::UTCTimeZone()), "09:30");
  EXPECT_EQ(absl::FormatTime("%H:%M", summer.start_time, absl::UTCTimeZone()), "08:30");
}

TEST(SessionTest, EndBeforeStartUnknownZoneAndSkippedHour) {
  Session session = MakeSession("s1");
  session.end = session.start;
  Violations ends;
  ResolveTimes(session, ends);
  EXPECT_THAT(Fields(ends), ElementsAre("session.end"));
  session.time_zone = "Europe/Nowhere";
  Violations zone;
  ResolveTimes(session, zone);
  EXPECT_THAT(Fields(zone), ElementsAre("session.time_zone"));
  session = MakeSession("s1");
  session.start = absl::CivilMinute(2026, 3, 29, 1, 30);  // the clock goes from 1:00 to 2:00
  session.end = absl::CivilMinute(2026, 3, 29, 3, 0);
  Violations skipped;
  ResolveTimes(session, skipped);
  EXPECT_THAT(Fields(skipped), ElementsAre("session.start"));
}

TEST(SessionTest, MinutesAreReadStrictly) {
  EXPECT_EQ(MinuteFromText("2026-03-02T09:30"), absl::CivilMinute(2026, 3, 2, 9, 30));
  for (const char* text : {"", "2026-03-02", "2026-03-02 09:30", "2026-3-2T9:30",
                           "2026-02-30T09:30", "2026-03-02T09:30Z"}) {
    EXPECT_EQ(MinuteFromText(text), std::nullopt) << text;
  }
}

TEST(SessionTest, OnlyLegalStatesAndTheLegalOnesAreListed) {
  using enum SessionState;
  EXPECT_OK(AllowState("n", kPlanned, kConfirmed));
  EXPECT_OK(AllowState("n", kConfirmed, kHeld));
  EXPECT_OK(AllowState("n", kCancelled, kPlanned));
  const absl::Status refused = AllowState("n", kHeld, kPlanned);
  EXPECT_THAT(refused, HasReason("SESSION_STEP_NOT_ALLOWED"));
  EXPECT_EQ(ErrorDetailOf(AllowState("n", kCancelled, kHeld))->metadata.at("allowed"), "planned");
  EXPECT_THAT(std::string(refused.message()), HasSubstr("only to nothing"));
}

}  // namespace
}  // namespace pcsp::planning::training

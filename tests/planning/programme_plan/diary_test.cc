#include "services/planning/domain/programme_plan/diary.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/programme_plan/free_days.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using training::Leave;
using training::Session;

TEST(Diary, NamesEverySessionThatIsNotWhatItWas) {
  const std::vector<SeenSession> then = {
      {"s1", "1", {{"p1", 2}}}, {"s2", "1", {}}, {"s3", "1", {{"p1", 1}}}, {"s4", "1", {}}};
  const std::vector<SeenSession> now = {{"s1", "1", {{"p1", 2}}},
                                        {"s2", "2", {}},
                                        {"s3", "1", {{"p1", 1}, {"p2", 1}}},
                                        {"s5", "1", {}}};
  const absl::Status status = DiaryChanged("plan", DiaryDifferences(then, now));
  EXPECT_THAT(status, HasReason("DIARY_CHANGED"));
  EXPECT_THAT(ViolatedFields(status),
              ElementsAre("sessions/s2", "sessions/s3", "sessions/s4", "sessions/s5"));
  EXPECT_OK(DiaryChanged("plan", DiaryDifferences(then, then)));
}

TEST(Diary, ANewSessionHasTheSameIdWheneverAPlanIsApplied) {
  EXPECT_EQ(DiaryId("plan", "s1", true), "s1");
  EXPECT_EQ(DiaryId("plan", "core@hall#3", false), DiaryId("plan", "core@hall#3", false));
  EXPECT_NE(DiaryId("plan", "core@hall#3", false), DiaryId("other", "core@hall#3", false));
}

Session MakeSession(const std::string& id, absl::CivilDay day, int hours = 7) {
  Session session;
  session.id = id;
  session.venue = "hall";
  session.trainers = {"t1"};
  session.time_zone = "Europe/London";
  session.start = absl::CivilMinute(day.year(), day.month(), day.day(), 9);
  session.end = session.start + hours * 60;
  Violations none;
  ResolveTimes(session, none);
  return session;
}

constexpr absl::CivilDay kSaturday(2026, 3, 7);  // and a fortnight

TEST(FreeDays, TheFirstWorkingDayComesFirst) {
  const FreeDays days({}, {});
  Session session = MakeSession("new", kSaturday);
  EXPECT_TRUE(days.Place(session, kSaturday));
  EXPECT_EQ(DayOf(session), absl::CivilDay(2026, 3, 9));
  EXPECT_EQ(session.start_time,
            absl::FromCivil(absl::CivilSecond(2026, 3, 9, 9), absl::UTCTimeZone()));
}

TEST(FreeDays, RoomsAndPeopleAreInOnePlaceAtATime) {
  Session room = MakeSession("room", kSaturday + 2);
  room.trainers.clear();
  Session person = MakeSession("person", kSaturday + 3);
  person.venue = "barn";
  Session cancelled = MakeSession("cancelled", kSaturday + 5);
  cancelled.state = training::SessionState::kCancelled;
  Leave leave;
  leave.appointment = "t1";
  leave.first = leave.last = kSaturday + 4;
  const FreeDays days({room, person, cancelled}, {leave});
  Session session = MakeSession("new", kSaturday);
  EXPECT_TRUE(days.Place(session, kSaturday));
  EXPECT_EQ(DayOf(session), kSaturday + 5);
}

TEST(FreeDays, NobodyIsTaughtOnAClosedDay) {
  const std::vector<training::ClosedDay> closed = {{kSaturday + 2, "Bank holiday"}};
  Session session = MakeSession("new", kSaturday);
  EXPECT_TRUE(FreeDays({}, {}, closed).Place(session, kSaturday));
  EXPECT_EQ(DayOf(session), kSaturday + 3);
}

TEST(FreeDays, ThereMayBeNone) {
  Leave leave;
  leave.appointment = "t1";
  leave.first = kSaturday;
  leave.last = kSaturday + 13;
  FreeDays days({}, {leave});
  Session session = MakeSession("new", kSaturday);
  EXPECT_FALSE(days.Place(session, kSaturday));
  session.trainers = {"t2"};
  EXPECT_TRUE(days.Place(session, kSaturday));
}

}  // namespace
}  // namespace pcsp::planning

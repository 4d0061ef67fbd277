// Diaries by secret address, through the real service.
#include <algorithm>

#include "gmock/gmock.h"
#include "services/planning/store/training/store.h"
#include "tests/planning/action/plan_fixture.h"
#include "tests/planning/training/made.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kKim;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::SizeIs;

class CalendarServiceTest : public testing::ActionServiceTest {
 protected:
  pb::CalendarFeed Made() {
    pb::CreateCalendarFeedRequest request;
    request.set_parent("programmes/north");
    request.set_owner(kKim);
    const auto feed = Ask(&Stub::CreateCalendarFeed, request);
    EXPECT_OK(feed);
    return *feed;
  }
  absl::StatusOr<pb::CalendarFeed> MadeFor(const std::string& owner, const std::string& person) {
    pb::CreateCalendarFeedRequest request;
    request.set_parent("programmes/north");
    request.set_owner(owner);
    request.set_person(person);
    return Ask(&Stub::CreateCalendarFeed, request);
  }
  std::string DiaryOf(const std::string& owner, const std::string& person = "") {
    const auto feed = MadeFor(owner, person);
    EXPECT_OK(feed);
    const auto diary = Diary(TokenOf(*feed));
    EXPECT_OK(diary);
    return diary->content();
  }
  // Kim teaches `s1`, on which person `a` is, and Kim, as person `k`, is on `s2`, which is
  // cancelled.
  void PutTraining() {
    using training::testing::MakeCourse;
    using training::testing::MakeEnrolment;
    using training::testing::MakeSession;
    training::Session taught = MakeSession("s1"), cancelled = MakeSession("s2");
    taught.trainers = {"kim"};
    cancelled.state = training::SessionState::kCancelled;
    training::Enrolment of_a = MakeEnrolment("a", "p1"), of_k = MakeEnrolment("k", "p1");
    of_k.session = "s2";
    training::Leave leave;
    leave.programme = "north";
    leave.id = "l1";
    leave.appointment = "kim";
    leave.first = leave.last = absl::CivilDay(2026, 4, 1);
    EXPECT_OK(store_->records().Write(
        {.key = {.method = "test"}, .now = clock_.Now(), .programme = "north"},
        [&](sql::RecordWriter& writer) -> absl::StatusOr<std::string> {
          writer.Insert(MakeCourse("core"));
          writer.Insert(training::testing::MakeVenue());
          for (const auto& session : {taught, cancelled}) writer.Insert(session);
          for (const auto& enrolment : {of_a, of_k}) writer.Insert(enrolment);
          writer.Insert(leave);
          return "";
        }));
  }
  static std::string TokenOf(const pb::CalendarFeed& feed) {
    return feed.secret_path().substr(feed.secret_path().rfind('/') + 1);
  }
  absl::StatusOr<type::v1::Document> Diary(const std::string& token) {
    pb::GetCalendarRequest request;
    request.set_token(token);
    return Ask(&Stub::GetCalendar, request);
  }
  absl::StatusOr<pb::CalendarFeed> Revoke(const std::string& name) {
    pb::RevokeCalendarFeedRequest request;
    request.set_name(name);
    return Ask(&Stub::RevokeCalendarFeed, request);
  }
};

TEST_F(CalendarServiceTest, ShowsASecretOnceAndTheDiaryBehindIt) {
  const pb::CalendarFeed feed = Made();
  EXPECT_THAT(feed.secret_path(), MatchesRegex("/v1/calendars/[0-9a-f]+"));
  pb::ListCalendarFeedsRequest list;
  list.set_parent("programmes/north");
  const auto feeds = Ask(&Stub::ListCalendarFeeds, list);
  ASSERT_OK(feeds);
  ASSERT_THAT(feeds->calendar_feeds(), SizeIs(1));
  EXPECT_THAT(feeds->calendar_feeds(0).secret_path(), IsEmpty());
  auto diary = Diary(TokenOf(feed));
  ASSERT_OK(diary);
  EXPECT_THAT(diary->content(), Not(HasSubstr("VEVENT"))) << "nothing to do yet";
  const pb::Plan plan = Agreed();
  diary = Diary(TokenOf(feed));
  ASSERT_OK(diary);
  EXPECT_EQ(diary->content_type(), "text/calendar; charset=utf-8");
  std::string due = plan.actions(0).due_date();
  due.erase(std::remove(due.begin(), due.end(), '-'), due.end());
  EXPECT_THAT(diary->content(), HasSubstr("DTSTART;VALUE=DATE:" + due));
}

TEST_F(CalendarServiceTest, ARepeatedCallMakesNoOtherFeedAndShowsNoSecret) {
  pb::CreateCalendarFeedRequest request;
  request.set_parent("programmes/north");
  request.set_owner(kKim);
  request.set_request_id("0189a7f4-0000-7000-8000-00000000000a");
  auto first = Ask(&Stub::CreateCalendarFeed, request);
  ASSERT_OK(first);
  EXPECT_THAT(first->secret_path(), Not(IsEmpty()));
  const auto again = Ask(&Stub::CreateCalendarFeed, request);
  ASSERT_OK(again);
  first->clear_secret_path();
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
}

TEST_F(CalendarServiceTest, HasWhatItsOwnerTeachesAttendsAndIsAwayFor) {
  PutTraining();
  const std::string kim = DiaryOf(kKim, "programmes/north/people/k");
  EXPECT_THAT(kim, HasSubstr("SUMMARY:Teach: Course core\r\n"));
  EXPECT_THAT(kim, HasSubstr("LOCATION:Town hall\\, NE1 4LP\r\n"));
  EXPECT_THAT(kim, HasSubstr("DTSTART:20260302T093000Z\r\n"));
  EXPECT_THAT(kim, HasSubstr("SUMMARY:Course core\r\n"));
  EXPECT_THAT(kim, HasSubstr("STATUS:CANCELLED\r\n"));
  EXPECT_THAT(kim, HasSubstr("SUMMARY:Away\r\n"));
  EXPECT_THAT(DiaryOf(kKim), Not(HasSubstr("SUMMARY:Course core"))) << "who holds it is not known";
  const std::string other = DiaryOf("programmes/north/people/a");
  EXPECT_THAT(other, HasSubstr("SUMMARY:Course core\r\n"));
  EXPECT_THAT(other, Not(HasSubstr("Teach")));
  EXPECT_THAT(other, Not(HasSubstr("Away")));
}

TEST_F(CalendarServiceTest, IsOfAnAppointmentOrOfAPerson) {
  const auto feed = MadeFor("programmes/north/people/a", "");
  ASSERT_OK(feed);
  EXPECT_EQ(feed->owner(), "programmes/north/people/a");
  EXPECT_THAT(feed->person(), IsEmpty());
  EXPECT_EQ(MadeFor(kKim, "programmes/north/people/k")->person(), "programmes/north/people/k");
  pb::ListCalendarFeedsRequest list;
  list.set_parent("programmes/north");
  list.set_owner("programmes/north/people/a");
  EXPECT_THAT(Ask(&Stub::ListCalendarFeeds, list)->calendar_feeds(), SizeIs(1));
  EXPECT_THAT(
      ViolatedFields(MadeFor("programmes/north/people/a", "programmes/north/people/a").status()),
      ElementsAre("person"));
  EXPECT_THAT(ViolatedFields(MadeFor("programmes/south/people/a", "kim").status()),
              ElementsAre("owner", "person"));
  pb::EraseNotesRequest erase;
  erase.set_parent("programmes/north");
  erase.set_person("programmes/north/people/a");
  EXPECT_EQ(Ask(&Stub::EraseNotes, erase)->calendar_feed_count(), 1);
  EXPECT_THAT(Diary(TokenOf(*feed)), HasReason("CALENDAR_FEED_NOT_FOUND"));
}

TEST_F(CalendarServiceTest, UnknownMalformedAndRevokedAreAlike) {
  const pb::CalendarFeed feed = Made();
  const auto revoked = Revoke(feed.name());
  ASSERT_OK(revoked);
  EXPECT_TRUE(revoked->revoked());
  EXPECT_EQ(Revoke(feed.name())->etag(), revoked->etag()) << "once is enough";
  const absl::Status gone = Diary(TokenOf(feed)).status();
  EXPECT_THAT(gone, HasReason("CALENDAR_FEED_NOT_FOUND"));
  EXPECT_THAT(std::string(gone.message()), Not(HasSubstr(TokenOf(feed))));
  for (const std::string& token :
       {std::string(64, '0'), std::string("x"), std::string(1000, 'a'), TokenOf(feed) + "0"}) {
    EXPECT_EQ(Diary(token).status(), gone) << token;
  }
  EXPECT_THAT(Revoke("programmes/north/calendarFeeds/none"), HasReason("CALENDAR_FEED_NOT_FOUND"));
  pb::CreateCalendarFeedRequest request;
  request.set_parent("north");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateCalendarFeed, request).status()),
              ElementsAre("parent", "owner"));
}

}  // namespace
}  // namespace pcsp::planning

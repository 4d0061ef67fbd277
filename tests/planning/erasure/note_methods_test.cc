// What a person wrote goes, and nothing else.
#include "gmock/gmock.h"
#include "services/planning/store/training/store.h"
#include "tests/planning/action/plan_fixture.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using testing::kKim;
using testing::kParent;

constexpr char kProgramme[] = "programmes/north";
constexpr char kAlex[] = "programmes/north/appointments/alex";
constexpr char kRequestId[] = "0189a7f4-0000-7000-8000-00000000000a";

class NoteMethodsTest : public testing::ActionServiceTest {
 protected:
  absl::StatusOr<pb::RecordActionEventResponse> Comment(const std::string& action,
                                                        const std::string& by,
                                                        const std::string& note,
                                                        const std::string& request_id = "") {
    pb::RecordActionEventRequest request;
    request.set_name(action);
    request.set_kind(pb::ACTION_EVENT_KIND_COMMENTED);
    request.set_by(by);
    request.set_note(note);
    request.set_request_id(request_id);
    return Ask(&Stub::RecordActionEvent, request);
  }
  absl::StatusOr<pb::EraseNotesResponse> Erase(const std::vector<std::string>& appointments) {
    pb::EraseNotesRequest request;
    request.set_parent(kProgramme);
    for (const std::string& one : appointments) request.add_appointments(one);
    return Ask(&Stub::EraseNotes, request);
  }
  void AddContact(const std::string& id, const std::string& facilitator) {
    training::Contact contact;
    contact.programme = "north";
    contact.id = id;
    contact.facilitator = facilitator;
    contact.practice = "a81044";
    contact.day = absl::CivilDay(2026, 1, 5);
    contact.kind = training::ContactKind::kVisit;
    contact.minutes = 30;
    contact.notes = "Words of " + facilitator;
    contact.create_time = contact.update_time = clock_.Now();
    ASSERT_OK(store_->records().Write(
        {.key = {.method = "test"}, .now = clock_.Now(), .programme = "north"},
        [&](sql::RecordWriter& writer) -> absl::StatusOr<std::string> {
          writer.Insert(contact);
          return "";
        }));
  }
  training::Contact ContactOf(const std::string& id) {
    std::optional<training::Contact> found;
    EXPECT_OK(store_->records().Read([&](sql::RecordReader& reader) {
      found = reader.Find<training::Contact>({"north", id});
      return absl::OkStatus();
    }));
    return found.value();
  }
};

TEST_F(NoteMethodsTest, ErasesWordsAndKeepsWhatWasDone) {
  const std::string action = Agreed().actions(0).name();
  ASSERT_OK(Comment(action, kKim, "Kim was here", kRequestId));
  ASSERT_OK(Comment(action, kAlex, "Alex was here"));
  AddContact("c1", "kim");
  AddContact("c2", "alex");
  pb::CreateCalendarFeedRequest diary;
  diary.set_parent(kProgramme);
  diary.set_owner(kKim);
  const auto feed = Ask(&Stub::CreateCalendarFeed, diary);
  ASSERT_OK(feed);

  const auto erased = Erase({kKim, "programmes/north/appointments/kim-before"});
  ASSERT_OK(erased);
  EXPECT_EQ(erased->contact_count(), 1);
  EXPECT_EQ(erased->event_count(), 1);
  EXPECT_EQ(erased->calendar_feed_count(), 1);

  const auto after = GetAction(action);
  ASSERT_OK(after);
  ASSERT_EQ(after->events_size(), 2);
  EXPECT_EQ(after->events(0).note(), "");
  EXPECT_EQ(after->events(0).by(), kKim) << "who it was stays";
  EXPECT_EQ(after->events(0).kind(), pb::ACTION_EVENT_KIND_COMMENTED);
  EXPECT_EQ(after->events(1).note(), "Alex was here");
  EXPECT_EQ(ContactOf("c1").notes, "");
  EXPECT_EQ(ContactOf("c1").minutes, 30);
  EXPECT_EQ(ContactOf("c2").notes, "Words of alex");
  pb::GetCalendarRequest read;
  read.set_token(feed->secret_path().substr(feed->secret_path().rfind('/') + 1));
  EXPECT_THAT(Ask(&Stub::GetCalendar, read), HasReason("CALENDAR_FEED_NOT_FOUND"));
}

// The reply to a call about the action held every word on it.
TEST_F(NoteMethodsTest, ForgetsWhatItReplied) {
  const std::string action = Agreed().actions(0).name();
  const auto said = Comment(action, kKim, "Kim was here", kRequestId);
  ASSERT_OK(said);
  ASSERT_EQ(Comment(action, kKim, "Kim was here", kRequestId)->SerializeAsString(),
            said->SerializeAsString());
  ASSERT_OK(Erase({kKim}));
  EXPECT_THAT(Comment(action, kKim, "Kim was here", kRequestId), HasReason("REPLY_ERASED"));
  EXPECT_EQ(GetAction(action)->events_size(), 1) << "and it is not done twice";
}

TEST_F(NoteMethodsTest, ErasingAgainChangesNothing) {
  const std::string action = Agreed().actions(0).name();
  ASSERT_OK(Comment(action, kKim, "Kim was here"));
  ASSERT_OK(Erase({kKim}));
  const std::string once = GetAction(action)->SerializeAsString();
  const auto again = Erase({kKim});
  ASSERT_OK(again);
  EXPECT_EQ(again->event_count(), 0);
  EXPECT_EQ(GetAction(action)->SerializeAsString(), once);
}

TEST_F(NoteMethodsTest, SaysEverythingThatIsWrong) {
  pb::EraseNotesRequest request;
  request.set_parent("north");
  request.set_request_id("x");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::EraseNotes, request).status()),
              ::testing::UnorderedElementsAre("parent", "request_id", "appointments"));
  EXPECT_THAT(ViolatedFields(Erase({"programmes/south/appointments/kim", ""}).status()),
              ::testing::UnorderedElementsAre("appointments[0]", "appointments[1]"));
}

}  // namespace
}  // namespace pcsp::planning

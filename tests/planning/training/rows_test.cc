#include "absl/strings/str_cat.h"
#include "common/storage/records/sql_records.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/store/sql_store.h"
#include "services/planning/store/training/store.h"
#include "tests/planning/training/made.h"
#include "tests/support/audit_chains.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::training {
namespace {

using ::pcsp::testing::DatabaseKind;
using ::pcsp::testing::DatabaseName;
using ::pcsp::testing::EveryDatabase;
using ::pcsp::testing::IsLine;
using ::testing::ElementsAre;
using testing::MakeCourse;
using testing::MakeEnrolment;
using testing::MakeSession;
using testing::MakeVenue;

const absl::Time kNow = absl::FromUnixMicros(1'767'600'000'123'456);

class TrainingRowsTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(SqlStore::Open(&db(), kNow));
    records_.emplace(&db());
  }

  void Change(absl::FunctionRef<void(sql::RecordWriter&)> body) {
    EXPECT_OK(records_->Write({{"", "planning.Test", "", "", ""}, kNow, "north", false},
                              [&](sql::RecordWriter& writer) -> absl::StatusOr<std::string> {
                                body(writer);
                                writer.Concerns("programmes/north/courses/core");
                                return "";
                              }));
  }
  // What is read again of a value that was put.
  template <typename T>
  std::optional<T> PutAndRead(T value, const std::vector<std::string>& key) {
    Change([&](sql::RecordWriter& writer) { writer.Put(value); });
    std::optional<T> read;
    EXPECT_OK(records_->Read([&](sql::RecordReader& reader) {
      read = reader.Find<T>(key);
      return absl::OkStatus();
    }));
    return read;
  }
  template <typename T>
  std::vector<std::string> Ids(const sql::Query& query) {
    std::vector<std::string> ids;
    EXPECT_OK(records_->Read([&](sql::RecordReader& reader) {
      for (const T& value : reader.List<T>(query)) ids.push_back(value.id);
      return absl::OkStatus();
    }));
    return ids;
  }

  std::optional<sql::SqlRecordStore> records_;
};

template <typename T>
T Stamped(T value) {
  value.revision = 7;
  value.create_time = kNow;
  value.update_time = kNow + absl::Seconds(1);
  return value;
}

TEST_P(TrainingRowsTest, KeepsEveryFieldOfCoursesAndVenues) {
  Course course = Stamped(MakeCourse("follow-up", {"core", "taster"}));
  course.title = "Half a day – \"it's {good}\", \\b";
  course.staff_groups = {StaffGroup::kGp, StaffGroup::kDirectPatientCare};
  course.feedback_instrument = "programmes/north/instruments/short";
  course.trainer_stage = TrainerStage::kPeerReviewed;
  course.feedback_questions = {{"Was it \"useful\"?", {"no", "in part", "yes"}},
                               {"Again?", {"no", "yes"}}};
  EXPECT_EQ(PutAndRead(course, {"north", "follow-up"}), course);
  Venue venue = Stamped(MakeVenue());
  venue.address = "1 High Street, Newcastle";
  EXPECT_EQ(PutAndRead(venue, {"north", "hall"}), venue);
}

TEST_P(TrainingRowsTest, KeepsEveryFieldOfSessionsAndEnrolments) {
  Session session = Stamped(MakeSession("s1"));
  session.minimum_size = 4;
  session.trainers = {"t1", "t2"};
  session.quotas = {{StaffGroup::kGp, 2, 5}, {StaffGroup::kUnspecified, 0, 9}};
  session.state = SessionState::kHeld;
  EXPECT_EQ(PutAndRead(session, {"north", "s1"}), session);
  session.venue = "";
  session.online = true;
  session.online_link = "https://meet.example.org/1?a=b c";
  EXPECT_EQ(PutAndRead(session, {"north", "s1"}), session);
  Enrolment enrolment = Stamped(MakeEnrolment("e1", "p1"));
  enrolment.attendance = Attendance::kPartly;
  EXPECT_EQ(PutAndRead(enrolment, {"north", "e1"}), enrolment);
}

TEST_P(TrainingRowsTest, KeepsEveryFieldOfTrainers) {
  Trainer trainer;
  trainer.programme = "north";
  trainer.id = "t1";
  trainer = Stamped(trainer);
  EXPECT_EQ(PutAndRead(trainer, {"north", "t1"}), trainer);
  TrainerStep step;
  step.programme = "north";
  step.trainer = "t1";
  step.position = 11;
  step.stage = TrainerStage::kQualityAssured;
  step.day = absl::CivilDay(2026, 3, 2);
  step.evidence = "seen by a peer; 'good'";
  step.lapse = absl::CivilDay(2029, 3, 2);
  step.record_time = kNow;
  EXPECT_EQ(PutAndRead(step, {"north", "t1", "11"}), step);
}

TEST_P(TrainingRowsTest, KeepsEveryFieldOfFacilitation) {
  Capacity capacity;
  capacity.programme = "north";
  capacity.id = "f1";
  capacity.minutes_per_month = 2400;
  capacity.months = {{absl::CivilMonth(2026, 8), 0}, {absl::CivilMonth(2027, 1), 90}};
  capacity.travel_regions = {"sg1", "sg2"};
  capacity.skills = {"coaching"};
  capacity = Stamped(capacity);
  EXPECT_EQ(PutAndRead(capacity, {"north", "f1"}), capacity);

  Leave leave;
  leave.programme = "north";
  leave.id = "l1";
  leave.appointment = "f1";
  leave.first = absl::CivilDay(2026, 8, 3);
  leave.last = absl::CivilDay(2026, 8, 14);
  leave = Stamped(leave);
  EXPECT_EQ(PutAndRead(leave, {"north", "l1"}), leave);

  Assignment assignment;
  assignment.programme = "north";
  assignment.id = "a1";
  assignment.facilitator = "f1";
  assignment.practice = "p1";
  assignment.first = absl::CivilDay(2026, 1, 1);
  assignment = Stamped(assignment);
  EXPECT_EQ(PutAndRead(assignment, {"north", "a1"}), assignment);

  Contact contact;
  contact.programme = "north";
  contact.id = "c1";
  contact.facilitator = "f1";
  contact.practice = "p1";
  contact.day = absl::CivilDay(2026, 3, 2);
  contact.kind = ContactKind::kVideo;
  contact.minutes = 75;
  contact.notes = "Agreed the recall list.\nNext: roles";
  contact = Stamped(contact);
  EXPECT_EQ(PutAndRead(contact, {"north", "c1"}), contact);

  Settings settings;
  settings.programme = settings.id = "north";
  settings.contact_minutes_per_year = 1200;
  settings.most_practices = 11;
  settings.lapsing_days = 90;
  settings.quality_assurance_months = 24;
  settings.closed_days = {{absl::CivilDay(2026, 12, 25), "Christmas Day"},
                          {absl::CivilDay(2026, 12, 26), "Boxing Day"}};
  settings = Stamped(settings);
  EXPECT_EQ(PutAndRead(settings, {"north", "north"}), settings);
}

TEST_P(TrainingRowsTest, KeepsCountsOfFeedbackAndForgetsATokenThatIsUsed) {
  SessionFeedback feedback = NewFeedback(
      MakeSession("s1"), {{"Was it useful?", {"no", "partly", "yes"}}, {"Again?", {"no", "yes"}}});
  feedback.counts = {{2, 0, 11}, {0, 12}};
  feedback.tokens = 14;
  feedback.answers = 13;
  EXPECT_EQ(PutAndRead(feedback, {"north", "s1"}), feedback);
  const FeedbackToken token{HashOfFeedbackToken("a"), "north", "s1"};
  EXPECT_EQ(PutAndRead(token, {token.token_hash}), token);
  Change([&](sql::RecordWriter& writer) {
    EXPECT_EQ(writer.Remove<FeedbackToken>({sql::Is("token_hash", token.token_hash)}), 1);
    EXPECT_EQ(writer.Find<FeedbackToken>({token.token_hash}), std::nullopt);
  });
}

TEST_P(TrainingRowsTest, SessionsComeByTheInstantThatTheyBegin) {
  Change([](sql::RecordWriter& writer) {
    writer.Put(MakeSession("b", 12, absl::CivilDay(2026, 3, 9)));
    writer.Put(MakeSession("a", 12, absl::CivilDay(2026, 3, 9)));
    writer.Put(MakeSession("z", 12, absl::CivilDay(2026, 3, 2)));
  });
  sql::Query query{.where = {sql::Is("programme", "north")}, .order = {"start_utc", "id"}};
  EXPECT_THAT(Ids<Session>(query), ElementsAre("z", "a", "b"));
  query.after = {UtcText(MakeSession("a", 12, absl::CivilDay(2026, 3, 9)).start_time), "a"};
  EXPECT_THAT(Ids<Session>(query), ElementsAre("b"));
  query.after.clear();
  query.where.push_back(sql::AtMost("start_day", "2026-03-08"));
  EXPECT_THAT(Ids<Session>(query), ElementsAre("z"));
}

// Ids compare byte by byte on every engine, or pages would skip rows.
TEST_P(TrainingRowsTest, EnrolmentsComeByParticipantAsBytes) {
  Change([](sql::RecordWriter& writer) {
    for (const char* id : {"a-b", "ab", "a0", "b"}) writer.Put(MakeEnrolment(id, "p1"));
  });
  sql::Query query{.where = {sql::Is("programme", "north")}, .order = {"participant", "id"}};
  EXPECT_THAT(Ids<Enrolment>(query), ElementsAre("a-b", "a0", "ab", "b"));
  query.after = {"people/a0", "a0"};
  EXPECT_THAT(Ids<Enrolment>(query), ElementsAre("ab", "b"));
}

TEST_P(TrainingRowsTest, ChangesLeaveALineInTheAudit) {
  Change([](sql::RecordWriter& writer) { writer.Put(MakeCourse("core")); });
  EXPECT_THAT(pcsp::testing::SoundChain(db(), "north"),
              ElementsAre(IsLine("planning.Test", "programmes/north/courses/core")));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, TrainingRowsTest, EveryDatabase(), DatabaseName);

}  // namespace
}  // namespace pcsp::planning::training

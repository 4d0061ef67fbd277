#include "common/storage/records/sql_records.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/store/programme_plan/store.h"
#include "services/planning/store/sql_store.h"
#include "services/planning/store/training/store.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;

const absl::Time kNow = absl::FromUnixMicros(1'767'600'000'123'456);

class PlanRowsTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(SqlStore::Open(&db(), kNow));
    records_.emplace(&db());
  }

  template <typename T>
  T PutAndRead(const T& value, const std::vector<std::string>& key) {
    EXPECT_OK(records_->Write({.key = {.method = "test"}, .now = kNow, .programme = "north"},
                              [&](sql::RecordWriter& writer) -> absl::StatusOr<std::string> {
                                writer.Put(value);
                                return "";
                              }));
    std::optional<T> found;
    EXPECT_OK(records_->Read([&](sql::RecordReader& reader) {
      found = reader.Find<T>(key);
      return absl::OkStatus();
    }));
    return found.value_or(T());
  }

  std::optional<sql::SqlRecordStore> records_;
};

ProgrammePlan MakePlan(const std::string& id, const std::string& uid) {
  ProgrammePlan plan;
  plan.programme = "north";
  plan.id = id;
  plan.uid = uid;
  plan.create_time = kNow;
  plan.update_time = kNow + absl::Seconds(1);
  return plan;
}

TEST_P(PlanRowsTest, KeepsEveryFieldOfAPlan) {
  ProgrammePlan plan = MakePlan("spring", "u1");
  EXPECT_EQ(PutAndRead(plan, {"north", "spring"}), plan);
  plan.revision = 7;
  plan.display_name = "Spring – \"first\", {a}, \\b";
  plan.seconds = 1.0 / 3;
  plan.seed = ~uint64_t{0};
  plan.moves = 1'000'000'000'000;
  plan.notes = {"no place of p1 is known", "nor of 'p2'"};
  plan.input_hash = "abc";
  plan.state = ProgrammePlanState::kSuperseded;
  plan.progress = {"improving the plan", 41.7, 1e6 / 3, 9e5 / 7, 6, 5, kNow};
  plan.lease = {"w", kNow + absl::Seconds(15), 2};
  plan.cancelling = plan.ended_early = true;
  plan.error = "CAES";
  plan.outcome = {{1.5, 2.25, 1.0 / 3, 2000}, 1, 17};
  plan.approved = {"manager", kNow};
  plan.applied = {"clerk", kNow + absl::Hours(1)};
  plan.approval_note = "as discussed";
  EXPECT_EQ(PutAndRead(plan, {"north", "spring"}), plan);
}

TEST_P(PlanRowsTest, KeepsALargeDocumentBesideTheOtherOfThePlan) {
  const PlanDocument problem{"north", "spring", PlanDocument::Kind::kProblem,
                             std::string(3'000'000, 'A')};
  const PlanDocument result{"north", "spring", PlanDocument::Kind::kResult, "QUJD"};
  EXPECT_EQ(PutAndRead(result, {"north", "spring", "result"}), result);
  EXPECT_EQ(PutAndRead(problem, {"north", "spring", "problem"}), problem);
  EXPECT_EQ(PutAndRead(result, {"north", "spring", "result"}), result);
}

TEST_P(PlanRowsTest, PlansAreListedByTheTimeOfTheirMaking) {
  for (const char* const id : {"b", "a", "c"}) {
    PutAndRead(MakePlan(id, std::string("u-") + (id[0] == 'a' ? "9" : id)), {"north", id});
  }
  std::vector<std::string> ids;
  ASSERT_OK(records_->Read([&](sql::RecordReader& reader) {
    for (const ProgrammePlan& plan : reader.List<ProgrammePlan>(
             {.where = {sql::Is("state", "running")}, .order = {"uid"}, .falling = true})) {
      ids.push_back(plan.id);
    }
    return absl::OkStatus();
  }));
  EXPECT_THAT(ids, ElementsAre("c", "b", "a"));
}

TEST_P(PlanRowsTest, SessionsKeepPlacesForPractices) {
  training::Session session;
  session.programme = "north";
  session.id = "s1";
  session.start = absl::CivilMinute(2026, 3, 2, 9, 0);
  session.end = absl::CivilMinute(2026, 3, 2, 16, 0);
  session.time_zone = "Europe/London";
  session.reservations = {{"p1", training::StaffGroup::kGp, 2},
                          {"p1", training::StaffGroup::kUnspecified, 1},
                          {"p-2", training::StaffGroup::kDirectPatientCare, 30}};
  Violations none;
  ResolveTimes(session, none);
  EXPECT_EQ(PutAndRead(session, {"north", "s1"}), session);
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, PlanRowsTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::planning

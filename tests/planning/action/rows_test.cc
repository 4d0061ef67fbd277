// Plans beyond the draft, and what becomes of their actions, on every engine.
#include "gmock/gmock.h"
#include "services/planning/domain/action/plan_states.h"
#include "services/planning/store/sql_store.h"
#include "tests/planning/action/actions.h"
#include "tests/planning/catalogues.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::MakeAction;
using testing::MakeEvent;
using ::testing::SizeIs;

const absl::Time kNow = testing::kCreated;
const PlanName kPlan = {{"p", "o"}, "x"};

Plan MakePlan() {
  Plan plan;
  plan.name = kPlan;
  plan.uid = "u";
  plan.catalogue_version = "t@1";
  plan.problem.findings = {testing::MakeFinding("i")};
  plan.problem.start = absl::CivilDay(2026, 1, 5);
  plan.problem.hours_per_quarter = 24;
  plan.problem.budget = 99.1;
  plan.problem.most_new_actions = 2;
  plan.problem.pinned = {{"a", 2}, {"b", std::nullopt}};
  plan.problem.forbidden = {"c", "d"};
  plan.draft.end = absl::CivilDay(2027, 1, 3);
  plan.draft.actions = {MakeAction("a").step};
  plan.draft.actions[0].core_functions = {{"core", "Ask first"}};
  plan.draft.actions[0].repeat_weeks = 13;
  plan.draft.actions[0].cost = 12.5;
  plan.draft.value = 1.0 / 3;
  plan.draft.bound = 2.0 / 3;
  plan.create_time = plan.update_time = kNow;
  return plan;
}

class ActionRowsTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    auto store = SqlStore::Open(&db(), kNow);
    ASSERT_OK(store);
    store_ = *std::move(store);
  }
  absl::Status Change(absl::FunctionRef<absl::Status(PlanWriter&)> body) {
    const sql::RecordChange change = {.key = {.method = "m"}, .now = kNow, .programme = "p"};
    return store_
        ->ChangePlans(change,
                      [&](PlanWriter& writer) -> absl::StatusOr<std::string> {
                        const absl::Status status = body(writer);
                        if (!status.ok()) return status;
                        return "";
                      })
        .status();
  }
  template <typename T>
  std::vector<T> All(const sql::Query& query = {}) {
    std::vector<T> found;
    EXPECT_OK(store_->records().Read([&](sql::RecordReader& reader) {
      found = reader.List<T>(query);
      return absl::OkStatus();
    }));
    return found;
  }

  std::unique_ptr<SqlStore> store_;
};

TEST_P(ActionRowsTest, KeepsWhatAPlanWasAskedForAndReplacesTheRest) {
  Plan plan = MakePlan();
  ASSERT_OK(store_->CreatePlan(plan, {}, ""));
  auto read = store_->GetPlan(kPlan);
  ASSERT_OK(read);
  EXPECT_TRUE(*read == plan);
  plan.state = PlanState::kAgreed;
  plan.agreed_by = "kim";
  plan.close_note = "well done";
  plan.problem.hours_per_quarter = 12.5;
  plan.problem.budget = 300;
  plan.catalogue_version = "solutions@9";
  plan.own = {"b"};
  plan.draft.value = 0.5;
  plan.draft.proven = true;
  plan.draft.actions.push_back(MakeAction("b").step);
  plan.draft.warnings = {{Warning::Code::kOnlyTraining, "only training", {"i"}}};
  plan.revision = 2;
  plan.update_time = kNow + absl::Hours(1);
  ASSERT_OK(Change([&](PlanWriter& writer) {
    writer.ReplacePlan(plan);
    return absl::OkStatus();
  }));
  read = store_->GetPlan(kPlan);
  ASSERT_OK(read);
  EXPECT_TRUE(*read == plan);
  EXPECT_THAT(Change([](PlanWriter& writer) {
                return writer.GetPlan({{"p", "o"}, "other"}).status();
              }),
              HasReason("PLAN_NOT_FOUND"));
}

TEST_P(ActionRowsTest, ReadsBackActionsEventsAndCycles) {
  TrackedAction action = MakeAction("a");
  action.step = MakePlan().draft.actions[0];
  action.step.issues = {"i", "k"};
  action.step.reason = "Why; and \"why\"\nnot";
  action.solution_name = "solutions/a";
  action.step.repeat_weeks = 4;
  action.previous = "z";
  ActionEvent event = MakeEvent(EventKind::kReviewed, absl::CivilDay(2026, 3, 20), "too early",
                                ReviewOutcome::kTooEarly);
  event.next_review = absl::CivilDay(2026, 4, 20);
  event.number = 1;
  event.by = "pat";
  action = After(action, event);
  Cycle cycle;
  cycle.plan = kPlan;
  cycle.action = "a";
  cycle.id = "1";
  cycle.question = "Q?";
  cycle.prediction = "P";
  cycle.planned = {absl::CivilDay(2026, 1, 5), "n"};
  cycle.did = StageRecord{absl::CivilDay(2026, 1, 6), ""};
  cycle.create_time = cycle.update_time = kNow;
  ASSERT_OK(Change([&](PlanWriter& writer) {
    writer.records().Insert(action);
    writer.records().Insert(StoredEvent{kPlan, "a", event});
    writer.records().Insert(cycle);
    return absl::OkStatus();
  }));
  const auto actions = All<TrackedAction>();
  ASSERT_THAT(actions, SizeIs(1));
  EXPECT_TRUE(actions[0] == action);
  const auto events = All<StoredEvent>();
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_TRUE(events[0].event == event);
  const auto cycles = All<Cycle>();
  ASSERT_THAT(cycles, SizeIs(1));
  EXPECT_TRUE(cycles[0] == cycle);
}

TEST_P(ActionRowsTest, NothingIsHalfSaved) {
  ASSERT_OK(store_->CreatePlan(MakePlan(), {}, ""));
  const absl::Status status = Change([&](PlanWriter& writer) -> absl::Status {
    Plan plan = MakePlan();
    plan.state = PlanState::kClosed;
    writer.ReplacePlan(plan);
    writer.records().Insert(MakeAction("a"));
    return absl::FailedPreconditionError("no");
  });
  EXPECT_TRUE(absl::IsFailedPrecondition(status));
  EXPECT_EQ(store_->GetPlan(kPlan)->state, PlanState::kDraft);
  EXPECT_THAT(All<TrackedAction>(), IsEmpty());
}

TEST_P(ActionRowsTest, FindsByFlagsAndDays) {
  TrackedAction open = MakeAction("open"), reviewed = MakeAction("reviewed"),
                draft = MakeAction("draft");
  reviewed.reviewed = reviewed.step.review;
  draft.agreed = false;
  draft.step.due += 1;
  ASSERT_OK(Change([&](PlanWriter& writer) {
    for (const TrackedAction& one : {open, reviewed, draft}) writer.records().Insert(one);
    return absl::OkStatus();
  }));
  const auto ids = [&](std::vector<sql::Condition> where) {
    std::vector<std::string> found;
    for (const TrackedAction& one : All<TrackedAction>({.where = std::move(where)})) {
      found.push_back(one.id);
    }
    return found;
  };
  EXPECT_THAT(ids({sql::Is("agreed", "1")}), ElementsAre("open", "reviewed"));
  EXPECT_THAT(ids({sql::Is("review_open", "1")}), ElementsAre("draft", "open"));
  EXPECT_THAT(ids({sql::AtMost("due_day", "2026-02-20")}), ElementsAre("open", "reviewed"));
  EXPECT_THAT(ids({sql::Is("owner", "kim"), sql::Is("agreed", "0")}), ElementsAre("draft"));
}

TEST_P(ActionRowsTest, AFeedIsFoundByItsHashAlone) {
  CalendarFeed feed;
  feed.programme = "p";
  feed.id = "f";
  feed.owner = "kim";
  feed.token_hash = HashOfFeedToken(NewFeedToken());
  feed.create_time = feed.update_time = kNow;
  ASSERT_OK(Change([&](PlanWriter& writer) {
    writer.records().Insert(feed);
    return absl::OkStatus();
  }));
  const auto found = All<CalendarFeed>({.where = {sql::Is("token_hash", feed.token_hash)}});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_TRUE(found[0] == feed);
  feed.id = "g";
  EXPECT_FALSE(Change([&](PlanWriter& writer) {
                 writer.records().Insert(feed);
                 return absl::OkStatus();
               }).ok())
      << "one secret, one feed";
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, ActionRowsTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::planning

#include "services/planning/domain/action/tracked_action.h"

#include "gmock/gmock.h"
#include "services/planning/domain/action/calendar_feed.h"
#include "services/planning/domain/action/events.h"
#include "services/planning/domain/action/plan_states.h"
#include "services/planning/domain/action/repeat.h"
#include "tests/planning/action/actions.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeAction;
using testing::MakeEvent;
using ::testing::Not;
using ::testing::SizeIs;

TEST(TrackedActionTest, IsOverdueFromTheDayAfterItWasDueUntilItEnds) {
  TrackedAction action = MakeAction();
  EXPECT_FALSE(Overdue(action, action.step.due));
  EXPECT_TRUE(Overdue(action, action.step.due + 1));
  action.step.state = ActionState::kUnderWay;
  EXPECT_TRUE(Overdue(action, action.step.due + 1));
  for (const ActionState ended : {ActionState::kDone, ActionState::kAbandoned}) {
    action.step.state = ended;
    EXPECT_FALSE(Overdue(action, action.step.due + 1));
  }
}

TEST(TrackedActionTest, IsNeverReviewedFromTheDayAfterUntilSomebodyDoes) {
  TrackedAction action = MakeAction();
  const absl::CivilDay review = action.step.review;
  EXPECT_FALSE(NeverReviewed(action, review));
  EXPECT_TRUE(NeverReviewed(action, review + 1));
  const ActionEvent before =
      MakeEvent(EventKind::kReviewed, review - 30, "n", ReviewOutcome::kHelped);
  EXPECT_TRUE(NeverReviewed(After(action, before), review + 1)) << "work goes on";
  TrackedAction done = action;
  done.step.state = ActionState::kDone;
  done = After(done, before);
  EXPECT_FALSE(NeverReviewed(done, review + 1)) << "over, and looked at";
  EXPECT_LT(done.step.review, done.step.due);
  Violations none;
  CheckAction(done, "", none);
  EXPECT_TRUE(none.empty()) << "which leaves nothing to mend";
  ActionEvent again = MakeEvent(EventKind::kReviewed, review, "", ReviewOutcome::kTooEarly);
  again.next_review = review + 28;
  const TrackedAction later = After(action, again);
  EXPECT_FALSE(NeverReviewed(later, review + 28));
  EXPECT_TRUE(NeverReviewed(later, review + 29)) << "the next review was not made";
  action.step.state = ActionState::kAbandoned;
  EXPECT_FALSE(NeverReviewed(action, review + 1));
}

TEST(TrackedActionTest, ReportsEveryFaultOfAnActionAtOnce) {
  TrackedAction action = MakeAction();
  action.owner = "";
  action.step.title = "two\nlines";
  action.step.due = action.step.start - 1;
  action.step.review = action.step.due - 1;
  action.step.hours = -1;
  action.step.repeat_weeks = 261;
  Violations violations;
  CheckAction(action, "action.", violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("action.title", "action.owner", "action.due_date", "action.review_date",
                          "action.hours", "action.repeat_weeks"));
  Violations draft;
  action = MakeAction();
  action.owner = "";
  action.agreed = false;
  CheckAction(action, "", draft);
  EXPECT_TRUE(draft.empty()) << "a draft needs no owners yet";
}

TEST(TrackedActionTest, CountsCharactersAsPeopleDo) {
  TrackedAction action = MakeAction();
  action.step.title.clear();
  for (int i = 0; i < 200; ++i) action.step.title += "ŵ";
  Violations fine, too_long;
  CheckAction(action, "action.", fine);
  EXPECT_TRUE(fine.empty()) << "200 characters of two bytes each";
  action.step.title += "y";
  CheckAction(action, "action.", too_long);
  EXPECT_THAT(ViolatedFields(too_long.ToStatus()), ElementsAre("action.title"));
}

TEST(NextOccurrenceTest, ComesWholePeriodsLaterAndAfterTheLastWasDone) {
  TrackedAction action = MakeAction("reflect");
  action.step.repeat_weeks = 4;
  action.step.state = ActionState::kDone;
  action.started = action.ended = action.reviewed = absl::CivilDay(2026, 1, 15);
  action.events = 3;
  const auto next = NextOccurrence(action, absl::CivilDay(2026, 1, 15), testing::kCreated);
  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(next->id, "reflect-again-2");
  EXPECT_EQ(next->previous, "reflect");
  EXPECT_EQ(next->step.start, action.step.start + 28);
  EXPECT_EQ(next->step.due - next->step.start, action.step.due - action.step.start);
  EXPECT_EQ(next->step.review - next->step.due, action.step.review - action.step.due);
  EXPECT_EQ(next->step.state, ActionState::kPlanned);
  EXPECT_EQ(next->owner, "kim");
  EXPECT_EQ(next->step.revision, 1);
  EXPECT_EQ(next->events, 0);
  EXPECT_FALSE(next->started || next->ended || next->reviewed);
  // Done nine weeks after the start: two occurrences were missed, and are not caught up.
  const auto late = NextOccurrence(*next, next->step.start + 63, testing::kCreated);
  EXPECT_EQ(late->id, "reflect-again-3");
  EXPECT_EQ(late->step.start, next->step.start + 84);
  const auto same_day = NextOccurrence(action, action.step.start + 28, testing::kCreated);
  EXPECT_EQ(same_day->step.start, action.step.start + 56);
  action.step.repeat_weeks = 0;
  EXPECT_FALSE(NextOccurrence(action, absl::CivilDay(2026, 1, 15), testing::kCreated));
}

TEST(NextOccurrenceTest, KeepsIdsWithinTheirRule) {
  TrackedAction action = MakeAction(std::string(60, 'a'));
  action.step.repeat_weeks = 1;
  const auto next = NextOccurrence(action, action.step.start, testing::kCreated);
  EXPECT_LE(next->id.size(), 63u);
  EXPECT_THAT(next->id, HasSubstr("-again-2"));
}

Plan DraftOf(std::vector<Action> actions) {
  Plan plan;
  plan.name = {{"p", "o"}, "x"};
  plan.draft.actions = std::move(actions);
  return plan;
}

TEST(PlanStatesTest, FollowsDraftedActionsBesideThoseTouched) {
  TrackedAction touched = MakeAction("b");
  touched.step.title = "changed";
  Action first = MakeAction("a").step, second = MakeAction("b").step;
  second.start += 7;
  const auto actions = ActionsOf(DraftOf({first, second}), {touched}, testing::kCreated);
  ASSERT_THAT(actions, SizeIs(2));
  EXPECT_EQ(actions[0].id, "a");
  EXPECT_EQ(actions[0].solution_name, "solutions/a");
  EXPECT_FALSE(actions[0].agreed);
  EXPECT_EQ(actions[1].step.title, "changed");
}

TEST(PlanStatesTest, NeedsAnOwnerForEachActionAndKnowsItsRoles) {
  TrackedAction manager = MakeAction("a"), nurse = MakeAction("b"), owned = MakeAction("c");
  manager.owner = nurse.owner = "";
  nurse.step.owner_role = "nurse";
  std::vector<TrackedAction> actions = {manager, nurse, owned};
  Violations violations;
  AssignOwners({{"practice manager", "pat"}, {"doctor", "dee"}}, actions, violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("role_owners[1].owner_role", "actions[1].owner"));
  EXPECT_EQ(actions[0].owner, "pat");
  EXPECT_EQ(actions[2].owner, "kim") << "who has one keeps it";
}

TEST(PlanStatesTest, GoesFromDraftToAgreedToClosed) {
  Plan plan = DraftOf({MakeAction().step});
  std::vector<TrackedAction> actions = {MakeAction()};
  EXPECT_OK(CheckAgreeable(plan, actions));
  EXPECT_OK(CheckImprovable(plan, /*touched=*/false));
  EXPECT_THAT(CheckImprovable(plan, /*touched=*/true), HasReason("PLAN_STATE_FORBIDS"));
  EXPECT_THAT(CheckAgreeable(plan, {}), HasReason("PLAN_STATE_FORBIDS"));
  EXPECT_THAT(CheckClosable(plan, actions), HasReason("PLAN_STATE_FORBIDS"));
  plan.state = PlanState::kAgreed;
  EXPECT_THAT(CheckAgreeable(plan, actions), HasReason("PLAN_STATE_FORBIDS"));
  EXPECT_THAT(CheckImprovable(plan, false), HasReason("PLAN_STATE_FORBIDS"));
  const absl::Status open = CheckClosable(plan, actions);
  EXPECT_THAT(open, HasReason("PLAN_STATE_FORBIDS"));
  EXPECT_THAT(std::string(open.message()), HasSubstr("Not done yet: a."));
  actions[0].step.state = ActionState::kAbandoned;
  EXPECT_OK(CheckClosable(plan, actions));
  EXPECT_OK(CheckChangeable(plan));
  plan.state = PlanState::kClosed;
  EXPECT_THAT(CheckClosable(plan, actions), HasReason("PLAN_STATE_FORBIDS"));
  EXPECT_THAT(CheckChangeable(plan), HasReason("PLAN_STATE_FORBIDS"));
}

TEST(DiaryTest, HasWhatIsDueAndToBeReviewedAndCancelsWhatWasAbandoned) {
  TrackedAction planned = MakeAction("a"), done = MakeAction("b"), reviewed = MakeAction("c"),
                abandoned = MakeAction("d");
  done.step.state = reviewed.step.state = ActionState::kDone;
  reviewed.reviewed = reviewed.step.review;
  abandoned.step.state = ActionState::kAbandoned;
  const text::Calendar diary = DiaryOf({planned, done, reviewed, abandoned});
  std::vector<std::string> seen;
  std::set<std::string> uids;
  for (const text::CalendarEvent& event : diary.events) {
    uids.insert(event.uid);
    seen.push_back(event.summary.substr(0, event.summary.find(':')) +
                   (event.status == text::CalendarEvent::Status::kCancelled ? " off" : ""));
  }
  EXPECT_THAT(seen, ElementsAre("Due", "Review", "Review", "Due off", "Review off"));
  EXPECT_THAT(uids, SizeIs(5));
  planned.step.title = "Other words";
  planned.step.due += 1;
  ++planned.step.revision;
  const text::Calendar moved = DiaryOf({planned});
  EXPECT_EQ(moved.events[0].uid, diary.events[0].uid);
  EXPECT_GT(moved.events[0].sequence, diary.events[0].sequence);
}

TEST(FeedTokenTest, IsLongRandomAndKeptAsAHash) {
  const std::string token = NewFeedToken();
  EXPECT_TRUE(IsFeedToken(token));
  EXPECT_NE(token, NewFeedToken());
  EXPECT_THAT(HashOfFeedToken(token), Not(HasSubstr(token)));
  for (const std::string& wrong :
       {std::string(), token.substr(1), token + "0", std::string(64, 'g'), std::string(64, 'A')}) {
    EXPECT_FALSE(IsFeedToken(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace pcsp::planning

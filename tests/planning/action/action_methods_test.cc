// Actions, their events and tests through the real service.
#include "gmock/gmock.h"
#include "tests/planning/action/plan_fixture.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kKim;
using testing::kParent;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kRequestId[] = "0189a7f4-0000-7000-8000-00000000000a";

class ActionMethodsTest : public testing::ActionServiceTest {
 protected:
  absl::StatusOr<pb::Action> Update(const pb::Action& action,
                                    const std::vector<std::string>& paths) {
    pb::UpdateActionRequest request;
    *request.mutable_action() = action;
    for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
    return Ask(&Stub::UpdateAction, request);
  }
  absl::StatusOr<pb::Action> Review(const std::string& name, pb::ReviewOutcome outcome,
                                    const std::string& note, const std::string& next = "") {
    pb::ReviewActionRequest request;
    request.set_name(name);
    request.set_outcome(outcome);
    request.set_note(note);
    request.set_next_review_date(next);
    return Ask(&Stub::ReviewAction, request);
  }
  std::vector<std::string> Ids(const pb::ListActionsRequest& request) {
    const auto list = List(request);
    EXPECT_OK(list);
    std::vector<std::string> ids;
    for (const pb::Action& action : list->actions()) {
      ids.push_back(action.name().substr(action.name().rfind('/') + 1));
    }
    return ids;
  }
  static pb::AddActionRequest Idea(const std::string& plan, const std::string& id) {
    pb::AddActionRequest request;
    request.set_parent(plan);
    request.set_action_id(id);
    pb::Action& action = *request.mutable_action();
    action.set_title("A poster in the waiting room");
    action.set_owner(kKim);
    action.set_start_date("2026-01-05");
    action.set_due_date("2026-01-16");
    action.set_review_date("2026-02-16");
    return request;
  }
};

TEST_F(ActionMethodsTest, FollowsAnActionFromItsStartToItsReview) {
  const std::string name = Agreed().actions(0).name();
  clock_.Advance(absl::Hours(24 * 20));
  ASSERT_OK(Record(name, pb::ACTION_EVENT_KIND_STARTED, "", "2026-01-06"));
  pb::RecordActionEventRequest evidence;
  evidence.set_name(name);
  evidence.set_kind(pb::ACTION_EVENT_KIND_EVIDENCE_LINKED);
  evidence.set_link("https://example.org/minutes");
  evidence.set_by(kKim);
  ASSERT_OK(Ask(&Stub::RecordActionEvent, evidence));
  const auto done = Record(name, pb::ACTION_EVENT_KIND_COMPLETED);
  ASSERT_OK(done);
  EXPECT_EQ(done->action().state(), pb::ACTION_STATE_DONE);
  EXPECT_FALSE(done->has_next());
  const auto reviewed = Review(name, pb::REVIEW_OUTCOME_HELPED, "More people come prepared");
  ASSERT_OK(reviewed);
  EXPECT_EQ(reviewed->last_review_date(), "2026-01-25");
  EXPECT_EQ(reviewed->review_outcome(), pb::REVIEW_OUTCOME_HELPED);
  ASSERT_THAT(reviewed->events(), SizeIs(4));
  EXPECT_EQ(reviewed->events(0).date(), "2026-01-06");
  EXPECT_EQ(reviewed->events(1).by(), kKim);
  EXPECT_EQ(reviewed->events(3).number(), 4);
  EXPECT_EQ(GetAction(name)->SerializeAsString(), reviewed->SerializeAsString());
  pb::ListActionOutcomesRequest outcomes;
  outcomes.set_parent(kParent);
  outcomes.set_since("2026-01-25");
  const auto list = Ask(&Stub::ListActionOutcomes, outcomes);
  ASSERT_OK(list);
  ASSERT_THAT(list->outcomes(), SizeIs(1));
  EXPECT_EQ(list->outcomes(0).completed_date(), "2026-01-25");
  EXPECT_EQ(list->outcomes(0).outcome(), pb::REVIEW_OUTCOME_HELPED);
  EXPECT_EQ(list->outcomes(0).issues_size(), reviewed->issues_size());
  outcomes.set_since("2026-01-26");
  EXPECT_THAT(Ask(&Stub::ListActionOutcomes, outcomes)->outcomes(), IsEmpty());
}

TEST_F(ActionMethodsTest, RefusesWhatMayNotComeNextAndWhatIsStale) {
  const pb::Plan draft = Drafted("draft");
  EXPECT_THAT(Record(draft.actions(0).name(), pb::ACTION_EVENT_KIND_STARTED),
              HasReason("PLAN_STATE_FORBIDS"));
  const pb::Action action = Agreed().actions(0);
  const auto refused = Record(action.name(), pb::ACTION_EVENT_KIND_COMPLETED);
  EXPECT_THAT(refused, HasReason("ACTION_STATE_FORBIDS"));
  ASSERT_OK(Record(action.name(), pb::ACTION_EVENT_KIND_STARTED, "", "", action.etag()));
  EXPECT_THAT(Record(action.name(), pb::ACTION_EVENT_KIND_COMPLETED, "", "", action.etag()),
              HasReason("ETAG_MISMATCH"));
  pb::Action stale = action;
  stale.set_due_date("2026-06-01");
  stale.set_review_date("2026-07-01");
  EXPECT_THAT(Update(stale, {"due_date", "review_date"}), HasReason("ETAG_MISMATCH"));
  EXPECT_EQ(GetAction(action.name())->due_date(), action.due_date());
  EXPECT_THAT(GetAction(action.name() + "x"), HasReason("ACTION_NOT_FOUND"));
  EXPECT_THAT(GetAction(absl::StrCat(kParent, "/plans/no/actions/a")),
              HasReason("ACTION_NOT_FOUND"));
}

TEST_F(ActionMethodsTest, ReportsEveryFaultAtOnceAndSavesNothing) {
  const std::string name = Agreed().actions(0).name();
  ASSERT_OK(Record(name, pb::ACTION_EVENT_KIND_STARTED));
  pb::RecordActionEventRequest event;
  event.set_name(name);
  event.set_kind(pb::ACTION_EVENT_KIND_ABANDONED);
  event.set_date("2026-01-04");
  event.set_by("kim");
  event.set_link("x");
  event.set_request_id("x");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::RecordActionEvent, event).status()),
              ElementsAre("by", "request_id", "date", "note", "link"));
  pb::ReviewActionRequest review;
  review.set_name(name);
  review.set_date("2026-01-06");
  review.set_next_review_date("2026-01-32");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::ReviewAction, review).status()),
              ElementsAre("next_review_date", "date", "note", "outcome"));
  pb::Action wrong;
  wrong.set_name(name);
  wrong.set_due_date("2026-01-01");
  wrong.set_review_date("2025-01-01");
  wrong.set_hours(-1);
  EXPECT_THAT(ViolatedFields(
                  Update(wrong, {"owner", "due_date", "review_date", "hours", "state"}).status()),
              ElementsAre("update_mask", "action.owner", "action.due_date", "action.review_date",
                          "action.hours"));
  EXPECT_THAT(GetAction(name)->events(), SizeIs(1));
  EXPECT_THAT(ViolatedFields(Update(wrong, {}).status()), ElementsAre("update_mask"));
}

TEST_F(ActionMethodsTest, AddsIdeasAndSolutions) {
  const pb::Plan plan = Agreed();
  const auto idea = Ask(&Stub::AddAction, Idea(plan.name(), "poster"));
  ASSERT_OK(idea);
  EXPECT_EQ(idea->name(), plan.name() + "/actions/poster");
  EXPECT_THAT(idea->solution(), IsEmpty());
  EXPECT_THAT(Ask(&Stub::AddAction, Idea(plan.name(), "poster")), HasReason("ACTION_EXISTS"));
  EXPECT_EQ(Get(plan.name())->actions_size(), plan.actions_size() + 1);
  pb::AddActionRequest request;
  request.set_parent(plan.name());
  for (const Solution& solution : testing::ShippedCatalogue().solutions()) {
    bool known = false;
    for (const pb::Action& action : plan.actions()) known |= action.title() == solution.title;
    if (!known) request.mutable_action()->set_solution("solutions/" + solution.id);
  }
  EXPECT_THAT(ViolatedFields(Ask(&Stub::AddAction, request).status()),
              ::testing::Contains("action.owner"));
  request.mutable_action()->set_owner(kKim);
  request.mutable_action()->set_hours(1);  // for there are few left in the quarter
  const auto added = Ask(&Stub::AddAction, request);
  ASSERT_OK(added);
  EXPECT_EQ(added->start_date(), "2026-01-05");
  EXPECT_GT(added->due_date(), added->start_date());
  EXPECT_THAT(added->title(), testing::ShippedCatalogue()
                                  .Find(added->solution().substr(std::string("solutions/").size()))
                                  ->title);
  request.mutable_action()->set_solution("solutions/none");
  EXPECT_THAT(Ask(&Stub::AddAction, request), HasReason("SOLUTION_NOT_FOUND"));
  pb::AddActionRequest bad;
  bad.set_parent(plan.name());
  bad.set_action_id("Bad Id");
  bad.mutable_action()->set_due_date("2026-01-01");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::AddAction, bad).status()),
              ElementsAre("action_id", "action.start_date", "action.review_date", "action.title",
                          "action.owner", "action.due_date"));
}

// The plan has 48 hours a quarter and no budget.
TEST_F(ActionMethodsTest, RefusesWhatItsQuarterHasNoHoursFor) {
  const pb::Plan plan = Agreed();
  double taken = 0;
  for (const pb::Action& action : plan.actions())
    taken += action.quarter() == 1 ? action.hours() : 0;
  pb::AddActionRequest request = Idea(plan.name(), "poster");
  request.mutable_action()->set_hours(plan.hours_per_quarter() - taken + 2);
  EXPECT_THAT(std::string(Ask(&Stub::AddAction, request).status().message()),
              HasSubstr("2 too much"));
  request.mutable_action()->set_due_date("2026-01-01");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::AddAction, request).status()),
              ElementsAre("action.due_date", "action.hours"))
      << "with everything else that is wrong";
  EXPECT_EQ(Get(plan.name())->actions_size(), plan.actions_size()) << "nothing is half-saved";
  request.mutable_action()->set_due_date("2026-01-16");
  request.mutable_action()->set_hours(plan.hours_per_quarter() - taken);
  const auto added = Ask(&Stub::AddAction, request);
  ASSERT_OK(added);
  pb::Action longer = *added;
  longer.set_hours(added->hours() + .5);
  EXPECT_THAT(ViolatedFields(Update(longer, {"hours"}).status()), ElementsAre("action.hours"));
  EXPECT_OK(Update(longer, {"title"})) << "what was agreed stays";
}

// Champions are paid; an hour with them a month is not.
TEST_F(ActionMethodsTest, ABudgetLeavesOutWhatItCannotPay) {
  pb::DraftPlanRequest draft;
  draft.set_parent(kParent);
  draft.set_start_date("2026-01-05");
  draft.set_validate_only(true);
  testing::AddFinding(draft, "sg-champions", 1, type::v1::LEVEL_STEERING_GROUP);
  const auto dear = Draft(draft);
  ASSERT_OK(dear);
  EXPECT_GE(dear->cost(), 8000);
  draft.set_budget(100);
  const auto cheap = Draft(draft);
  ASSERT_OK(cheap);
  EXPECT_THAT(cheap->actions(), Not(IsEmpty()));
  EXPECT_LE(cheap->cost(), 100);
}

TEST_F(ActionMethodsTest, RefusesWhatTheBudgetHasNoMoneyFor) {
  pb::DraftPlanRequest draft;
  draft.set_parent(kParent);
  draft.set_start_date("2026-01-05");
  draft.set_budget(40);
  testing::AddFinding(draft, "pr-steering");
  const auto plan = Draft(draft);
  ASSERT_OK(plan);
  EXPECT_LE(plan->cost(), 40);
  pb::AddActionRequest request = Idea(plan->name(), "poster");
  request.mutable_action()->set_cost(40 - plan->cost() + 10);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::AddAction, request).status()), ElementsAre("action.cost"));
  request.mutable_action()->set_cost(40 - plan->cost());
  const auto added = Ask(&Stub::AddAction, request);
  ASSERT_OK(added);
  EXPECT_EQ(added->cost(), 40 - plan->cost());
  EXPECT_EQ(Get(plan->name())->cost(), 40);
  ASSERT_OK(Agree(*plan));
  ASSERT_OK(Record(added->name(), pb::ACTION_EVENT_KIND_ABANDONED, "no wall to hang it on"));
  EXPECT_EQ(Get(plan->name())->cost(), plan->cost()) << "what was given up costs nothing";
}

TEST_F(ActionMethodsTest, CompletingWhatRepeatsMakesTheNext) {
  const pb::Plan plan = Agreed();
  pb::AddActionRequest request = Idea(plan.name(), "reflect");
  request.mutable_action()->set_repeat_weeks(4);
  const auto first = Ask(&Stub::AddAction, request);
  ASSERT_OK(first);
  ASSERT_OK(Record(first->name(), pb::ACTION_EVENT_KIND_STARTED));
  pb::RecordActionEventRequest completed;
  completed.set_name(first->name());
  completed.set_kind(pb::ACTION_EVENT_KIND_COMPLETED);
  completed.set_request_id(kRequestId);
  const auto done = Ask(&Stub::RecordActionEvent, completed);
  ASSERT_OK(done);
  EXPECT_EQ(done->next().name(), plan.name() + "/actions/reflect-again-2");
  EXPECT_EQ(done->next().start_date(), "2026-02-02");
  EXPECT_EQ(done->next().previous(), first->name());
  EXPECT_EQ(done->next().owner(), kKim);
  const auto again = Ask(&Stub::RecordActionEvent, completed);
  EXPECT_EQ(again->SerializeAsString(), done->SerializeAsString()) << "a repeated call";
  EXPECT_EQ(GetAction(done->next().name())->state(), pb::ACTION_STATE_PLANNED);
}

// What keeps things going comes again as often as its solution says, unless the plan says
// otherwise.
TEST_F(ActionMethodsTest, MaintenanceRecursByItself) {
  const pb::Plan plan = Agreed();
  pb::AddActionRequest request;
  request.set_parent(plan.name());
  request.mutable_action()->set_solution("solutions/quarter-review-hour");
  request.mutable_action()->set_hours(1);
  request.mutable_action()->set_owner(kKim);
  const auto added = Ask(&Stub::AddAction, request);
  ASSERT_OK(added);
  EXPECT_EQ(added->repeat_weeks(), 13);
  ASSERT_OK(Record(added->name(), pb::ACTION_EVENT_KIND_STARTED));
  const auto done = Record(added->name(), pb::ACTION_EVENT_KIND_COMPLETED);
  ASSERT_OK(done);
  EXPECT_EQ(done->next().name(), plan.name() + "/actions/quarter-review-hour-again-2");
  pb::Action once = done->next();
  once.set_repeat_weeks(0);
  EXPECT_EQ(Update(once, {"repeat_weeks"})->repeat_weeks(), 0);
  ASSERT_OK(Record(once.name(), pb::ACTION_EVENT_KIND_STARTED));
  EXPECT_FALSE(Record(once.name(), pb::ACTION_EVENT_KIND_COMPLETED)->has_next());
}

TEST_F(ActionMethodsTest, ListsByOwnerStateAndDay) {
  const pb::Plan plan = Drafted();
  ASSERT_OK(Ask(&Stub::AddAction, Idea(plan.name(), "poster")));
  EXPECT_THAT(Ids({}), IsEmpty()) << "nobody has agreed to it";
  ASSERT_OK(Agree(plan));
  EXPECT_EQ(Ids({}).size(), static_cast<size_t>(plan.actions_size()) + 1);
  pb::ListActionsRequest overdue;
  overdue.set_parent("programmes/north/organisations/-");
  overdue.set_overdue_on("2026-01-16");
  EXPECT_THAT(Ids(overdue), IsEmpty());
  overdue.set_overdue_on("2026-01-17");
  EXPECT_THAT(Ids(overdue), ElementsAre("poster"));
  pb::ListActionsRequest unreviewed;
  unreviewed.set_unreviewed_on("2026-02-17");
  EXPECT_THAT(Ids(unreviewed), ElementsAre("poster"));
  const std::string name = plan.name() + "/actions/poster";
  clock_.Advance(absl::Hours(24 * 50));
  EXPECT_TRUE(GetAction(name)->overdue());
  EXPECT_TRUE(GetAction(name)->never_reviewed());
  ASSERT_OK(Record(name, pb::ACTION_EVENT_KIND_STARTED));
  ASSERT_OK(Review(name, pb::REVIEW_OUTCOME_TOO_EARLY, "hard to say", "2026-04-01"));
  EXPECT_THAT(Ids(unreviewed), IsEmpty());
  EXPECT_THAT(Ids(overdue), ElementsAre("poster"));
  ASSERT_OK(Record(name, pb::ACTION_EVENT_KIND_COMPLETED));
  EXPECT_THAT(Ids(overdue), IsEmpty());
  pb::ListActionsRequest done;
  done.set_state(pb::ACTION_STATE_DONE);
  EXPECT_THAT(Ids(done), ElementsAre("poster"));
  pb::ListActionsRequest before;
  before.set_due_before("2026-01-17");
  EXPECT_THAT(Ids(before), ElementsAre("poster"));
  pb::ListActionsRequest others;
  others.set_owner("programmes/north/appointments/pat");
  EXPECT_THAT(Ids(others), IsEmpty());
  pb::ListActionsRequest bad;
  bad.set_owner("pat");
  bad.set_overdue_on("x");
  bad.set_page_size(-1);
  EXPECT_THAT(ViolatedFields(List(bad).status()), ElementsAre("page_size", "owner", "overdue_on"));
}

TEST_F(ActionMethodsTest, ListsInPages) {
  const pb::Plan plan = Agreed();
  std::vector<std::string> seen;
  pb::ListActionsRequest request;
  request.set_page_size(1);
  do {
    const auto page = List(request);
    ASSERT_OK(page);
    ASSERT_THAT(page->actions(), SizeIs(1));
    seen.push_back(page->actions(0).due_date());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(seen, SizeIs(plan.actions_size()));
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
}

TEST_F(ActionMethodsTest, TestsAnActionWithAPredictionFirst) {
  const std::string action = Agreed().actions(0).name();
  pb::StartCycleRequest start;
  start.set_parent(action);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::StartCycle, start).status()),
              ElementsAre("cycle.question", "cycle.prediction"));
  start.mutable_cycle()->set_question("Do letters help?");
  start.mutable_cycle()->set_prediction("Six of ten bring questions");
  const auto cycle = Ask(&Stub::StartCycle, start);
  ASSERT_OK(cycle);
  EXPECT_EQ(cycle->name(), action + "/cycles/1");
  EXPECT_EQ(cycle->plan().date(), "2026-01-05");
  clock_.Advance(absl::Hours(24 * 10));
  pb::RecordCycleRequest record;
  record.set_name(cycle->name());
  record.set_note("Ten letters sent");
  record.set_stage(pb::CYCLE_STAGE_STUDY);
  EXPECT_THAT(Ask(&Stub::RecordCycle, record), HasReason("CYCLE_STATE_FORBIDS"));
  record.set_stage(pb::CYCLE_STAGE_DO);
  record.set_date("2026-01-04");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::RecordCycle, record).status()), ElementsAre("date"));
  record.set_date("2026-01-12");
  ASSERT_OK(Ask(&Stub::RecordCycle, record));
  record.set_stage(pb::CYCLE_STAGE_STUDY);
  record.set_etag(cycle->etag());
  record.set_date("");
  EXPECT_THAT(Ask(&Stub::RecordCycle, record), HasReason("ETAG_MISMATCH"));
  record.set_etag("");
  ASSERT_OK(Ask(&Stub::RecordCycle, record));
  record.set_stage(pb::CYCLE_STAGE_ACT);
  record.set_decision(pb::CYCLE_DECISION_ADOPT);
  const auto decided = Ask(&Stub::RecordCycle, record);
  ASSERT_OK(decided);
  EXPECT_EQ(decided->do_().date(), "2026-01-12");
  EXPECT_EQ(decided->act().date(), "2026-01-15");
  ASSERT_OK(Ask(&Stub::StartCycle, start));
  ASSERT_THAT(GetAction(action)->cycles(), SizeIs(2));
  EXPECT_EQ(GetAction(action)->cycles(0).SerializeAsString(), decided->SerializeAsString());
  record.set_name(action + "/cycles/3");
  EXPECT_THAT(Ask(&Stub::RecordCycle, record), HasReason("CYCLE_NOT_FOUND"));
}

}  // namespace
}  // namespace pcsp::planning

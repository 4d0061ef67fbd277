#include "services/planning/domain/action/events.h"

#include "gmock/gmock.h"
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

const absl::CivilDay kToday(2026, 4, 1);

TrackedAction In(ActionState state) {
  TrackedAction action = MakeAction();
  action.step.state = state;
  if (state != ActionState::kPlanned) action.started = absl::CivilDay(2026, 1, 20);
  return action;
}

std::vector<std::string> FaultsOf(const TrackedAction& action, const ActionEvent& event) {
  Violations violations;
  CheckEvent(action, event, kToday, violations);
  return ViolatedFields(violations.ToStatus());
}

TEST(ActionEventsTest, AllowsWhatTheTableAllowsAndNamesItOtherwise) {
  const EventKind kAll[] = {EventKind::kStarted,  EventKind::kCompleted, EventKind::kAbandoned,
                            EventKind::kReviewed, EventKind::kCommented, EventKind::kEvidence};
  const struct {
    ActionState state;
    std::string allowed;  // a letter for each kind
  } kRows[] = {{ActionState::kPlanned, "s-a-ce"},
               {ActionState::kUnderWay, "-carce"},
               {ActionState::kDone, "---rce"},
               {ActionState::kAbandoned, "----ce"}};
  for (const auto& row : kRows) {
    for (int i = 0; i < 6; ++i) {
      const absl::Status status = CheckTransition(In(row.state), kAll[i]);
      EXPECT_EQ(status.ok(), row.allowed[i] != '-') << row.allowed << " " << i;
      if (!status.ok()) {
        EXPECT_THAT(status, HasReason("ACTION_STATE_FORBIDS"));
      }
    }
  }
  const absl::Status refused = CheckTransition(In(ActionState::kPlanned), EventKind::kCompleted);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("is planned and cannot be completed"));
  EXPECT_EQ(ErrorDetailOf(refused)->precondition,
            "what may come next: started, abandoned, commented, evidence linked");
}

TEST(ActionEventsTest, StateAndDaysFollowFromTheEventsAlone) {
  std::vector<ActionEvent> events = {
      MakeEvent(EventKind::kCommented, absl::CivilDay(2026, 1, 6), "when?"),
      MakeEvent(EventKind::kStarted, absl::CivilDay(2026, 1, 14)),
      MakeEvent(EventKind::kCompleted, absl::CivilDay(2026, 2, 27)),
      MakeEvent(EventKind::kReviewed, absl::CivilDay(2026, 3, 19), "yes", ReviewOutcome::kHelped)};
  for (size_t i = 0; i < events.size(); ++i) events[i].number = static_cast<int64_t>(i) + 1;
  TrackedAction step_by_step = MakeAction();
  for (const ActionEvent& event : events) {
    ASSERT_OK(CheckTransition(step_by_step, event.kind));
    EXPECT_THAT(FaultsOf(step_by_step, event), IsEmpty());
    step_by_step = After(std::move(step_by_step), event);
  }
  EXPECT_TRUE(Replay(MakeAction(), events) == step_by_step);
  EXPECT_EQ(step_by_step.step.state, ActionState::kDone);
  EXPECT_EQ(step_by_step.started, absl::CivilDay(2026, 1, 14));
  EXPECT_EQ(step_by_step.ended, absl::CivilDay(2026, 2, 27));
  EXPECT_EQ(step_by_step.reviewed, absl::CivilDay(2026, 3, 19));
  EXPECT_EQ(step_by_step.step.review, absl::CivilDay(2026, 3, 19));
  EXPECT_EQ(step_by_step.outcome, ReviewOutcome::kHelped);
  EXPECT_EQ(step_by_step.events, 4);
  EXPECT_EQ(step_by_step.step.revision, 5);
}

TEST(ActionEventsTest, ReportsEveryFaultOfAnEventAtOnce) {
  ActionEvent review = MakeEvent(EventKind::kReviewed, absl::CivilDay(2026, 1, 19));
  review.next_review = absl::CivilDay(2026, 1, 19);
  review.link = "https://example.org/";
  EXPECT_THAT(FaultsOf(In(ActionState::kUnderWay), review),
              ElementsAre("date", "note", "link", "outcome", "next_review_date"))
      << "before its start, nothing found, a link, no outcome, a next review on the same day";
  const ActionEvent late = MakeEvent(EventKind::kAbandoned, kToday + 1, "  ");
  EXPECT_THAT(FaultsOf(In(ActionState::kPlanned), late), ElementsAre("date", "note"));
  ActionEvent early = MakeEvent(EventKind::kReviewed, kToday, "wait", ReviewOutcome::kTooEarly);
  EXPECT_THAT(FaultsOf(In(ActionState::kDone), early), ElementsAre("next_review_date"));
  early.next_review = kToday + 1;
  EXPECT_THAT(FaultsOf(In(ActionState::kDone), early), IsEmpty());
  ActionEvent evidence = MakeEvent(EventKind::kEvidence, kToday);
  evidence.link = "http://example.org/";
  EXPECT_THAT(FaultsOf(In(ActionState::kPlanned), evidence), ElementsAre("link"));
}

TEST(ActionEventsTest, AnOutcomeIsNotDatedBeforeItsStart) {
  for (const EventKind kind :
       {EventKind::kCompleted, EventKind::kAbandoned, EventKind::kReviewed}) {
    ActionEvent event = MakeEvent(kind, absl::CivilDay(2026, 1, 19), "n", ReviewOutcome::kHelped);
    EXPECT_THAT(FaultsOf(In(ActionState::kUnderWay), event), ElementsAre("date"));
    event.day = absl::CivilDay(2026, 1, 20);
    EXPECT_THAT(FaultsOf(In(ActionState::kUnderWay), event), IsEmpty());
  }
}

}  // namespace
}  // namespace pcsp::planning

// What may be shown of what participants thought.
#include "services/planning/domain/training/feedback/feedback.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/planning/training/made.h"

namespace pcsp::planning::training {
namespace {

using ::testing::ElementsAre;
using testing::Fields;
using ::testing::IsEmpty;
using testing::MakeSession;
using ::testing::SizeIs;

SessionFeedback Fresh() {
  return NewFeedback(MakeSession("s1"), {{"Was it useful?", {"no", "partly", "yes"}},
                                         {"Would you come again?", {"no", "yes"}}});
}

// So many answers to the first question, and as many "yes" to the second.
SessionFeedback Answered(const std::vector<int>& firsts, int seconds) {
  SessionFeedback feedback = Fresh();
  for (size_t i = 0; i < firsts.size(); ++i) {
    Violations none;
    AddAnswers({firsts[i], static_cast<int>(i) < seconds ? 2 : 0}, feedback, none);
    EXPECT_TRUE(none.empty());
  }
  return feedback;
}

absl::Time Later() { return FeedbackCloseTime(MakeSession("s1")); }

TEST(FeedbackTest, TakesAnswersForFourteenDaysOnTheSessionsOwnClock) {
  EXPECT_EQ(LastFeedbackDay(MakeSession("s1")), absl::CivilDay(2026, 3, 16));
  const SessionFeedback feedback = Answered({3, 3, 3, 3, 3}, 5);
  EXPECT_EQ(StateOf(feedback, Later() - absl::Microseconds(1)), FeedbackState::kOpen);
  EXPECT_THAT(ResultsOf(feedback, Later() - absl::Microseconds(1)), IsEmpty());
  EXPECT_EQ(StateOf(feedback, Later()), FeedbackState::kMeans);
}

TEST(FeedbackTest, EveryFaultInAnAnswerAtOnceAndNothingCounted) {
  SessionFeedback feedback = Fresh();
  const auto faults = [&](const std::vector<int>& answers) {
    Violations violations;
    AddAnswers(answers, feedback, violations);
    return Fields(violations);
  };
  EXPECT_THAT(faults({4, -1}), ElementsAre("answers[0]", "answers[1]"));
  EXPECT_THAT(faults({1}), ElementsAre("answers"));
  EXPECT_THAT(faults({0, 0}), ElementsAre("answers"));
  EXPECT_THAT(faults({2, 3}), ElementsAre("answers[1]"));
  EXPECT_EQ(feedback, Fresh());
  EXPECT_THAT(faults({0, 1}), IsEmpty());
  EXPECT_EQ(feedback.answers, 1);
}

TEST(FeedbackTest, NothingBelowFiveHalvesBelowEightEverythingFromThere) {
  EXPECT_EQ(StateOf(Answered({1, 2, 3, 3}, 4), Later()), FeedbackState::kTooFew);
  EXPECT_THAT(ResultsOf(Answered({1, 2, 3, 3}, 4), Later()), IsEmpty());
  // 13 / 5 = 2.6 and 14 / 5 = 2.8.
  EXPECT_EQ(ResultsOf(Answered({3, 3, 3, 3, 1}, 5), Later())[0],
            (FeedbackResult{.mean = 2.5, .counts = {}}));
  EXPECT_EQ(ResultsOf(Answered({3, 3, 3, 3, 2}, 5), Later())[0].mean, 3);
  const auto shown = ResultsOf(Answered({3, 3, 3, 3, 2, 1, 1, 3}, 4), Later());
  EXPECT_EQ(shown[0], (FeedbackResult{.mean = 19. / 8, .counts = {2, 1, 5}}));
  EXPECT_EQ(shown[1], FeedbackResult()) << "four answered the second question";
}

TEST(FeedbackTest, ATotalLessItsPartsTellsNothingThatIsNotShownOfThem) {
  const SessionFeedback large = Answered({3, 3, 3, 3, 2, 1, 1, 3}, 8);
  const SessionFeedback few_seconds = Answered({1, 1, 1, 1, 1, 1, 1, 1}, 3);
  SessionFeedback total = Fresh();
  AddShown(large, total);
  AddShown(few_seconds, total);
  EXPECT_EQ(total.answers, 16);
  EXPECT_THAT(ResultsOfTotal(total)[0].counts, ElementsAre(10, 1, 5));
  EXPECT_THAT(ResultsOfTotal(total)[1].counts, ElementsAre(0, 8)) << "those of one session alone";
}

TEST(FeedbackTest, QuestionsHaveTwoToSevenDifferentAnswers) {
  Violations violations;
  CheckQuestions({{"", {"no", "yes"}}, {"Fine?", {"no"}}, {"Fine?", {"no", "no"}}}, violations);
  EXPECT_THAT(Fields(violations), ElementsAre("course.feedback_questions[0].text",
                                              "course.feedback_questions[1].answers",
                                              "course.feedback_questions[2].answers[1]"));
  Violations many;
  CheckQuestions(std::vector<FeedbackQuestion>(6, {"Fine?", {"no", "yes"}}), many);
  EXPECT_THAT(Fields(many), ElementsAre("course.feedback_questions"));
}

}  // namespace
}  // namespace pcsp::planning::training

// Tokens out, answers in, and what may be shown of them.
#include "tests/planning/training/service_fixture.h"

namespace pcsp::planning::training::testing {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class FeedbackMethodsTest : public TrainingServiceTest {
 protected:
  FeedbackMethodsTest() {
    EXPECT_OK(AddCourse("core"));
    EXPECT_OK(AddVenue("hall", 40));
    AskOf("Was it useful?");
  }
  void AskOf(const std::string& text) {
    pb::UpdateCourseRequest update;
    update.mutable_course()->set_name(In("courses/core"));
    pb::FeedbackQuestion* const question = update.mutable_course()->add_feedback_questions();
    question->set_text(text);
    for (const char* answer : {"no", "partly", "yes"}) question->add_answers(answer);
    EXPECT_OK(Ask(&Stub::UpdateCourse, update));
  }
  // With so many people, on a day that then comes.
  void Hold(const std::string& id, const std::string& day, int people) {
    ASSERT_OK(AddSession(id, day, 40));
    for (int i = 0; i < people; ++i) {
      ASSERT_OK(Enrol(id, absl::StrCat(id, "-", i), "p1"));
    }
    absl::CivilDay morning;
    ASSERT_TRUE(absl::ParseCivilTime(day, &morning));
    clock_.Advance(absl::FromCivil(morning, absl::UTCTimeZone()) + absl::Hours(18) - clock_.Now());
  }
  absl::StatusOr<pb::IssueFeedbackTokensResponse> Issue(const std::string& session, int count) {
    pb::IssueFeedbackTokensRequest request;
    request.set_name(In("sessions/" + session));
    request.set_count(count);
    request.set_request_id(absl::StrCat("0190b0a0-0000-7000-8000-0000000000", 10 + next_++));
    return Ask(&Stub::IssueFeedbackTokens, request);
  }
  absl::Status Submit(const std::string& token, const std::vector<int>& answers) {
    pb::SubmitFeedbackRequest request;
    request.set_token(token);
    request.mutable_answers()->Assign(answers.begin(), answers.end());
    return Ask(&Stub::SubmitFeedback, request).status();
  }
  void Answer(const std::string& session, const std::vector<int>& answers) {
    const auto issued = Issue(session, static_cast<int>(answers.size()));
    ASSERT_OK(issued);
    for (int i = 0; i < issued->tokens_size(); ++i) {
      ASSERT_OK(Submit(issued->tokens(i), {answers[static_cast<size_t>(i)]}));
    }
  }
  pb::GetFeedbackReportResponse Report(const std::string& trainer = "") {
    pb::GetFeedbackReportRequest request;
    request.set_parent(kProgramme);
    if (!trainer.empty()) request.set_trainer(In("appointments/" + trainer));
    const auto report = Ask(&Stub::GetFeedbackReport, request);
    EXPECT_OK(report);
    return *report;
  }

  int next_ = 0;
};

TEST_F(FeedbackMethodsTest, ATokenAsksOnceAndIsThenLikeOneThatNeverWas) {
  Hold("s1", "2026-03-02", 6);
  const auto issued = Issue("s1", 2);
  ASSERT_OK(issued);
  EXPECT_EQ(issued->last_date(), "2026-03-16");
  ASSERT_THAT(issued->tokens(), SizeIs(2));
  pb::GetFeedbackFormRequest get;
  get.set_token(issued->tokens(0));
  const auto form = Ask(&Stub::GetFeedbackForm, get);
  ASSERT_OK(form);
  EXPECT_EQ(form->course_title(), "Course core");
  ASSERT_THAT(form->questions(), SizeIs(1));
  EXPECT_THAT(form->questions(0).answers(), ElementsAre("no", "partly", "yes"));
  EXPECT_THAT(ViolatedFields(Submit(issued->tokens(0), {4})), ElementsAre("answers[0]"));
  EXPECT_OK(Submit(issued->tokens(0), {3})) << "what was refused has not used it up";
  const absl::Status used = Submit(issued->tokens(0), {3});
  EXPECT_THAT(used, HasReason("FEEDBACK_TOKEN_NOT_FOUND"));
  EXPECT_EQ(Submit("never", {3}), used);
  clock_.Advance(absl::Hours(24 * 15));
  EXPECT_EQ(Submit(issued->tokens(1), {3}), used) << "too late";
}

TEST_F(FeedbackMethodsTest, NoMoreTokensThanPlacesAndNoneTwice) {
  Hold("s1", "2026-03-02", 3);
  EXPECT_THAT(ViolatedFields(Issue("s1", 4).status()), ElementsAre("count"));
  pb::IssueFeedbackTokensRequest request;
  request.set_name(In("sessions/s1"));
  request.set_count(2);
  request.set_request_id("0190b0a0-0000-7000-8000-000000000001");
  EXPECT_THAT(Ask(&Stub::IssueFeedbackTokens, request)->tokens(), SizeIs(2));
  EXPECT_THAT(Ask(&Stub::IssueFeedbackTokens, request)->tokens(), IsEmpty()) << "sent again";
  EXPECT_THAT(ViolatedFields(Issue("s1", 2).status()), ElementsAre("count"));
  EXPECT_OK(Issue("s1", 1));
  pb::DeleteSessionRequest remove;
  remove.set_name(In("sessions/s1"));
  EXPECT_THAT(Ask(&Stub::DeleteSession, remove), HasReason("SESSION_IN_USE"));
}

TEST_F(FeedbackMethodsTest, OnlyOfASessionThatHasBegunAndAsks) {
  ASSERT_OK(AddSession("s1", "2026-03-02", 4));
  EXPECT_THAT(Issue("s1", 1), HasReason("SESSION_NOT_BEGUN"));
  ASSERT_OK(AddCourse("silent"));
  ASSERT_OK(AddSession("s2", "2026-03-03", 4, "silent"));
  clock_.Advance(absl::Hours(24 * 59));
  EXPECT_THAT(Issue("s2", 1), HasReason("FEEDBACK_NOT_ASKED"));
  clock_.Advance(absl::Hours(24 * 30));
  EXPECT_THAT(Issue("s1", 1), HasReason("FEEDBACK_CLOSED"));
}

TEST_F(FeedbackMethodsTest, ShowsNothingBeforeTheLastDayAndThenWhatEnoughPeopleSaid) {
  Hold("s1", "2026-03-02", 10);
  Answer("s1", {3, 3, 3, 3, 3, 2, 1, 1});
  Hold("s2", "2026-03-03", 10);
  Answer("s2", {1, 1, 1, 1});
  auto report = Report();
  ASSERT_THAT(report.sessions(), SizeIs(2));
  EXPECT_EQ(report.sessions(0).state(), pb::FEEDBACK_STATE_OPEN);
  EXPECT_EQ(report.sessions(0).answer_count(), 0);
  EXPECT_THAT(report.sessions(0).results(), IsEmpty());
  EXPECT_THAT(report.courses(), IsEmpty());
  clock_.Advance(absl::Hours(24 * 20));
  report = Report();
  EXPECT_EQ(report.sessions(0).state(), pb::FEEDBACK_STATE_SHOWN);
  EXPECT_EQ(report.sessions(0).answer_count(), 8);
  EXPECT_THAT(report.sessions(0).results(0).counts(), ElementsAre(2, 1, 5));
  EXPECT_EQ(report.sessions(1).state(), pb::FEEDBACK_STATE_TOO_FEW);
  EXPECT_EQ(report.sessions(1).answer_count(), 0);
  EXPECT_THAT(report.sessions(1).results(), IsEmpty());
  ASSERT_THAT(report.courses(), SizeIs(1));
  EXPECT_EQ(report.courses(0).answer_count(), 8) << "without those of s2";
  EXPECT_THAT(Report("nobody").sessions(), IsEmpty());
}

TEST_F(FeedbackMethodsTest, OtherQuestionsMakeAnotherTotal) {
  Hold("s1", "2026-03-02", 8);
  Answer("s1", {3, 3, 3, 3, 3, 3, 3, 3});
  AskOf("Would you come again?");
  Hold("s2", "2026-03-03", 8);
  Answer("s2", {1, 1, 1, 1, 1, 1, 1, 1});
  clock_.Advance(absl::Hours(24 * 20));
  const auto report = Report();
  ASSERT_THAT(report.courses(), SizeIs(2));
  EXPECT_EQ(report.courses(0).results(0).question().text(), "Was it useful?");
  EXPECT_EQ(report.courses(1).results(0).question().text(), "Would you come again?");
}

}  // namespace
}  // namespace pcsp::planning::training::testing

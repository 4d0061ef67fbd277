// What sites write about solutions, through the real service.
#include "gmock/gmock.h"
#include "tests/planning/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using Stub = pb::PlanningService::Stub;

constexpr char kProgramme[] = "programmes/north";
constexpr char kIssue[] = "coh-purpose";
constexpr char kSolution[] = "solutions/purpose-in-one-sentence";
constexpr char kRequestId[] = "0189a7f4-0000-7000-8000-00000000000a";

std::string Site(int number) { return "programmes/north/organisations/s" + std::to_string(number); }

class WrittenStoriesTest : public testing::PlanningServiceTest {
 protected:
  static pb::CreateStoryRequest From(int site) {
    pb::CreateStoryRequest request;
    request.set_parent(Site(site));
    pb::SiteStory& story = *request.mutable_story();
    story.set_solution(kSolution);
    story.set_issue(kIssue);
    story.set_result(site % 2 == 0 ? pb::STORY_RESULT_HELPED : pb::STORY_RESULT_PERSISTED);
    story.set_did("We wrote our sentences with Sarah.");
    story.set_happened("The team of site " + std::string(1, static_cast<char>('a' + site)) +
                       " agreed on one.");
    story.set_agreed_by("programmes/north/appointments/kim" + std::to_string(site));
    story.set_display_name("Practice Number" + std::to_string(site));
    return request;
  }
  absl::StatusOr<pb::SiteStory> Tell(const pb::CreateStoryRequest& request) {
    return Ask(&Stub::CreateStory, request);
  }
  void TellOfSeven() {
    for (int site = 0; site < 7; ++site) ASSERT_OK(Tell(From(site)));
  }
  pb::ListStoriesResponse List(pb::ListStoriesRequest request = {}) {
    request.set_parent(kProgramme);
    const auto list = Ask(&Stub::ListStories, request);
    EXPECT_OK(list);
    return *list;
  }
  absl::StatusOr<pb::WithdrawStoriesResponse> Withdraw(int site,
                                                       const std::vector<std::string>& names = {}) {
    pb::WithdrawStoriesRequest request;
    request.set_parent(Site(site));
    for (const std::string& name : names) request.add_stories(name);
    return Ask(&Stub::WithdrawStories, request);
  }
};

TEST_F(WrittenStoriesTest, AreKeptWithoutNamesAndShownAsKept) {
  const auto kept = Tell(From(0));
  ASSERT_OK(kept);
  EXPECT_EQ(kept->did(), "We wrote our sentences with [name].");
  EXPECT_EQ(kept->redaction_count(), 1);
  EXPECT_EQ(kept->sharing(), pb::SHARING_ANONYMOUS) << "unless it agrees to more";
  EXPECT_THAT(kept->name(), Not(HasSubstr("s0")));
  pb::CreateStoryRequest check = From(1);
  check.set_validate_only(true);
  EXPECT_EQ(Tell(check)->name(), "");
  ASSERT_OK(Tell(From(1)));
}

TEST_F(WrittenStoriesTest, FailuresAreToldAndNobodyIsNamed) {
  TellOfSeven();
  EXPECT_THAT(List().stories(), SizeIs(7));
  const std::string all = List().ShortDebugString();
  EXPECT_THAT(all, HasSubstr("teller: \"a practice\""));
  EXPECT_THAT(all, HasSubstr("STORY_RESULT_PERSISTED"));
  for (const char* secret : {"Number", "organisations/", "kim", "create_time", "Sarah"}) {
    EXPECT_THAT(all, Not(HasSubstr(secret)));
  }
  pb::ListStoriesRequest failed;
  failed.set_result(pb::STORY_RESULT_PERSISTED);
  EXPECT_THAT(List(failed).stories(), SizeIs(3));
}

TEST_F(WrittenStoriesTest, WaitWhileTooFewAreOfTheKindUnlessNamed) {
  ASSERT_OK(Tell(From(0)));
  EXPECT_THAT(List().stories(), IsEmpty());
  pb::CreateStoryRequest named = From(1);
  named.mutable_story()->set_sharing(pb::SHARING_NAMED);
  ASSERT_OK(Tell(named));
  const auto list = List();
  ASSERT_THAT(list.stories(), SizeIs(1));
  EXPECT_EQ(list.stories(0).teller(), "Practice Number1");
  EXPECT_EQ(list.stories(0).organisation(), Site(1));
}

TEST_F(WrittenStoriesTest, AreFoundBySolutionIssueAndListenerPageByPage) {
  TellOfSeven();
  pb::ListStoriesRequest request;
  request.set_solution(kSolution);
  request.set_issue(kIssue);
  request.set_listener(Site(3));
  request.set_page_size(4);
  const auto first = List(request);
  EXPECT_THAT(first.stories(), SizeIs(4));
  request.set_page_token(first.next_page_token());
  const auto second = List(request);
  EXPECT_THAT(second.stories(), SizeIs(2)) << "its own is left out";
  EXPECT_THAT(second.next_page_token(), IsEmpty());
  EXPECT_LT(first.stories(3).name(), second.stories(0).name());
  request.clear_page_token();
  request.set_solution("solutions/two-journeys");
  EXPECT_THAT(List(request).stories(), IsEmpty());
}

TEST_F(WrittenStoriesTest, AreToldWithTheRecommendationOfWhatTheyTellOf) {
  TellOfSeven();
  pb::RecommendSolutionsRequest question;
  question.set_parent(Site(2));
  testing::AddFinding(question, kIssue);
  question.set_max_recommendations(50);
  const auto advice = Ask(&Stub::RecommendSolutions, question);
  ASSERT_OK(advice);
  int told = 0;
  for (const pb::Recommendation& one : advice->overall()) {
    if (one.solution().name() != kSolution) {
      EXPECT_EQ(one.written_story_count(), 0);
      continue;
    }
    ++told;
    EXPECT_EQ(one.written_story_count(), 6) << "its own is left out";
    ASSERT_THAT(one.written_stories(), SizeIs(2));
    EXPECT_EQ(one.written_stories(0).result(), pb::STORY_RESULT_HELPED);
    EXPECT_EQ(one.written_stories(1).result(), pb::STORY_RESULT_PERSISTED);
    EXPECT_EQ(one.written_stories(1).teller(), "a practice");
  }
  EXPECT_EQ(told, 1);
  const std::string all = advice->ShortDebugString();
  for (const char* secret : {"Number", "kim", "create_time", "Sarah", "/s1", "/s3"}) {
    EXPECT_THAT(all, Not(HasSubstr(secret)));
  }
  for (const pb::Recommendation& one : advice->by_issue(0).recommendations()) {
    EXPECT_THAT(one.written_stories(), IsEmpty());
    EXPECT_EQ(one.written_story_count(), one.solution().name() == kSolution ? 6 : 0);
  }
}

TEST_F(WrittenStoriesTest, OfThoseThatMayNotBeToldNothingIsCounted) {
  for (int site = 0; site < 5; ++site) ASSERT_OK(Tell(From(site)));
  pb::RecommendSolutionsRequest question;
  question.set_parent(Site(9));
  testing::AddFinding(question, kIssue);
  const auto advice = Ask(&Stub::RecommendSolutions, question);
  ASSERT_OK(advice);
  EXPECT_THAT(advice->ShortDebugString(), Not(HasSubstr("written_story")));
}

TEST_F(WrittenStoriesTest, GoWhenTheSiteAsks) {
  TellOfSeven();
  pb::CreateStoryRequest again = From(2);
  again.set_request_id(kRequestId);
  const auto kept = Tell(again);
  ASSERT_OK(kept);
  EXPECT_EQ(Tell(again)->name(), kept->name()) << "a repeated call";
  EXPECT_EQ(Withdraw(3, {kept->name()})->withdrawn_count(), 0) << "not its own";
  EXPECT_EQ(Withdraw(2, {kept->name()})->withdrawn_count(), 1);
  EXPECT_THAT(Tell(again), HasReason("REPLY_ERASED"));
  EXPECT_THAT(List().stories(), SizeIs(7));
  EXPECT_EQ(Withdraw(2)->withdrawn_count(), 1);
  EXPECT_EQ(Withdraw(2)->withdrawn_count(), 0);
  EXPECT_THAT(List().stories(), IsEmpty()) << "six sites of the level are too few";
}

TEST_F(WrittenStoriesTest, GoWithThePersonWhoAgreed) {
  TellOfSeven();
  pb::EraseNotesRequest erase;
  erase.set_parent(kProgramme);
  erase.add_appointments("programmes/north/appointments/kim4");
  const auto erased = Ask(&Stub::EraseNotes, erase);
  ASSERT_OK(erased);
  EXPECT_EQ(erased->story_count(), 1);
  EXPECT_EQ(Withdraw(4)->withdrawn_count(), 0);
}

TEST_F(WrittenStoriesTest, SayEverythingThatIsWrong) {
  pb::CreateStoryRequest wrong = From(0);
  pb::SiteStory& story = *wrong.mutable_story();
  story.set_issue("sg-champions");
  story.set_did("");
  story.set_result(pb::STORY_RESULT_UNSPECIFIED);
  story.set_sharing(pb::SHARING_WITHHELD);
  story.clear_agreed_by();
  EXPECT_THAT(ViolatedFields(Tell(wrong).status()),
              ::testing::UnorderedElementsAre("story.issue", "story.did", "story.result",
                                              "story.sharing", "story.agreed_by"));
  pb::CreateStoryRequest unknown = From(0);
  unknown.mutable_story()->set_solution("solutions/none");
  EXPECT_THAT(Tell(unknown), HasReason("SOLUTION_NOT_FOUND"));
  pb::ListStoriesRequest list;
  list.set_parent("north");
  list.set_listener("programmes/south/organisations/s1");
  list.set_page_size(-1);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::ListStories, list).status()),
              ::testing::IsSupersetOf({"parent", "listener", "page_size"}));
  EXPECT_THAT(ViolatedFields(Withdraw(0, {"programmes/south/stories/x"}).status()),
              Contains("stories[0]"));
}

}  // namespace
}  // namespace pcsp::planning

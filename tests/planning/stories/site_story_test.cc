#include "services/planning/domain/stories/site_story.h"

#include "gmock/gmock.h"
#include "services/planning/domain/stories/story_book.h"
#include "tests/planning/catalogues.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

SiteStory Written() {
  SiteStory story;
  story.organisation = "a81044";
  story.display_name = "Elm Street Surgery";
  story.issue = "i";
  story.did = "Elm Street sent the letters a week early.";
  story.happened = "Ask Sarah on 07700 900123: at Elm Street Surgery (A81044) eight of ten came.";
  story.agreed_by = "kim";
  return story;
}

TEST(SiteStoryTest, TakesOutPeopleAndTheSiteThatStaysAnonymous) {
  SiteStory story = Written();
  Violations violations;
  EXPECT_EQ(ScreenWords(story, violations), 5);
  EXPECT_TRUE(violations.empty());
  EXPECT_EQ(story.did, "[site] sent the letters a week early.");
  EXPECT_EQ(story.happened, "Ask [name] on [phone]: at [site] ([site]) eight of ten came.");
}

TEST(SiteStoryTest, TakesTheSitesCodeForAWord) {
  SiteStory story = Written();
  story.organisation = "ten";
  story.did = "We listened often, at Ten and TEN.";
  Violations violations;
  ScreenWords(story, violations);
  EXPECT_EQ(story.did, "We listened often, at [site] and [site].");
}

TEST(SiteStoryTest, LeavesTheNameOfASiteThatIsNamed) {
  SiteStory story = Written();
  story.sharing = Sharing::kNamed;
  Violations violations;
  ScreenWords(story, violations);
  EXPECT_THAT(story.did, HasSubstr("Elm"));
  EXPECT_THAT(story.happened, Not(HasSubstr("Sarah")));
}

TEST(SiteStoryTest, SaysEverythingThatIsWrongAndRepeatsNoWords) {
  SiteStory story = Written();
  story.issue = "other";
  story.did = "";
  story.happened = std::string(2000, 'x');
  story.differently = "sarah, peter, paul, mary, john, james, helen, ruth, simon, lucy, emma";
  story.sharing = Sharing::kWithheld;
  story.display_name = "";
  Violations violations;
  CheckStory(story, testing::MakeSolution("a", {"i"}), violations);
  ScreenWords(story, violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("story.issue", "story.did", "story.sharing", "story.display_name",
                          "story.happened", "story.differently"));
  for (const Violation& violation : violations.list()) {
    EXPECT_THAT(violation.given, Not(HasSubstr("xx")));
    EXPECT_THAT(violation.given, Not(HasSubstr("sarah")));
  }
}

// Seven practices of a kind; `with_outcomes` of them are known from outcomes.
std::vector<SiteOutcome> Known(int with_outcomes) {
  std::vector<SiteOutcome> known;
  for (int i = 0; i < with_outcomes; ++i) {
    SiteOutcome& one = known.emplace_back();
    one.outcome.site = "s" + std::to_string(i);
    one.outcome.round = "r";
    one.outcome.issue = "i";
    one.outcome.context.list_size = 9000;
  }
  return known;
}

std::vector<SiteStory> StoriesOf(int sites) {
  std::vector<SiteStory> stories;
  for (int i = 0; i < sites; ++i) {
    stories.push_back(Written());
    stories.back().organisation = "s" + std::to_string(i);
  }
  return stories;
}

TEST(TellerTest, IsComparedWithWhoListens) {
  const auto stories = StoriesOf(7);
  const StoryBook book(Known(7), stories);
  EXPECT_EQ(book.TellerOf(stories[0], "s1")->teller, "a practice of similar size");
  EXPECT_EQ(book.TellerOf(stories[0], "")->teller, "a practice");
  EXPECT_EQ(book.TellerOf(stories[0], "")->organisation, "");
  EXPECT_EQ(book.TellerOf(stories[0], "s0"), std::nullopt) << "its own";
}

TEST(TellerTest, WaitsUntilThereAreFiveOthersBesideWhoListens) {
  const auto six = StoriesOf(6), seven = StoriesOf(7);
  EXPECT_EQ(StoryBook({}, six).TellerOf(six[0], ""), std::nullopt);
  EXPECT_EQ(StoryBook({}, seven).TellerOf(seven[0], "")->teller, "a practice");
}

TEST(TellerTest, IsNamedWhereItAgreed) {
  auto one = StoriesOf(1);
  one[0].sharing = Sharing::kNamed;
  const auto by = StoryBook({}, one).TellerOf(one[0], "");
  EXPECT_EQ(by->teller, "Elm Street Surgery");
  EXPECT_EQ(by->organisation, "s0");
}

}  // namespace
}  // namespace pcsp::planning

#include "services/planning/domain/stories/story_book.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr double kBetter = 12, kNoBetter = -8;

// A practice of the system `system`, with or without a story of solution "a" on issue "i".
SiteOutcome Told(const std::string& id, double list_size, std::optional<double> change,
                 const std::string& system = "north", const std::string& round = "r1") {
  SiteOutcome made;
  made.outcome.site = id;
  made.outcome.round = round;
  made.outcome.issue = "i";
  made.outcome.pre = 50;
  made.outcome.post = 50 + change.value_or(0);
  made.outcome.pre_se = 2;
  made.outcome.post_n = 100;
  made.outcome.context.list_size = list_size;
  if (change) made.outcome.adopted = {{"a"}};
  made.whole_system = system;
  made.display_name = absl::StrCat("Practice ", id);
  return made;
}

SiteFacts Listener(double list_size, const std::string& system = "north") {
  SiteFacts listener;
  listener.id = "me";
  listener.context.list_size = list_size;
  listener.whole_system = system;
  return listener;
}

// Seven practices of about 8,000 in each of two systems, none of which did anything.
std::vector<SiteOutcome> Crowd() {
  std::vector<SiteOutcome> crowd;
  for (int i = 0; i < 7; ++i) {
    crowd.push_back(Told(absl::StrCat("n", i), 8000 + i, std::nullopt));
    crowd.push_back(Told(absl::StrCat("s", i), 8000 + i, std::nullopt, "south"));
  }
  return crowd;
}

std::vector<ToldStory> Tell(const std::vector<SiteOutcome>& outcomes, const SiteFacts& listener) {
  return StoryBook(outcomes).Tell({"i"}, {"a"}, listener);
}

// What a site did about one issue is told by name though it has told nothing of another.
TEST(StoryBookTest, NamesWhoAgreedToTellThis) {
  std::vector<SiteOutcome> all = Crowd();
  all.push_back(Told("one", 8100, kBetter));
  all.back().sharing = Sharing::kNamed;
  all.push_back(Told("one", 8100, std::nullopt));
  all.back().outcome.issue = "j";
  all.back().display_name = "";
  const auto told = Tell(all, Listener(8050));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].teller, "Practice one");
}

TEST(StoryBookTest, TellsTheNearestAndAFailureBesides) {
  std::vector<SiteOutcome> all = Crowd();
  all.push_back(Told("nearest", 8100, kBetter));
  all.push_back(Told("near", 8300, kBetter));
  all.push_back(Told("mid", 9000, kBetter));
  all.push_back(Told("far", 12000, kNoBetter));
  all.push_back(Told("farther", 20000, kNoBetter));
  for (SiteOutcome& one : all) one.sharing = Sharing::kNamed;
  const auto told = Tell(all, Listener(8050));
  ASSERT_THAT(told, SizeIs(3));
  EXPECT_EQ(told[0].teller, "Practice nearest");
  EXPECT_EQ(told[0].organisation, "nearest");
  EXPECT_EQ(told[0].result, Story::kHelped);
  EXPECT_EQ(told[1].organisation, "near");
  EXPECT_EQ(told[2].organisation, "far");
  EXPECT_EQ(told[2].result, Story::kPersisted);
  EXPECT_EQ(told[2].Sentence(), "Practice far tried it: the issue persisted.");
  EXPECT_THAT(StoryBook(all).Tell({"i"}, {"a", true}, Listener(8050)), IsEmpty())
      << "nobody tried it without its core";
  EXPECT_THAT(StoryBook(all).Tell({"other"}, {"a"}, Listener(8050)), IsEmpty());
}

TEST(StoryBookTest, AFailureThatIsNearNeedsNoOther) {
  std::vector<SiteOutcome> all = Crowd();
  all.push_back(Told("x", 8010, kNoBetter));
  all.push_back(Told("y", 8200, kBetter));
  all.push_back(Told("z", 9000, kNoBetter));
  const auto told = Tell(all, Listener(8000));
  ASSERT_THAT(told, SizeIs(2));
  EXPECT_EQ(told[0].result, Story::kPersisted);
  EXPECT_EQ(told[1].result, Story::kHelped);
}

TEST(StoryBookTest, NamesNobodyWhoDidNotAgree) {
  std::vector<SiteOutcome> all = Crowd();
  all.push_back(Told("s9", 8003, kBetter, "south"));
  const auto told = Tell(all, Listener(8000));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].organisation, "");
  EXPECT_THAT(told[0].teller, Not(::testing::HasSubstr("s9")));
  EXPECT_EQ(told[0].Sentence(),
            "A practice of similar size in another system tried it: the issue got better.");
  all.back().sharing = Sharing::kNamed;
  EXPECT_EQ(Tell(all, Listener(8000))[0].teller, "Practice s9");
  all.back().sharing = Sharing::kWithheld;
  EXPECT_THAT(Tell(all, Listener(8000)), IsEmpty());
}

TEST(StoryBookTest, SaysLessWhereFewAreOfAKind) {
  std::vector<SiteOutcome> all = Crowd();
  for (SiteOutcome& one : all) one.outcome.context.rurality = 0;
  all.push_back(Told("s9", 8003, kBetter, "south"));
  all.back().outcome.context.rurality = 1;
  SiteFacts listener = Listener(8000);
  listener.context.rurality = 1;
  // The only rural one: that it is rural is left unsaid, and so is all else of which it is one of
  // too few.
  EXPECT_THAT(Tell(all, listener), IsEmpty());
  for (int i = 0; i < 6; ++i) {
    all.push_back(Told(absl::StrCat("r", i), 8000 + i, std::nullopt, "south"));
    all.back().outcome.context.rurality = 1;
  }
  const auto told = Tell(all, listener);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_THAT(told[0].likeness, ElementsAre("rural as well"));
}

TEST(StoryBookTest, AProgrammeOfFewSitesTellsOfNobody) {
  EXPECT_THAT(Tell({Told("x", 8000, kBetter), Told("y", 8100, kBetter)}, Listener(8000)),
              IsEmpty());
}

TEST(StoryBookTest, SaysWhichSystemItIsNotOnlyWhereMayAreOfEither) {
  std::vector<SiteOutcome> all = Crowd();
  all.push_back(Told("s9", 8003, kBetter, "south"));
  // Three practices alone are in the listener's system: who is said to be elsewhere is none of
  // them, and who is not would be one of them.
  for (int i = 0; i < 3; ++i) all.push_back(Told(absl::StrCat("w", i), 8000, std::nullopt, "west"));
  EXPECT_EQ(Tell(all, Listener(8000, "west"))[0].teller, "a practice of similar size");
  EXPECT_EQ(Tell(all, Listener(8000, ""))[0].teller, "a practice of similar size");
  EXPECT_EQ(Tell(all, Listener(8000, "east"))[0].teller,
            "a practice of similar size in another system");
}

TEST(StoryBookTest, TheLatestOfTwoRoundsCountsAndNobodyHearsThemselves) {
  std::vector<SiteOutcome> all = Crowd();
  all.push_back(Told("x", 8000, kBetter, "south", "w10"));
  all.push_back(Told("x", 8000, kNoBetter, "south", "w2"));
  all[all.size() - 2].outcome.measured = absl::CivilDay(2026, 6, 1);
  all.back().outcome.measured = absl::CivilDay(2025, 6, 1);
  const auto told = Tell(all, Listener(8000));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].result, Story::kHelped);
  SiteFacts self = Listener(8000, "south");
  self.id = "x";
  EXPECT_THAT(Tell(all, self), IsEmpty());
  SiteFacts group = Listener(8000);
  group.level = Level::kSteeringGroup;
  EXPECT_THAT(Tell(all, group), IsEmpty()) << "practices are no places like a steering group";
}

}  // namespace
}  // namespace pcsp::planning

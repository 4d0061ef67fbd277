#include "services/planning/domain/effect/treated_sites.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/effect/words.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TreatedSite Make(const char* id, double list_size, Story story, const char* round = "r1") {
  TreatedSite made;
  made.site.id = id;
  made.round = round;
  made.issue = "i";
  made.treatment = {"a"};
  made.context.list_size = list_size;
  made.story = story;
  return made;
}

std::vector<std::string> Ids(const std::vector<NearTreatedSite>& near) {
  std::vector<std::string> ids;
  for (const NearTreatedSite& one : near) ids.push_back(one.treated->site.id);
  return ids;
}

class TreatedSitesTest : public ::testing::Test {
 protected:
  const std::vector<TreatedSite> all_ = {
      Make("far", 30000, Story::kHelped),    Make("near", 8100, Story::kPersisted),
      Make("nearer", 8050, Story::kHelped),  Make("me", 8000, Story::kPersisted),
      Make("mid", 12000, Story::kPersisted), Make("near", 8100, Story::kHelped, "r0")};
  const TreatedSites sites_{all_};
  const Likeness likeness_{[this] {
    std::vector<SiteContext> contexts;
    for (const TreatedSite& one : all_) contexts.push_back(one.context);
    return contexts;
  }()};
  SiteContext context_ = Make("me", 8000, Story::kHelped).context;
};

TEST_F(TreatedSitesTest, FindsPlacesLikeYoursAndNotYourself) {
  const auto near = sites_.Nearest("i", {"a"}, likeness_, {"me"}, context_, 3);
  EXPECT_THAT(Ids(near), ElementsAre("nearer", "near", "mid"));
  EXPECT_EQ(near[1].treated->round, "r1") << "the latest of two";
  EXPECT_LT(near[0].distance, near[2].distance);
  EXPECT_THAT(sites_.Nearest("i", {"b"}, likeness_, {"me"}, context_, 3), IsEmpty());
}

TEST_F(TreatedSitesTest, ReturnsFailures) {
  EXPECT_THAT(Ids(sites_.NearestFailures("i", {"a"}, likeness_, {"me"}, context_, 3)),
              ElementsAre("near", "mid"));
}

TEST(LikenessTest, IsMahalanobis) {
  // Two terms that go together: off the common line is further than along it.
  std::vector<SiteContext> sites;
  for (int i = -5; i <= 5; ++i) {
    SiteContext site;
    site.list_size = 100 * i;
    site.deprivation = 30 + i + (i % 2 == 0 ? 0.5 : -0.5);
    sites.push_back(site);
  }
  const Likeness likeness(sites);
  SiteContext origin, along, across;
  origin.list_size = along.list_size = across.list_size = 0;
  origin.deprivation = 30;
  along.list_size = 300;
  along.deprivation = 33;
  across.list_size = 300;
  across.deprivation = 27;
  EXPECT_GT(likeness.Distance2(origin, across), 3 * likeness.Distance2(origin, along));
  EXPECT_EQ(likeness.Distance2(origin, origin), 0);
  EXPECT_DOUBLE_EQ(likeness.Distance2(origin, across), likeness.Distance2(across, origin));
}

TEST(ScaleTest, WhatIsNotKnownIsAverage) {
  SiteContext one, two, three;
  one.list_size = 4000;
  two.list_size = 8000;
  const ContextScale scale = ScaleOf({one, two, three});
  EXPECT_DOUBLE_EQ(scale[0].mean, 6000);
  EXPECT_DOUBLE_EQ(scale[0].sd, 2000);
  EXPECT_DOUBLE_EQ(scale[0].Of(8000), 1);
  EXPECT_DOUBLE_EQ(scale[0].Of(std::nullopt), 0);
  EXPECT_DOUBLE_EQ(scale[1].sd, 1) << "nobody tells it";
}

TEST(WordsTest, SaysOutLoudWhatSpeaksAgainstIt) {
  SolutionEffect effect;
  effect.sites = 3;
  effect.rows = 4;
  effect.persisted = 2;
  effect.co_adopted = {{{"b"}, 0.8}};
  effect.fidelity = FidelityChange{-12, 2};
  EXPECT_THAT(Measured(effect, {3, -1, 7}, 0.6), HasSubstr("(uncontrolled)"));
  EXPECT_THAT(Measured(effect, {3, -1, 7}, 0.6), HasSubstr("persisted in 2 of 4 attempts"));
  EXPECT_THAT(Caveats(effect),
              ElementsAre("80 % of them also did b, so that the two are hard to tell apart.",
                          "Fidelity fell by 12.0 points beside the comparison sites.",
                          "Only 3 sites tried it."));
  effect.comparison_sites = 1;
  EXPECT_EQ(Measured(effect, {3.21, 1.14, 5.4}, 0.78),
            "3 sites tried it beside 1 comparison site, and it is associated with 3.2 points here "
            "(80 % interval 1.1 to 5.4; 78 % likely more than 2); the issue persisted in 2 of 4 "
            "attempts");
  effect.moderations[2] = {"deprivation", {}, 0.95};
  effect.moderations[1] = {"list_size", {}, 0.04};
  effect.moderations[0].p_positive = effect.moderations[3].p_positive =
      effect.moderations[4].p_positive = 0.5;
  EXPECT_THAT(WhomItHelped(effect),
              ElementsAre("less where the list size is high", "more where deprivation is high"));
}

}  // namespace
}  // namespace pcsp::planning

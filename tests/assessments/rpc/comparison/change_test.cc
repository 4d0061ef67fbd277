// Change between waves and a site's radar, over the wire, and what they keep back.
#include <cmath>

#include "tests/assessments/rpc/comparison/comparison_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(ComparisonTest, SaysWhatChangedAtASite) {
  TwoWaves();
  const auto comparison = Compare("a1");
  ASSERT_OK(comparison);
  ASSERT_EQ(comparison->levels_size(), 1) << "its own level alone";
  const auto& level = comparison->levels(0);
  EXPECT_EQ(level.instrument_after(), "instruments/practice/versions/1");
  ASSERT_EQ(level.constructs_size(), 4);
  ASSERT_EQ(level.items_size(), 6);
  const auto& coherence = level.constructs(0);
  EXPECT_EQ(coherence.suppression(), pb::SUPPRESSION_UNSPECIFIED);
  EXPECT_EQ(coherence.respondents_before(), 4);
  EXPECT_EQ(coherence.verdict(), pb::CHANGE_VERDICT_IMPROVED);
  EXPECT_GT(coherence.improved_by_5_probability(), .9);
  EXPECT_GT(coherence.score_after(), coherence.score_before() + 20);
  EXPECT_LT(coherence.interval().low(), coherence.difference());
  EXPECT_THAT(coherence.sentence(), HasSubstr("Coherence improved"));
  EXPECT_EQ(level.items(1).item(), "pr_already");
  EXPECT_GT(level.items(1).difference(), 20) << "turned round: disagreeing is better here";
  const auto unchanged = Compare("a2")->levels(0).constructs(0);
  EXPECT_NE(unchanged.verdict(), pb::CHANGE_VERDICT_IMPROVED);
}

TEST_F(ComparisonTest, KeepsBackASiteThatEitherWaveKeepsBack) {
  TwoWaves();
  const auto comparison = Compare("a3");  // two answered before
  ASSERT_OK(comparison);
  for (const auto& construct : comparison->levels(0).constructs()) {
    pb::ScoreChange expected;
    expected.set_construct(construct.construct());
    expected.set_suppression(kHidden);
    EXPECT_EQ(construct.DebugString(), expected.DebugString());
  }
  for (const auto& item : comparison->levels(0).items()) {
    EXPECT_EQ(item.suppression(), pb::SUPPRESSION_OVERLAP) << "few joined the two";
  }
}

TEST_F(ComparisonTest, SaysWhatChangedInTheProgramme) {
  TwoWaves();
  const auto comparison = Compare();
  ASSERT_OK(comparison);
  ASSERT_EQ(comparison->levels_size(), 2);
  const auto& practices =
      comparison->levels(comparison->levels(0).level() == type::v1::LEVEL_PRACTICE ? 0 : 1);
  const auto& coherence = practices.constructs(0);
  EXPECT_EQ(coherence.sites(), 2) << "the third was too few before";
  EXPECT_EQ(coherence.respondents_before(), 8);
  EXPECT_EQ(coherence.sites_improved(), 1);
  EXPECT_GT(coherence.difference(), 0);
  const auto& groups = comparison->levels(&practices == &comparison->levels(0) ? 1 : 0);
  EXPECT_EQ(groups.constructs(0).suppression(), kHidden) << "nobody of it answered";
}

TEST_F(ComparisonTest, RefusesWhatCannotBeCompared) {
  Open("w1");
  EXPECT_THAT(Compare(), HasReason("WAVE_NOT_FOUND"));
  Open("w2");
  EXPECT_THAT(Compare(), HasReason("WAVE_NOT_CLOSED"));
  Close("w1");
  Close("w2");
  EXPECT_THAT(Compare("b1"), HasReason("SITE_RESULTS_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(Compare("", kNext).status()), ElementsAre("baseline"));
  EXPECT_THAT(ViolatedFields(Compare("", "programmes/q/waves/w1").status()),
              ElementsAre("baseline"));
  pb::CompareWavesRequest request;
  request.set_organisation("a1");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CompareWaves, request).status()),
              ElementsAre("name", "baseline", "organisation"));
}

TEST_F(ComparisonTest, GivesARadarWithItsLastWave) {
  TwoWaves();
  pb::GetSiteRadarRequest request;
  request.set_name(absl::StrCat(kNext, "/siteResults/a1"));
  request.set_baseline(kWave);
  const auto radar = Ask(&Stub::GetSiteRadar, request);
  ASSERT_OK(radar);
  ASSERT_EQ(radar->axes_size(), 4);
  EXPECT_EQ(radar->most(), 100);
  const auto& axis = radar->axes(0);
  EXPECT_EQ(axis.construct(), type::v1::CONSTRUCT_COHERENCE);
  EXPECT_EQ(axis.respondents(), 4);
  EXPECT_EQ(axis.respondents_most(), 4);
  EXPECT_EQ(axis.programme().score(), std::round(axis.programme().score()));
  EXPECT_GT(axis.value().score(), axis.previous().score());
  EXPECT_LT(axis.programme().interval().low(), axis.programme().score());
  request.set_name(absl::StrCat(kNext, "/siteResults/a3"));
  const auto third = Ask(&Stub::GetSiteRadar, request);
  ASSERT_OK(third);
  EXPECT_FALSE(third->axes(0).has_previous()) << "two answered then";
  EXPECT_EQ(third->axes(0).previous_suppression(), kHidden);
  EXPECT_TRUE(third->axes(0).has_value());
  request.set_baseline("");
  EXPECT_OK(Ask(&Stub::GetSiteRadar, request));
}

TEST_F(ComparisonTest, ComparesNothingThatIsHiddenForAnother) {
  Hiding("w1");
  Hiding("w2");
  const auto comparison = Compare("a2");
  ASSERT_OK(comparison);
  for (const auto& construct : comparison->levels(0).constructs()) {
    pb::ScoreChange name;
    name.set_construct(construct.construct());
    EXPECT_EQ(construct.suppression(), kSecondary);
    EXPECT_EQ(Rest(construct), name.DebugString());
  }
  for (const auto& item : comparison->levels(0).items()) {
    EXPECT_NE(item.suppression(), pb::SUPPRESSION_UNSPECIFIED);
    EXPECT_EQ(item.sentence(), "");
  }
  const auto all = Compare();
  ASSERT_OK(all);
  for (const auto& level : all->levels()) {
    if (level.level() != type::v1::LEVEL_PRACTICE) continue;
    EXPECT_EQ(level.constructs(0).sites(), 2);
    EXPECT_EQ(level.constructs(0).respondents_after(), 10);
    EXPECT_EQ(level.constructs(0).respondents_after_most(), 10);
  }
}

// One more answered at a1: four times the mean of four less three times that of three is hers, if
// it is not rough.
TEST_F(ComparisonTest, ComparesRoughlyWhereOnePersonJoined) {
  Open("w1");
  Open("w2");
  SayGps("w1", "a1", {"242232", "323343", "232434"});
  SayGps("w2", "a1", {"242232", "323343", "232434", "424323"});
  for (const char* wave : {"w1", "w2"}) {
    SayGps(wave, "a2", {"342324", "233432", "424243"});
    SayGps(wave, "a3", {"434443", "343434", "424344"});
    Close(wave);
  }
  const auto joined = Compare("a1");
  ASSERT_OK(joined);
  for (const auto& construct : joined->levels(0).constructs()) {
    EXPECT_EQ(construct.suppression(), pb::SUPPRESSION_UNSPECIFIED);
    EXPECT_EQ(std::fmod(construct.score_after(), 10), 0);
    EXPECT_EQ(std::fmod(construct.difference(), 10), 0);
    EXPECT_FALSE(construct.has_reliable_change());
  }
  const auto all = Compare();
  ASSERT_OK(all);
  for (const auto& level : all->levels()) {
    if (level.level() != type::v1::LEVEL_PRACTICE) continue;
    EXPECT_EQ(level.constructs(0).sites(), 3);
    EXPECT_THAT(level.constructs(0).sentence(), HasSubstr("Over the 3 sites"));
  }
  for (const auto& item : joined->levels(0).items()) {
    EXPECT_EQ(item.suppression(), pb::SUPPRESSION_OVERLAP);
    EXPECT_EQ(item.difference(), 0);
  }
  EXPECT_EQ(Compare("a2")->levels(0).constructs(0).suppression(), pb::SUPPRESSION_UNSPECIFIED);
  pb::GetSiteRadarRequest radar;
  radar.set_name(absl::StrCat(kNext, "/siteResults/a1"));
  radar.set_baseline(kWave);
  const auto axes = Ask(&Stub::GetSiteRadar, radar);
  ASSERT_OK(axes);
  EXPECT_TRUE(axes->axes(0).has_value());
  EXPECT_TRUE(axes->axes(0).has_previous());
  EXPECT_EQ(std::fmod(axes->axes(0).value().score(), 10), 0);
  pb::GetFunnelRequest funnel;
  funnel.set_name(kNext);
  funnel.set_level(type::v1::LEVEL_PRACTICE);
  funnel.set_construct(type::v1::CONSTRUCT_COHERENCE);
  const auto points = Ask(&Stub::GetFunnel, funnel);
  ASSERT_OK(points);
  EXPECT_EQ(points->sites(), 3);
  EXPECT_EQ(std::fmod(points->points(0).mean(), 10), 0);
}

TEST_F(ComparisonTest, DrawsNoRadarOfWhatIsHiddenForAnother) {
  Hiding("w1");
  pb::GetSiteRadarRequest request;
  request.set_name(absl::StrCat(kWave, "/siteResults/a2"));
  const auto radar = Ask(&Stub::GetSiteRadar, request);
  ASSERT_OK(radar);
  for (const auto& axis : radar->axes()) {
    EXPECT_EQ(axis.suppression(), kSecondary);
    EXPECT_EQ(axis.respondents(), 0);
    EXPECT_FALSE(axis.has_value());
    EXPECT_EQ(axis.sentence(), "");
  }
}

}  // namespace
}  // namespace pcsp::assessments::testing

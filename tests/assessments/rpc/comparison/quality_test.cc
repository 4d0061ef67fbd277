// Reliability and the funnel, over the wire, and what they keep back.
#include "tests/assessments/rpc/comparison/comparison_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(ComparisonTest, SaysHowReliableTheAnswersAre) {
  TwoWaves();
  pb::GetReliabilityRequest request;
  request.set_name(kWave);
  const auto reliability = Ask(&Stub::GetReliability, request);
  ASSERT_OK(reliability);
  ASSERT_EQ(reliability->levels_size(), 2);
  for (const auto& level : reliability->levels()) {
    ASSERT_EQ(level.scales_size(), 5);
    const auto& coherence = level.scales(0);
    if (level.level() != type::v1::LEVEL_PRACTICE) {
      EXPECT_EQ(coherence.suppression(), kHidden);
      EXPECT_EQ(coherence.published_nomad_alpha(), 0);
      continue;
    }
    EXPECT_EQ(coherence.respondents(), 6) << "the site that may not be shown is in none of it";
    EXPECT_EQ(coherence.respondents_most(), 8);
    EXPECT_EQ(coherence.items(0).respondents(), 8);
    EXPECT_EQ(coherence.teams(), 2);
    EXPECT_GT(coherence.alpha().value(), .8);
    EXPECT_LT(coherence.alpha().interval().low(), coherence.alpha().value());
    EXPECT_GT(coherence.omega(), .8);
    EXPECT_GT(coherence.icc1().value(), .5);
    EXPECT_EQ(coherence.items_size(), 3);
    EXPECT_EQ(coherence.published_nomad_alpha(), .71);
    EXPECT_THAT(coherence.sentence(), HasSubstr("hang together with alpha"));
    EXPECT_FALSE(level.scales(1).has_alpha()) << "one item has none";
    EXPECT_EQ(level.scales(4).items_size(), 6);
    EXPECT_EQ(level.scales(4).published_nomad_alpha(), .89);
  }
}

TEST_F(ComparisonTest, GivesAFunnelPageByPage) {
  TwoWaves();
  pb::GetFunnelRequest request;
  request.set_name(kWave);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::GetFunnel, request).status()),
              ElementsAre("level", "construct"));
  request.set_level(type::v1::LEVEL_PRACTICE);
  request.set_construct(type::v1::CONSTRUCT_COHERENCE);
  request.set_page_size(2);
  const auto first = Ask(&Stub::GetFunnel, request);
  ASSERT_OK(first);
  EXPECT_EQ(first->sites(), 2);
  ASSERT_EQ(first->points_size(), 2);
  EXPECT_EQ(first->points(0).respondents(), 4);
  EXPECT_LT(first->points(0).limits_998().low(), first->points(0).limits_95().low());
  EXPECT_NE(first->points(0).standing(), pb::FUNNEL_STANDING_UNSPECIFIED);
  request.set_page_token(first->next_page_token());
  const auto second = Ask(&Stub::GetFunnel, request);
  ASSERT_OK(second);
  ASSERT_EQ(second->points_size(), 1);
  pb::FunnelPoint expected;
  expected.set_organisation(Organisation("a3"));
  expected.set_suppression(kHidden);
  EXPECT_EQ(second->points(0).DebugString(), expected.DebugString());
  EXPECT_EQ(second->next_page_token(), "");
  request.set_construct(type::v1::CONSTRUCT_COLLECTIVE_ACTION);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::GetFunnel, request).status()), ElementsAre("page_token"));
}

// What Hiding() is meant to do; the tests below rest on it.
TEST_F(ComparisonTest, HidesASiteForTheSakeOfAnother) {
  Hiding("w1");
  EXPECT_EQ(Results("a1")->suppression(), pb::SUPPRESSION_UNSPECIFIED);
  EXPECT_EQ(Results("a2")->suppression(), kSecondary);
  EXPECT_EQ(Results("a3")->suppression(), kHidden);
  EXPECT_EQ(Results("a4")->suppression(), pb::SUPPRESSION_UNSPECIFIED);
}

TEST_F(ComparisonTest, CountsNobodyWhoIsHiddenForAnotherInReliability) {
  Hiding("w1");
  pb::GetReliabilityRequest request;
  request.set_name(kWave);
  const auto reliability = Ask(&Stub::GetReliability, request);
  ASSERT_OK(reliability);
  for (const auto& level : reliability->levels()) {
    if (level.level() != type::v1::LEVEL_PRACTICE) continue;
    const auto& coherence = level.scales(0);
    EXPECT_EQ(coherence.suppression(), pb::SUPPRESSION_UNSPECIFIED);
    EXPECT_EQ(coherence.teams(), 2);
    EXPECT_EQ(coherence.respondents(), 9);
    EXPECT_EQ(coherence.respondents_most(), 11);
    EXPECT_EQ(coherence.items(0).respondents(), 10);
  }
}

// Which items go together within one team is nothing that its results say.
TEST_F(ComparisonTest, GivesNoReliabilityOfOneTeam) {
  Open("w1");
  SayGps("w1", "a1", {"242232", "323343", "232434", "343223", "424332"});
  Close("w1");
  pb::GetReliabilityRequest request;
  request.set_name(kWave);
  const auto reliability = Ask(&Stub::GetReliability, request);
  ASSERT_OK(reliability);
  for (const auto& level : reliability->levels()) {
    if (level.level() != type::v1::LEVEL_PRACTICE) continue;
    EXPECT_EQ(level.scales(0).suppression(), kSecondary);
    EXPECT_FALSE(level.scales(0).has_alpha());
    EXPECT_EQ(level.scales(0).items_size(), 0);
  }
}

TEST_F(ComparisonTest, KeepsWhatIsHiddenForAnotherOutOfTheFunnel) {
  Hiding("w1");
  pb::GetFunnelRequest request;
  request.set_name(kWave);
  request.set_level(type::v1::LEVEL_PRACTICE);
  request.set_construct(type::v1::CONSTRUCT_COHERENCE);
  const auto funnel = Ask(&Stub::GetFunnel, request);
  ASSERT_OK(funnel);
  ASSERT_EQ(funnel->points_size(), 4);
  EXPECT_EQ(funnel->sites(), 2);
  pb::FunnelPoint expected;
  expected.set_organisation(Organisation("a2"));
  expected.set_suppression(kSecondary);
  EXPECT_EQ(funnel->points(1).DebugString(), expected.DebugString());
}

}  // namespace
}  // namespace pcsp::assessments::testing

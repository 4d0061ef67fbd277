#include "services/assessments/domain/consensus/team_consensus.h"

#include "tests/assessments/small_instruments.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::Pair;
using testing::SmallInstrument;

const absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);
const WaveName kName = {"p", "w1"};

TEST(TooSmallToBePrivate, IsFewerThanTwiceTheMinimum) {
  const Wave wave{.name = kName, .min_group_size = 4};
  EXPECT_OK(TooSmallToBePrivate(wave, {.organisation = "a1", .headcount = {3, 4, 0, 0, 0}}));
  EXPECT_OK(TooSmallToBePrivate(wave, {.organisation = "a1"})) << "nobody knows how many";
  EXPECT_THAT(TooSmallToBePrivate(wave, {.organisation = "a1", .headcount = {4, 4, 0, 0, 0}}),
              HasReason("TEAM_LARGE_ENOUGH"));
}

TEST(Replace, TakesTheEtagOfWhatIsThere) {
  const TeamConsensus given{.site = 1, .answers = "111111", .people_present = 3};
  EXPECT_THAT(Replace(kName, "a1", std::nullopt, given, "\"1\"", kNow), HasReason("ETAG_MISMATCH"));
  const auto first = Replace(kName, "a1", std::nullopt, given, "", kNow);
  ASSERT_OK(first);
  EXPECT_EQ(first->etag(), "\"1\"");
  EXPECT_EQ(first->create_time, kNow);
  EXPECT_THAT(Replace(kName, "a1", *first, given, "", kNow), HasReason("ETAG_MISMATCH"));
  const auto second = Replace(kName, "a1", *first, given, "\"1\"", kNow + absl::Hours(1));
  ASSERT_OK(second);
  EXPECT_EQ(second->etag(), "\"2\"");
  EXPECT_EQ(second->create_time, kNow);
  EXPECT_EQ(second->update_time, kNow + absl::Hours(1));
  EXPECT_THAT(Replace(kName, "a1", *second, given, "\"1\"", kNow), HasReason("ETAG_MISMATCH"));
}

// Items: coherence (the second of three reversed), then one for each other construct.
TEST(ScoresOf, IsTheMeanOverWhatWasAnswered) {
  EXPECT_THAT(ScoresOf(SmallInstrument(), "514a50"),
              ElementsAre(Pair(Construct::kCoherence, (100 + 100 + 75) / 3.0),
                          Pair(Construct::kCollectiveAction, 100)));
  EXPECT_THAT(ScoresOf(SmallInstrument(), "500000"), ElementsAre())
      << "one of three items is not half";
}

TEST(ConsensusName, IsParsedWholeOrNotAtAll) {
  const auto name = ParseConsensusName("programmes/p/waves/w1/teamConsensus/a1");
  ASSERT_TRUE(name);
  EXPECT_EQ(ConsensusNameOf(name->first, name->second), "programmes/p/waves/w1/teamConsensus/a1");
  EXPECT_EQ(ParseConsensusName("programmes/p/waves/w1/siteResults/a1"), std::nullopt);
}

}  // namespace
}  // namespace pcsp::assessments

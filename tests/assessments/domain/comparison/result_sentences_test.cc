#include "services/assessments/domain/comparison/result_sentences.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::assessments {
namespace {

using ::testing::HasSubstr;

TEST(ResultSentences, SayWhoAnswered) {
  EXPECT_EQ(AnsweredSentence({18, 18}, 30, 1), "18 people answered, of 30 who could.");
  EXPECT_EQ(AnsweredSentence({5, 7}, 0, 1), "5 to 7 people answered.");
  EXPECT_EQ(AnsweredSentence({412, 412}, 900, 31),
            "412 people answered, of 900 who could at 31 sites.");
}

TEST(ResultSentences, GiveTheIntervalThatHoldsTheScore) {
  EXPECT_EQ(ScoreSentence(Construct::kCollectiveAction, {12, 12},
                          {.score = 60.2, .low = 59.8, .high = 60.4}, Verdict::kPocketsOfDoubt),
            "Collective action is at 60 of 100 (90 % interval 59 to 61), from 12 people: "
            "70 % favourable or more, with pockets of doubt.");
  EXPECT_EQ(ScoreSentence(Construct::kCoherence, {5, 7}, {.score = 50, .low = 30, .high = 70},
                          Verdict::kNone),
            "Coherence is at 50 of 100 (90 % interval 30 to 70), from 5 to 7 people.");
}

TEST(ResultSentences, NameEachPartOfATeam) {
  const Estimate mean = {.score = 65, .low = 45, .high = 85};
  EXPECT_EQ(PartSentence(1 << 1, {8, 8}, mean),
            "The group of nurses is at 65 of 100 (90 % interval 45 to 85), from 8 people.");
  const Part clinical = PartsOf(kClinical).front();
  EXPECT_THAT(PartSentence(clinical, {8, 8}, mean), HasSubstr("The group of clinical staff"));
}

TEST(ResultSentences, CallNothingUnfavourableThatMostFavour) {
  const std::string item = ItemSentence(9, .65, {.34, .871}, Verdict::kSharedConcern);
  EXPECT_EQ(item,
            "About 65 % are favourable (90 % interval 34 to 88 %), from 9 people: less "
            "than 70 % favourable, and people agree.");
  EXPECT_THAT(ItemSentence(1, .2, {0, .5}, Verdict::kConfusion), HasSubstr("from 1 person:"));
  EXPECT_EQ(ItemSentence(0, .5, {.1, .9}, Verdict::kNone),
            "Nobody gave an answer that is on the scale.");
}

TEST(ResultSentences, TellATendencyAndNoMore) {
  for (const Tendency tendency :
       {Tendency::kUnfavourable, Tendency::kMixed, Tendency::kFavourable, Tendency::kNotRelevant}) {
    EXPECT_THAT(TendencySentence(tendency), HasSubstr("two thirds of those who answered"));
  }
  EXPECT_EQ(TendencySentence(Tendency::kNotTold), "");
}

TEST(ResultSentences, SayWhatACommonUnderstandingIsWorthWhileSomeAreSilent) {
  EXPECT_EQ(UnderstandingSentence({10, 10}, .8, true),
            "Of the 10 people who answered, a common understanding has a probability of 80 %.");
  EXPECT_THAT(UnderstandingSentence({10, 10}, .8, false), HasSubstr("it is not established"));
}

TEST(ResultSentences, SayWhyATeamsOwnScoreHasNoInterval) {
  const std::string text = ConsensusSentence(Construct::kCoherence, 70, 5);
  EXPECT_EQ(text,
            "On coherence the team puts itself at 70 of 100: one answer that 5 people agreed on, "
            "so there is no interval.");
}

}  // namespace
}  // namespace pcsp::assessments

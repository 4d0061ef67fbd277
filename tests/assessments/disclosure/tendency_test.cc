#include "services/assessments/domain/disclosure/tendency.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::assessments {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// Options 1 to `steps`, the last the best, and two answers of "not relevant".
Instrument WithScale(int steps, bool reverse = false) {
  Instrument instrument;
  Scale& scale = instrument.scales.emplace_back();
  for (int k = 1; k <= steps; ++k) scale.options.push_back({std::to_string(k), "", k});
  scale.not_relevant = {{"nr_role", ""}, {"nr_stage", ""}};
  Item& item = instrument.items.emplace_back();
  item.code = "asked";
  item.reverse = reverse;
  return instrument;
}

// `counts` from the worst option on, then those of "not relevant"; somebody skipped it, too.
Tendency Of(std::vector<int32_t> counts, bool reverse = false) {
  counts.insert(counts.begin(), 4);
  const Instrument instrument = WithScale(static_cast<int>(counts.size()) - 3, reverse);
  return TendencyOf(instrument, instrument.items[0], counts);
}

TEST(TendencyOf, NeedsTwoThirdsOfThoseWhoAnswered) {
  EXPECT_EQ(Of({0, 0, 2, 2, 2, 0, 0}), Tendency::kFavourable);
  EXPECT_EQ(Of({0, 0, 3, 2, 1, 0, 0}), Tendency::kMixed);
  EXPECT_EQ(Of({1, 3, 2, 0, 0, 0, 0}), Tendency::kUnfavourable);
  EXPECT_EQ(Of({3, 0, 0, 0, 3, 0, 0}), Tendency::kMixed);
  EXPECT_EQ(Of({0, 0, 6, 0, 0, 0, 0}), Tendency::kMixed);
  EXPECT_EQ(Of({0, 0, 0, 2, 2, 1, 1}), Tendency::kFavourable);
  EXPECT_EQ(Of({0, 0, 0, 2, 1, 2, 1}), Tendency::kMixed);
  EXPECT_EQ(Of({1, 0, 0, 0, 1, 3, 1}), Tendency::kNotRelevant);
  EXPECT_EQ(Of({0, 0, 0, 0, 0, 0, 0}), Tendency::kNotTold) << "who skipped it says nothing";
}

TEST(TendencyOf, IsTheSameForATeamOfOneMindAndForOneOfTwoThirds) {
  EXPECT_EQ(Of({6, 0, 0, 0, 0, 0, 0}), Of({0, 4, 0, 0, 2, 0, 0}));
  EXPECT_EQ(Of({0, 0, 0, 0, 6, 0, 0}), Of({2, 0, 0, 4, 0, 0, 0}));
}

TEST(TendencyOf, KnowsWhichEndIsBad) {
  EXPECT_EQ(Of({5, 1, 0, 0, 0, 0, 0}, /*reverse=*/true), Tendency::kFavourable);
  EXPECT_EQ(Of({5, 1, 0, 0}), Tendency::kUnfavourable) << "two options have no middle";
  EXPECT_EQ(Of({0, 0, 2, 4, 0, 0}), Tendency::kFavourable) << "nor have four";
}

TEST(AnswersStandingFor, StandBetweenTheMiddleAndTheEnds) {
  EXPECT_THAT(AnswersStandingFor(Tendency::kUnfavourable, 5, 5), ElementsAre(Pair(2, 5)));
  EXPECT_THAT(AnswersStandingFor(Tendency::kMixed, 5, 5), ElementsAre(Pair(3, 5)));
  EXPECT_THAT(AnswersStandingFor(Tendency::kFavourable, 5, 10), ElementsAre(Pair(4, 10)));
  EXPECT_THAT(AnswersStandingFor(Tendency::kMixed, 4, 5), ElementsAre(Pair(2, 2), Pair(3, 3)));
  EXPECT_THAT(AnswersStandingFor(Tendency::kUnfavourable, 2, 5), ElementsAre(Pair(1, 5)));
  EXPECT_THAT(AnswersStandingFor(Tendency::kFavourable, 3, 5), ElementsAre(Pair(3, 5)));
  EXPECT_THAT(AnswersStandingFor(Tendency::kFavourable, 11, 5), ElementsAre(Pair(9, 5)));
  EXPECT_THAT(AnswersStandingFor(Tendency::kNotRelevant, 5, 5), IsEmpty());
  EXPECT_THAT(AnswersStandingFor(Tendency::kNotTold, 5, 5), IsEmpty());
}

// Whatever is made of them has the tendency that they stand for.
TEST(AnswersStandingFor, HaveTheirTendency) {
  for (int steps = 2; steps <= 11; ++steps) {
    for (const Tendency tendency :
         {Tendency::kUnfavourable, Tendency::kMixed, Tendency::kFavourable}) {
      std::vector<int32_t> counts(steps + 2);
      for (const auto& [score, people] : AnswersStandingFor(tendency, steps, 5)) {
        counts[score - 1] = people;
      }
      EXPECT_EQ(Of(counts), tendency) << steps << " steps";
    }
  }
}

}  // namespace
}  // namespace pcsp::assessments

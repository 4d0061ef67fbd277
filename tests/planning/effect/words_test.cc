#include "services/planning/domain/effect/words.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

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

#include "services/planning/domain/effect/verdict.h"

#include "gtest/gtest.h"

namespace pcsp::planning {
namespace {

// As it would be told with so many comparison sites.
SolutionEffect Told(double p_below_0, double p_over_2, double p_below_minus_2,
                    int64_t comparison_sites = 20) {
  SolutionEffect effect;
  effect.comparison_sites = comparison_sites;
  effect.p_below_0 = p_below_0;
  effect.p_over_2 = p_over_2;
  effect.p_below_minus_2 = p_below_minus_2;
  return effect;
}

TEST(VerdictTest, NineChancesInTenOnEitherSideOfNothing) {
  EXPECT_EQ(VerdictOf(Told(.05, .8, 0)), Verdict::kHelped);
  EXPECT_EQ(VerdictOf(Told(.11, .8, 0)), Verdict::kUnclear);
  EXPECT_EQ(VerdictOf(Told(.95, 0, .7)), Verdict::kHarm);
  EXPECT_EQ(VerdictOf(Told(.89, 0, .7)), Verdict::kUnclear);
}

TEST(VerdictTest, NoDifferenceIsKnownAndNotMerelyUnproven) {
  EXPECT_EQ(VerdictOf(Told(.5, .05, .05)), Verdict::kNoDifference);
  EXPECT_EQ(VerdictOf(Told(.5, .2, .2)), Verdict::kUnclear) << "too few sites to tell";
  EXPECT_EQ(VerdictOf(Told(.95, 0, .05)), Verdict::kHarm) << "a little harm is harm";
}

TEST(VerdictTest, WithoutComparisonNobodyCanTell) {
  EXPECT_EQ(VerdictOf(Told(.99, 0, .9, 0)), Verdict::kUnclear);
  EXPECT_EQ(VerdictOf(Told(.01, .9, 0, 0)), Verdict::kUnclear);
}

TEST(VerdictTest, OnlyWhatIsKnownNotToHelpIsLeftOut) {
  EXPECT_TRUE(DidNotHelp(Verdict::kHarm));
  EXPECT_TRUE(DidNotHelp(Verdict::kNoDifference));
  EXPECT_FALSE(DidNotHelp(Verdict::kUnclear));
  EXPECT_FALSE(DidNotHelp(Verdict::kHelped));
}

}  // namespace
}  // namespace pcsp::planning

// Figures of the first two tables: Tastle & Wierman's documented example, Berry & Mielke's index,
// and Dirichlet expectations by closed form and by 400,000 draws in R.
#include "services/assessments/domain/scoring/agreement.h"

#include <cmath>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "services/assessments/domain/scoring/item_distribution.h"

namespace pcsp::assessments {
namespace {

TEST(Consensus, MatchesPublishedFigures) {
  const std::pair<std::vector<int32_t>, double> table[] = {
      {{30, 40, 210, 130, 530, 50, 10}, 0.5973333333333},
      {{5, 0, 0, 0, 5}, 0},
      {{0, 0, 10, 0, 0}, 1},
      {{2, 2, 2, 2, 2}, 0.2},
      {{0, 1, 1, 3, 1}, 0.5},
      {{0, 0, 1, 1, 0}, 0.75}};
  for (const auto& [counts, expected] : table) {
    ASSERT_TRUE(Consensus(counts));
    EXPECT_NEAR(*Consensus(counts), expected, 1e-9);
  }
  EXPECT_EQ(Consensus(std::vector<int32_t>{0, 0, 0, 0, 0}), std::nullopt);
}

struct DirichletCase {
  std::vector<int32_t> counts;
  double consensus, common, share, low, high;
};

TEST(Dirichlet, MatchesClosedFormsAndDraws) {
  const ItemPool prior{.share = {.05, .1, .2, .4, .25}, .kappa = 4};  // .2 .4 .8 1.6 1
  const DirichletCase table[] = {
      {{0, 1, 1, 3, 1}, 0.5105454545455, 0.1745725, 0.66, 0.4066374732634, 0.8753564207821},
      {{0, 0, 0, 2, 0},
       0.6228571428571,
       0.5171725,
       0.7666666666667,
       0.4579259026147,
       0.9700018176764},
      {{1, 0, 0, 0, 1}, 0.2990476190476, 0.045715, 0.6, 0.2761382649425, 0.8833263946377},
      {{0, 0, 1, 4, 7}, 0.5991176470588, 0.5486675, 0.85, 0.6858111911538, 0.9637916970832}};
  for (const DirichletCase& c : table) {
    const std::vector<double> alpha = DirichletOf(c.counts, prior);
    EXPECT_NEAR(ExpectedConsensus(alpha), c.consensus, 1e-9);
    EXPECT_NEAR(FavourableShare(alpha), c.share, 1e-9);
    EXPECT_NEAR(FavourableInterval(alpha).low, c.low, 1e-9);
    EXPECT_NEAR(FavourableInterval(alpha).high, c.high, 1e-9);
    const UnderstandingDraws draws = DrawUnderstanding(alpha);
    EXPECT_NEAR(draws.common_probability, c.common, .004);
    EXPECT_LT(draws.low, c.consensus);
    EXPECT_GT(draws.high, c.consensus);
  }
}

// The exact integral over the favourable share against plain counting of draws.
TEST(DrawUnderstanding, AgreesWithPlainDrawsOnOtherScales) {
  std::mt19937_64 random(3);
  for (const std::vector<double>& alpha :
       {std::vector<double>{.3, 2.5}, {.5, 1, 3}, {.4, .3, 2, 6}, {.2, .3, .5, 1, 2, 4, 1}}) {
    const int steps = static_cast<int>(alpha.size());
    int common = 0;
    constexpr int kPlain = 200'000;
    for (int i = 0; i < kPlain; ++i) {
      std::vector<double> g;
      double total = 0;
      for (double a : alpha) total += g.emplace_back(std::gamma_distribution<double>(a)(random));
      double below = 0, spread = 0, share = 0;
      for (int k = 0; k < steps; ++k) {
        if (k + 1 >= FirstFavourable(steps)) share += g[k] / total;
        below += g[k] / total;
        if (k + 1 < steps) spread += below * (1 - below);
      }
      common += share >= .7 && 1 - 4.0 / (steps - 1) * spread >= .6;
    }
    EXPECT_NEAR(DrawUnderstanding(alpha).common_probability, static_cast<double>(common) / kPlain,
                .01)
        << steps << " steps";
  }
}

TEST(DrawUnderstanding, IsTheSameEveryTime) {
  const std::vector<double> alpha = {.1, .2, 3, 4, 5};
  const UnderstandingDraws a = DrawUnderstanding(alpha), b = DrawUnderstanding(alpha);
  EXPECT_EQ(a.common_probability, b.common_probability);
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.high, b.high);
}

TEST(RaterIndices, FollowTheirDefinitions) {
  // 3, 4, 4, 5: mean 4, s^2 = 2/3.
  const RaterIndices indices = RaterIndicesOf(std::vector<int32_t>{0, 0, 1, 2, 1});
  EXPECT_NEAR(*indices.r_wg, 1 - 2.0 / 3 / 2, 1e-12);
  EXPECT_NEAR(*indices.ad, .5, 1e-12);
  EXPECT_NEAR(*indices.a_wg, 1 - 2 * (2.0 / 3) / ((6 * 4 - 16 - 5) * 4.0 / 3), 1e-12);
  // Split between the ends: worse than chance.
  EXPECT_NEAR(*RaterIndicesOf(std::vector<int32_t>{2, 0, 0, 0, 2}).r_wg, 1 - 16.0 / 3 / 2, 1e-12);
  EXPECT_NEAR(*RaterIndicesOf(std::vector<int32_t>{2, 0, 0, 0, 2}).a_wg, -1, 1e-12);
}

TEST(RaterIndices, AreMissingWhereUndefined) {
  EXPECT_EQ(RaterIndicesOf(std::vector<int32_t>{0, 0, 0, 0, 0}).ad, std::nullopt);
  EXPECT_EQ(RaterIndicesOf(std::vector<int32_t>{0, 0, 1, 0, 0}).r_wg, std::nullopt);
  const RaterIndices all = RaterIndicesOf(std::vector<int32_t>{0, 0, 0, 0, 6});
  EXPECT_EQ(*all.r_wg, 1);
  EXPECT_EQ(all.a_wg, std::nullopt) << "at the end of the scale nobody could differ";
}

TEST(RwgJ, IsTheSpearmanBrownOfTheMeanVariance) {
  EXPECT_NEAR(*RwgJ(4, .25), 3.0 / 3.25, 1e-12);
  EXPECT_NEAR(*RwgJ(1, .4), .6, 1e-12);
  EXPECT_EQ(RwgJ(4, 2), std::nullopt);
}

// Methods 1.4: with so few raters random answers pass r_wg >= .70 often, so nothing is gated on it.
TEST(RaterIndices, RandomAnswersPassTooOften) {
  std::mt19937_64 random(11);
  const std::pair<int, double> table[] = {{2, .52}, {3, .23}, {4, .10}, {5, .06}, {8, .02}};
  for (const auto& [raters, expected] : table) {
    int passed = 0;
    constexpr int kTrials = 40'000;
    for (int i = 0; i < kTrials; ++i) {
      std::vector<int32_t> counts(5);
      for (int r = 0; r < raters; ++r) ++counts[random() % 5];
      passed += *RaterIndicesOf(counts).r_wg >= .7;
    }
    EXPECT_NEAR(static_cast<double>(passed) / kTrials, expected, .03) << raters;
  }
}

TEST(Verdict, IsAGridOfLevelAndAgreement) {
  EXPECT_EQ(VerdictWords(VerdictOf(.8, .7)), "shared understanding");
  EXPECT_EQ(VerdictWords(VerdictOf(.8, .5)), "pockets of doubt");
  EXPECT_EQ(VerdictWords(VerdictOf(.3, .7)), "shared concern");
  EXPECT_EQ(VerdictWords(VerdictOf(.3, .5)), "confusion");
}

TEST(FirstFavourable, IsAboveTheMiddle) {
  EXPECT_EQ(FirstFavourable(2), 2);
  EXPECT_EQ(FirstFavourable(4), 3);
  EXPECT_EQ(FirstFavourable(5), 4);
  EXPECT_EQ(FirstFavourable(7), 5);
}

TEST(ItemPool, KappaFollowsTheIntraClassCorrelation) {
  const std::vector<std::vector<int32_t>> alike(20, {1, 2, 4, 2, 1});
  EXPECT_EQ(EstimateItemPool(alike, 5).kappa, 12) << "sites do not differ: lean on the pool";
  std::vector<std::vector<int32_t>> apart(10, {6, 0, 0, 0, 0});
  apart.resize(20, {0, 0, 0, 0, 6});
  EXPECT_EQ(EstimateItemPool(apart, 5).kappa, 2) << "sites differ: lean on their own";
  EXPECT_EQ(EstimateItemPool({{6, 0, 0, 0, 0}}, 5).kappa, 2) << "too few sites to tell";
}

TEST(ItemPool, SharesNeverVanish) {
  for (const auto& sites : {std::vector<std::vector<int32_t>>{}, {{0, 0, 0, 9, 0}}}) {
    double total = 0;
    for (double share : EstimateItemPool(sites, 5).share) {
      EXPECT_GT(share, 0);
      total += share;
    }
    EXPECT_NEAR(total, 1, 1e-12);
  }
}

}  // namespace
}  // namespace pcsp::assessments

#include "services/assessments/domain/comparison/change.h"

#include <cmath>
#include <random>
#include <tuple>
#include <vector>

#include "gtest/gtest.h"
#include "services/assessments/domain/comparison/sentences.h"

namespace pcsp::assessments {
namespace {

// oracles/scoring/change_expected.json.
TEST(Change, IsTheOracles) {
  const Posterior2 p = PosteriorOf({55, 60}, {80, 56, 80}, 42, 58, {24, 30});
  EXPECT_NEAR(p.mean.first, 45.809248554913, 1e-9);
  EXPECT_NEAR(p.mean.second, 56.121387283237, 1e-9);
  EXPECT_NEAR(p.covariance.first, 16.369942196532, 1e-9);
  EXPECT_NEAR(p.covariance.across, 4.85549132948, 1e-9);
  EXPECT_NEAR(p.covariance.second, 18.728323699422, 1e-9);
  // The same through a site: sigma2 / n is 24 and 30 with 5 and 4 people of sigma2 120.
  const ChangePool pool{.sites = 20, .mu = {55, 60}, .t = {80, 56, 80}, .sigma2 = 120};
  const Change change = ChangeOf({{5, 42, 0}, {4, 58, 0}}, pool);
  EXPECT_NEAR(change.difference, 10.312138728324, 1e-9);
  EXPECT_NEAR(change.deviation, 5.038579486025, 1e-9);
  EXPECT_NEAR(change.p_improved, .9796530867863, 1e-9);
  EXPECT_NEAR(change.p_improved_by, .8541255876411, 1e-9);
  EXPECT_EQ(change.word, ChangeWord::kProbablyImproved);
}

TEST(Change, ReliableChangeIsTheOneOfJacobsonAndTruax) {
  EXPECT_NEAR(ReliableChange(32.5, 47.5, 7.5, .8), 3.162277660168, 1e-9);
}

TEST(Change, HasItsWordsAtTheirLimits) {
  // deviation 1: P(improved by 5) is .9 at 6.2816, .75 at 5.6745, .25 at 4.3255.
  const std::pair<double, ChangeWord> cases[] = {{6.29, ChangeWord::kImproved},
                                                 {6.27, ChangeWord::kProbablyImproved},
                                                 {5.68, ChangeWord::kProbablyImproved},
                                                 {5.67, ChangeWord::kCannotTell},
                                                 {4.33, ChangeWord::kCannotTell},
                                                 {4.32, ChangeWord::kAboutTheSame},
                                                 {0, ChangeWord::kAboutTheSame},
                                                 {-4.32, ChangeWord::kAboutTheSame},
                                                 {-4.33, ChangeWord::kCannotTell},
                                                 {-5.68, ChangeWord::kProbablyWorse},
                                                 {-6.29, ChangeWord::kWorse}};
  for (const auto& [difference, word] : cases) {
    EXPECT_EQ(DifferenceOf(difference, 1).word, word) << difference;
  }
  EXPECT_EQ(DifferenceOf(0, 12).word, ChangeWord::kCannotTell) << "a wide posterior says nothing";
}

TEST(Change, ImprovedAndWorseAddUpToOne) {
  for (double difference : {-9.0, -.5, 0.0, 3.0}) {
    for (double deviation : {0.0, .1, 5.0}) {
      const double better = DifferenceOf(difference, deviation).p_improved;
      const double worse = DifferenceOf(-difference, deviation).p_improved;
      EXPECT_NEAR(better + worse, 1, 1e-12) << difference << " " << deviation;
    }
  }
}

TEST(Change, OfASiteInOneWaveIsTheRegression) {
  const ChangePool pool{.sites = 20, .mu = {55, 60}, .t = {80, 56, 80}, .sigma2 = 120};
  const Change change = ChangeOf({{5, 42, 0}, {}}, pool);
  EXPECT_EQ(change.word, ChangeWord::kUnknown);
  EXPECT_NEAR(change.score.first, 55 + 80.0 / 104 * -13, 1e-9);
  EXPECT_NEAR(change.score.second, 60 + 56.0 / 104 * -13, 1e-9);
  // The limit of a second observation that says nothing.
  const Posterior2 limit = PosteriorOf(pool.mu, pool.t, 42, 0, {24, 1e12});
  const Posterior2 one = PosteriorOf(pool.mu, pool.t, 42, std::nullopt, {24, 0});
  EXPECT_NEAR(one.mean.second, limit.mean.second, 1e-6);
  EXPECT_NEAR(one.covariance.across, limit.covariance.across, 1e-6);
  EXPECT_NEAR(one.covariance.second, limit.covariance.second, 1e-6);
  const Posterior2 later = PosteriorOf(pool.mu, pool.t, std::nullopt, 42, {0, 24});
  const Posterior2 later_limit = PosteriorOf(pool.mu, pool.t, 0, 42, {1e12, 24});
  EXPECT_NEAR(later.mean.first, later_limit.mean.first, 1e-6);
  EXPECT_NEAR(later.covariance.first, later_limit.covariance.first, 1e-6);
  const Change none = ChangeOf({}, pool);
  EXPECT_NEAR(none.difference, 5, 1e-12);
  EXPECT_NEAR(none.deviation * none.deviation, 80 + 80 - 112, 1e-9);
}

std::vector<SitePair> World(int sites, double shift, double rho, uint64_t seed,
                            std::vector<double>* truth = nullptr) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::uniform_int_distribution<int> team(2, 12);
  const auto seen = [&](double mean) {
    const int n = team(random);
    double sum = 0, squares = 0;
    for (int r = 0; r < n; ++r) {
      const double y = mean + 18 * normal(random);
      sum += y;
      squares += y * y;
    }
    return SiteMean{static_cast<double>(n), sum / n, squares - sum * sum / n};
  };
  std::vector<SitePair> pairs;
  for (int s = 0; s < sites; ++s) {
    const double a = normal(random), b = rho * a + std::sqrt(1 - rho * rho) * normal(random);
    if (truth != nullptr) truth->push_back(shift + 10 * (b - a));
    pairs.push_back({seen(55 + 10 * a), seen(55 + shift + 10 * b)});
  }
  return pairs;
}

TEST(ChangePool, FindsTheCovarianceThatMadeTheSites) {
  const ChangePool pool = EstimateChangePool(World(4000, 6, .7, 1));
  EXPECT_EQ(pool.sites, 4000);
  EXPECT_NEAR(pool.mu.second - pool.mu.first, 6, .7);
  EXPECT_NEAR(pool.t.first, 100, 8);
  EXPECT_NEAR(pool.t.second, 100, 8);
  EXPECT_NEAR(pool.t.across, 70, 6);
  EXPECT_NEAR(pool.sigma2, 324, 8);
  EXPECT_NEAR(*pool.reliability, .68, .03) << "tau2 / (tau2 + sigma2 / n)";
}

TEST(ChangePool, LeansOnThePriorWithFewSites) {
  const ChangePool none = EstimateChangePool({});
  EXPECT_EQ(none.sites, 0);
  EXPECT_NEAR(none.t.across, 70, 1e-9);
  EXPECT_EQ(ProgrammeChange({}, none), std::nullopt);
  const std::vector<SitePair> apart = {{{5, 40, 900}, {}}, {{}, {5, 60, 900}}};
  const ChangePool pool = EstimateChangePool(apart);
  EXPECT_EQ(pool.sites, 0);
  EXPECT_EQ(ProgrammeChange(apart, pool), std::nullopt) << "no site in both";
  EXPECT_TRUE(std::isfinite(ChangeOf(apart[0], pool).deviation));
}

TEST(ChangePool, SurvivesSitesThatDoNotDiffer) {
  std::vector<SitePair> same(6, {{5, 50, 900}, {5, 50, 900}});
  const Change change = ChangeOf(same[0], EstimateChangePool(same));
  EXPECT_NEAR(change.difference, 0, 1e-9);
  EXPECT_TRUE(std::isfinite(change.deviation));
}

struct Coverage {
  double sites = 0, programmes = 0;
};

Coverage CoverageOf(int sites, int worlds) {
  Coverage coverage;
  for (int w = 0; w < worlds; ++w) {
    std::vector<double> truth;
    const std::vector<SitePair> world = World(sites, 4, .6, 100 + w, &truth);
    const ChangePool pool = EstimateChangePool(world);
    for (int s = 0; s < sites; ++s) {
      const Change change = ChangeOf(world[s], pool);
      coverage.sites +=
          (change.low <= truth[s] && truth[s] <= change.high) / (1.0 * sites * worlds);
    }
    const auto programme = ProgrammeChange(world, pool);
    coverage.programmes += (programme->low <= 4 && 4 <= programme->high) / (1.0 * worlds);
  }
  return coverage;
}

// Taking T for known covers .79 at 40 sites.
TEST(Change, CoversNearItsLevel) {
  for (const auto& [sites, worlds, least] :
       {std::tuple{12, 500, .83}, {40, 300, .83}, {200, 60, .87}}) {
    const Coverage coverage = CoverageOf(sites, worlds);
    EXPECT_GE(coverage.sites, least) << sites;
    EXPECT_LE(coverage.sites, .93) << sites;
    EXPECT_NEAR(coverage.programmes, .9, .06) << sites;
  }
}

TEST(Change, SpeaksPlainly) {
  Change change = DifferenceOf(10.3, 5.04);
  change.score = {45.8, 56.1};
  EXPECT_EQ(
      SentenceOf("Coherence", change),
      "Coherence probably improved: from 46 to 56 of 100 (90 % interval 2 to 19), better by 5 "
      "or more with 85 % probability, worse by 5 or more with less than 1 %.");
  EXPECT_EQ(
      SitesOfChange(60, 60, 12, 1),
      "Over the 60 sites that were in both waves: 12 improved and 1 got worse by themselves.");
  EXPECT_EQ(
      SitesOfChange(23, 60, 12, 1),
      "Over the 23 of 60 sites that were in both waves; what the others say is not shown, and "
      "not counted: 12 improved and 1 got worse by themselves.");
  EXPECT_EQ(SentenceOf("Coherence", Change{}),
            "Coherence was not answered in both waves, so its change is not known.");
}

}  // namespace
}  // namespace pcsp::assessments

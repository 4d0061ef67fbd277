#include "services/assessments/domain/comparison/representativeness.h"

#include <cmath>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessments/domain/comparison/sentences.h"

namespace pcsp::assessments {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// oracles/scoring/representativeness_expected.json: GP, nurse, HCA, admin, manager, pharmacist.
TEST(Evenness, IsTheOracles) {
  const auto e = EvennessOf({6, 3, 2, 5, 1, 1}, {2, 3, 2, 1, 1, 0});
  ASSERT_TRUE(e);
  EXPECT_NEAR(e->response_rate, .5, 1e-12);
  EXPECT_NEAR(*e->r_indicator, .2537676333085, 1e-12);
  EXPECT_NEAR(e->total_variation, .3333333333333, 1e-12);
  EXPECT_THAT(e->silent, ElementsAre(5));
}

TEST(Representativeness, IsNotTheWholeTeamWhereAnswersAreUneven) {
  const auto r = RepresentativenessOf({{6, 3, 2, 5, 1}, {2, 3, 2, 1, 1}});
  EXPECT_THAT(r->silent_groups, IsEmpty());
  EXPECT_LT(*r->r_indicator, .5);
  EXPECT_FALSE(r->whole_team);
  EXPECT_EQ(NextQuestionOf(*r), "What keeps part of the team from answering?");
}

TEST(Representativeness, NamesTheSilent) {
  const auto r = RepresentativenessOf({{4, 2, 1, 3, 1}, {4, 2, 1, 0, 0}});
  EXPECT_THAT(r->silent_groups, ElementsAre(StaffGroup::kAdmin, StaffGroup::kLeadership));
  EXPECT_FALSE(r->whole_team);
  EXPECT_EQ(SentenceOf(*r),
            "7 of 11 answered (64 %). Not heard: the group of admin staff, the leadership. This is "
            "not yet the whole team.");
  EXPECT_EQ(NextQuestionOf(*r),
            "What does the group of admin staff say? Nobody of it has answered yet.");
  // Leadership alone is not critical to a practice team.
  const auto without = RepresentativenessOf({{9, 6, 4, 8, 1}, {9, 6, 4, 8, 0}});
  EXPECT_THAT(without->silent_groups, ElementsAre(StaffGroup::kLeadership));
  EXPECT_TRUE(without->whole_team);
}

TEST(Representativeness, AtItsEnds) {
  EXPECT_EQ(RepresentativenessOf({}), std::nullopt) << "no roster";
  const auto one = RepresentativenessOf({{8, 1, 0, 9, 1}, {8, 0, 0, 8, 1}}, kFewestJudged);
  EXPECT_THAT(one->silent_groups, IsEmpty()) << "it would say that the one nurse did not answer";
  EXPECT_TRUE(one->whole_team);
  const auto all = RepresentativenessOf({{4, 2, 1, 3, 0}, {4, 2, 1, 3, 0}});
  EXPECT_EQ(*all->r_indicator, 1);
  EXPECT_EQ(all->total_variation, 0);
  EXPECT_TRUE(all->whole_team);
  const auto none = RepresentativenessOf({{4, 0, 0, 0, 0}, {}});
  EXPECT_FALSE(none->whole_team);
  EXPECT_EQ(none->response_rate, 0);
  const auto leadership = RepresentativenessOf({{0, 0, 0, 0, 6}, {0, 0, 0, 0, 5}});
  EXPECT_TRUE(leadership->whole_team) << "a steering group has none of the others";
  const auto more = RepresentativenessOf({{2, 0, 0, 0, 0}, {3, 0, 0, 0, 0}});
  EXPECT_EQ(more->response_rate, 1) << "a roster that is behind the times";
}

TEST(Understanding, IsCappedUntilTheWholeTeamIsHeard) {
  EXPECT_EQ(UnderstandingOf(.95, true), Understanding::kEstablished);
  EXPECT_EQ(UnderstandingOf(.8, true), Understanding::kProbable);
  EXPECT_EQ(UnderstandingOf(.7, true), Understanding::kNotEstablished);
  EXPECT_EQ(UnderstandingOf(.99, false), Understanding::kNotEstablished);
}

GroupMeans Groups(const std::vector<SiteMean>& means) {
  GroupMeans groups{};
  for (size_t i = 0; i < means.size(); ++i) groups[i] = means[i];
  return groups;
}

TEST(GroupPool, FindsTheSpreadThatMadeTheSites) {
  std::mt19937_64 random(4);
  std::normal_distribution<double> normal;
  std::vector<GroupMeans> sites;
  for (int s = 0; s < 3000; ++s) {
    GroupMeans groups{};
    const double site = 60 + 12 * normal(random);
    for (int g = 0; g < 4; ++g) {
      const int n = 1 + static_cast<int>(random() % 4);
      const double group = site + 8 * normal(random);
      double sum = 0, squares = 0;
      for (int i = 0; i < n; ++i) {
        const double y = group + 15 * normal(random);
        sum += y;
        squares += y * y;
      }
      groups[g] = {static_cast<double>(n), sum / n, squares - sum * sum / n};
    }
    sites.push_back(groups);
  }
  const GroupPool pool = EstimateGroupPool(sites);
  EXPECT_NEAR(pool.sigma2, 225, 8);
  EXPECT_NEAR(pool.tau2, 64, 6);
}

TEST(GroupPool, LeansOnThePriorWithFewGroups) {
  const GroupPool none = EstimateGroupPool({});
  EXPECT_NEAR(none.tau2, 100, 1e-9);
  EXPECT_NEAR(none.sigma2, 400, 1e-9);
}

TEST(RoleWeightedScore, GivesEachGroupItsPlaceOnTheRoster) {
  const GroupPool pool{.tau2 = 1e9, .sigma2 = 1};  // nothing is drawn to the site
  const Estimate site{.score = 70, .deviation = 2};
  const GroupMeans groups = Groups({{6, 80, 0}, {1, 40, 0}});
  const auto score = RoleWeightedScore(groups, {2, 6, 0, 0, 0}, site, pool);
  EXPECT_NEAR(score->score, (2 * 80 + 6 * 40) / 8.0, 1e-6);
  // Whoever wholly belongs to the site counts as the site.
  const auto drawn =
      RoleWeightedScore(groups, {2, 6, 0, 0, 0}, site, {.tau2 = 1e-9, .sigma2 = 400});
  EXPECT_NEAR(drawn->score, 70, 1e-6);
  EXPECT_NEAR(drawn->deviation, 2, 1e-3);
  EXPECT_EQ(RoleWeightedScore(groups, {}, site, pool), std::nullopt);
}

TEST(RoleWeightedScore, SilenceWidensAndDoesNotMove) {
  const GroupPool pool{.tau2 = 64, .sigma2 = 225};
  const Estimate site{.score = 70, .deviation = 2};
  const auto silent = RoleWeightedScore(Groups({{6, 70, 0}}), {6, 6, 0, 0, 0}, site, pool);
  const auto heard =
      RoleWeightedScore(Groups({{6, 70, 0}, {6, 70, 0}}), {6, 6, 0, 0, 0}, site, pool);
  EXPECT_NEAR(silent->score, 70, 1e-9);
  EXPECT_GT(silent->deviation, heard->deviation);
  EXPECT_NEAR(GroupScore({}, site, pool).deviation, std::sqrt(64 + 4), 1e-9);
  EXPECT_NEAR(RoleWeightSentence(*silent, site).find("the same as answered"), 76, 30);
}

}  // namespace
}  // namespace pcsp::assessments

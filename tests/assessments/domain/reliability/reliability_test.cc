#include "services/assessments/domain/reliability/reliability.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessments/domain/reliability/one_factor.h"
#include "tests/assessments/domain/reliability/team_answers.h"

namespace pcsp::assessments {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

const std::vector<int> kFive = {0, 1, 2, 3, 4};

struct Counted {
  Instrument instrument;
  PairPlan plan;
  PairStatistics stats;
  explicit Counted(const std::vector<std::string>& rows, int items = 5,
                   const std::string& reverse = "")
      : instrument(testing::ItemsOfCoherence(items, reverse)), plan(instrument) {
    for (const std::string& row : rows) plan.Add(row, stats);
  }
};

std::vector<std::string> Rows() {
  std::vector<std::string> rows;
  for (const auto& [team, row] : testing::TeamAnswers()) rows.push_back(row);
  return rows;
}

TEST(Reliability, IsThatOfRsPsych) {
  const Counted c(Rows());
  const ScaleReliability scale = ReliabilityOf(c.plan, c.stats, kFive);
  EXPECT_EQ(scale.n, 38) << "the fewest of any pair";
  ASSERT_TRUE(scale.alpha);
  EXPECT_NEAR(scale.alpha->value, .716823668215, 1e-9);
  EXPECT_NEAR(scale.alpha->low, .577645097355, 1e-9) << "Feldt, with qf()";
  EXPECT_NEAR(scale.alpha->high, .821996023551, 1e-9);
  EXPECT_NEAR(*scale.standardised_alpha, .714328730198, 1e-9);
  EXPECT_NEAR(*scale.mean_correlation, .333380176643, 1e-9);
  const double dropped[] = {.644286619525, .645185646909, .596718694684, .788250823348,
                            .632697763409};
  const double mean[] = {3.02325581395, 3.16666666667, 3.29268292683, 3.26829268293, 3.07142857143};
  const double sd[] = {1.10169505964, 1.18767382125, 1.10099733058, 1.09600160228, 1.23748086249};
  const double loading[] = {.71079009, .62880477, .76289550, .15950741, .68750291};
  for (int i = 0; i < 5; ++i) {
    EXPECT_NEAR(*scale.items[i].alpha_if_dropped, dropped[i], 1e-9) << i;
    EXPECT_NEAR(scale.items[i].mean, mean[i], 1e-9) << i;
    EXPECT_NEAR(scale.items[i].deviation, sd[i], 1e-9) << i;
    EXPECT_NEAR(*scale.items[i].loading, loading[i], 1e-6) << i;
  }
  EXPECT_NEAR(*scale.omega, .742357286, 1e-7);
  EXPECT_THAT(AlertsOf(scale, {}),
              ::testing::ElementsAre(RaisedAlert{ReliabilityAlert::kBetterWithout, 3}));
}

// The same whether an item is asked one way or the other.
TEST(Reliability, TurnsReversedItemsRound) {
  std::vector<std::string> turned = Rows();
  for (std::string& row : turned) {
    if (row[1] != '0') row[1] = static_cast<char>('0' + '6' - row[1]);
  }
  const Counted plain(Rows()), reversed(turned, 5, "2");
  EXPECT_EQ(plain.stats, reversed.stats);
}

TEST(Reliability, MergesBitForBitInAnyOrder) {
  std::vector<std::string> rows = Rows();
  const Counted whole(rows);
  std::mt19937 random(3);
  for (int trial = 0; trial < 20; ++trial) {
    std::shuffle(rows.begin(), rows.end(), random);
    PairStatistics merged;
    for (size_t at = 0; at < rows.size(); at += 7) {
      const Counted part({rows.begin() + at, rows.begin() + std::min(rows.size(), at + 7)});
      merged += part.stats;
    }
    EXPECT_EQ(merged, whole.stats);
    EXPECT_EQ(ReliabilityOf(whole.plan, merged, kFive).omega,
              ReliabilityOf(whole.plan, whole.stats, kFive).omega);
  }
}

TEST(Reliability, SaysNothingWhereNothingCanBeSaid) {
  const Counted none({});
  EXPECT_EQ(ReliabilityOf(none.plan, none.stats, kFive).alpha, std::nullopt);
  const Counted one({"12345"});
  EXPECT_EQ(ReliabilityOf(one.plan, one.stats, kFive).alpha, std::nullopt);
  // Items that nobody answered together have no covariance.
  const Counted apart({"12000", "34000", "00012", "00034"});
  EXPECT_EQ(ReliabilityOf(apart.plan, apart.stats, kFive).n, 0);
  EXPECT_EQ(ReliabilityOf(apart.plan, apart.stats, kFive).alpha, std::nullopt);
  const Counted single(Rows());
  const ScaleReliability scale = ReliabilityOf(single.plan, single.stats, {{2}});
  EXPECT_EQ(scale.alpha, std::nullopt);
  EXPECT_EQ(scale.omega, std::nullopt);
  EXPECT_NEAR(scale.items[0].mean, 3.29268292683, 1e-9);
  // All of one mind: there is nothing to be consistent about.
  const Counted same({"44444", "44444", "44444"});
  EXPECT_EQ(ReliabilityOf(same.plan, same.stats, kFive).alpha, std::nullopt);
  EXPECT_EQ(ReliabilityOf(same.plan, same.stats, kFive).omega, std::nullopt);
}

TEST(Reliability, WarnsOfAWeakScaleOnlyWithEnoughPeople) {
  std::mt19937 random(5);
  std::vector<std::string> rows;
  for (int i = 0; i < 160; ++i) {
    std::string& row = rows.emplace_back();
    for (int j = 0; j < 5; ++j) row += static_cast<char>('1' + random() % 5);
  }
  const Counted many(rows), few({rows.begin(), rows.begin() + 149});
  const RaisedAlert low{ReliabilityAlert::kLowAlpha};
  EXPECT_THAT(AlertsOf(ReliabilityOf(many.plan, many.stats, kFive), {}), Contains(low));
  EXPECT_THAT(AlertsOf(ReliabilityOf(few.plan, few.stats, kFive), {}), Not(Contains(low)));
}

SquareMatrix Products(const std::vector<double>& loadings) {
  const int size = static_cast<int>(loadings.size());
  SquareMatrix r{size, std::vector<double>(size * size, 1)};
  for (int i = 0; i < size; ++i) {
    for (int j = 0; j < size; ++j) {
      if (i != j) r.at(i, j) = loadings[i] * loadings[j];
    }
  }
  return r;
}

TEST(OneFactor, FindsTheLoadingsThatMadeTheCorrelations) {
  for (const std::vector<double>& made : std::vector<std::vector<double>>{
           {.9, .8, .7}, {.5, .5, .5, .5}, {.9, .1, .6, .3, .2}, {.8, -.3, .7, .6}}) {
    const auto found = OneFactorLoadings(Products(made));
    ASSERT_TRUE(found);
    for (size_t i = 0; i < made.size(); ++i) EXPECT_NEAR((*found)[i], made[i], 1e-8) << i;
  }
  EXPECT_NEAR(OmegaTotal({.5, .5, .5, .5}), 4.0 / (4 + 3), 1e-12);
}

TEST(OneFactor, OfTwoItemsShareTheirCorrelation) {
  EXPECT_NEAR((*OneFactorLoadings(Products({.6, .6})))[0], .6, 1e-12);
  EXPECT_EQ(OneFactorLoadings(Products({.6, -.6})), std::nullopt);
  EXPECT_EQ(OneFactorLoadings(Products({.6})), std::nullopt);
}

TEST(OneFactor, KeepsAnImpossibleLoadingBelowOne) {
  SquareMatrix r = Products({.9, .9, .9});
  r.at(0, 1) = r.at(1, 0) = .95;
  r.at(0, 2) = r.at(2, 0) = .95;
  r.at(1, 2) = r.at(2, 1) = .6;
  const auto found = OneFactorLoadings(r);
  for (double loading : *found) EXPECT_LE(loading * loading, .995 + 1e-12);
  EXPECT_LT(OmegaTotal(*found), 1);
}

std::vector<SiteMean> Teams() {
  const Counted c(Rows());
  const StatisticsPlan plan(c.instrument);
  std::vector<SiteStatistics> teams(7);
  for (const auto& [team, row] : testing::TeamAnswers()) plan.Add(row, teams[team - 1]);
  std::vector<SiteMean> means;
  for (const SiteStatistics& team : teams) {
    means.push_back(ToSiteMean(team.constructs[0], plan.unit(Construct::kCoherence), 5));
  }
  return means;
}

TEST(TeamReliability, IsThatOfOneWayAnova) {
  const TeamReliability teams = TeamReliabilityOf(Teams());
  EXPECT_EQ(teams.teams, 7);
  EXPECT_EQ(teams.people, 44);
  ASSERT_TRUE(teams.icc1 && teams.icc2);
  EXPECT_NEAR(teams.icc1->value, .223355609755, 1e-9);
  EXPECT_NEAR(teams.icc2->value, .643838141083, 1e-9);
  EXPECT_NEAR(teams.icc1->low, .0295858328432, 1e-9);
  EXPECT_NEAR(teams.icc1->high, .6048240716818, 1e-9);
  EXPECT_NEAR(teams.icc2->low, .1608188733955, 1e-9);
  EXPECT_NEAR(teams.icc2->high, .9058416059908, 1e-9);
  EXPECT_THAT(AlertsOf({}, teams), IsEmpty());
}

TEST(TeamReliability, NeedsTeamsAndPeopleWithinThem) {
  EXPECT_EQ(TeamReliabilityOf({}).icc1, std::nullopt);
  EXPECT_EQ(TeamReliabilityOf({{8, 50, 900}}).icc1, std::nullopt);
  EXPECT_EQ(TeamReliabilityOf({{1, 50, 0}, {1, 70, 0}}).icc1, std::nullopt);
  const auto alike = TeamReliabilityOf({{8, 50, 900}, {8, 50.5, 900}, {0, 0, 0}});
  EXPECT_EQ(alike.teams, 2);
  EXPECT_LT(alike.icc1->value, 0);
  EXPECT_THAT(AlertsOf({}, alike), Contains(RaisedAlert{ReliabilityAlert::kTeamsAlike}));
}

}  // namespace
}  // namespace pcsp::assessments

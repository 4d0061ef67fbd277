#include <cmath>
#include <deque>
#include <numeric>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/spread/hot_spots.h"
#include "services/diagnosis/domain/spread/summary.h"

namespace pcsp::diagnosis {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Prevalence, IsThatOfEveryOutcomeCounted) {
  const std::vector<double> p = {.1, .5, .8, .33, .97, 0, 1};
  std::vector<double> counted(p.size() + 1);
  for (int outcome = 0; outcome < 1 << p.size(); ++outcome) {
    double probability = 1;
    int sites = 0;
    for (size_t i = 0; i < p.size(); ++i) {
      const bool has = (outcome >> i & 1) != 0;
      probability *= has ? p[i] : 1 - p[i];
      sites += has;
    }
    counted[sites] += probability;
  }
  const std::vector<double> number = NumberOfSites(p);
  ASSERT_THAT(number, SizeIs(counted.size()));
  for (size_t k = 0; k < number.size(); ++k) EXPECT_NEAR(number[k], counted[k], 1e-15);
}

TEST(Prevalence, HoldsAtLeastItsLevelAndNotMuchMoreThanNeeded) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> uniform;
  for (int sites : {1, 2, 5, 40, 300}) {
    std::vector<double> p(sites);
    for (double& one : p) one = uniform(random);
    const Prevalence prevalence = PrevalenceOf(p);
    const std::vector<double> number = NumberOfSites(p);
    double inside = 0, without_ends = 0;
    for (int k = 0; k <= sites; ++k) {
      const double share = static_cast<double>(k) / sites;
      if (share >= prevalence.low - 1e-12 && share <= prevalence.high + 1e-12) inside += number[k];
      if (share > prevalence.low + 1e-12 && share < prevalence.high - 1e-12) {
        without_ends += number[k];
      }
    }
    EXPECT_GE(inside, .9) << sites;
    EXPECT_LT(without_ends, .9) << sites;
  }
}

TEST(Prevalence, IsTheSameExactAndApproximatelyWhereTheyMeet) {
  std::vector<double> p(500, .3);
  const Prevalence exact = PrevalenceOf(p);
  p.push_back(.3);
  const Prevalence approximate = PrevalenceOf(p);
  EXPECT_NEAR(exact.low, approximate.low, 1.5 / 500);
  EXPECT_NEAR(exact.high, approximate.high, 1.5 / 500);
  EXPECT_NEAR(exact.share, .3, 1e-12);
  EXPECT_EQ(PrevalenceOf({}).expected_sites, 0);
}

// Sites that have one issue with the probabilities given.
class Sites {
 public:
  SiteSet Set(const std::vector<double>& probabilities) {
    SiteSet set{static_cast<int>(probabilities.size())};
    for (double p : probabilities) {
      SiteReading& reading = readings_.emplace_back();
      reading.findings.push_back({"roles", "Roles", p, p >= .7 ? Band::kLikely : Band::kWatch});
      set.readings.push_back(&reading);
    }
    return set;
  }
  SiteReading& last() { return readings_.back(); }

 private:
  std::deque<SiteReading> readings_;
};

TEST(Summary, CountsByProbability) {
  Sites sites;
  SiteSet set = sites.Set({.9, .8, .1, .2, .5});
  set.sites = 8;  // three have no diagnosis
  const IssueSummary summary = Summarise(set, 0, 5);
  EXPECT_EQ(summary.hidden, Hidden::kNot);
  EXPECT_EQ(summary.sites, 8);
  EXPECT_EQ(summary.diagnosed, 5);
  ASSERT_THAT(summary.issues, SizeIs(1));
  EXPECT_THAT(summary.issues[0].prevalence.expected_sites, DoubleNear(2.5, 1e-12));
  EXPECT_EQ(summary.issues[0].likely, 2);
  EXPECT_EQ(summary.issues[0].sentence,
            "\"Roles\" is expected at 2.5 of 5 sites (50 %; 90 % interval 20 to 80 %), likely at "
            "2.");
}

TEST(Summary, IsHiddenWhereFewSitesCouldBeRead) {
  Sites sites;
  const SiteSet four = sites.Set({.9, .9, .9, .9}), five = sites.Set({.9, .9, .9, .9, .9});
  EXPECT_EQ(Summarise(four, 0, 5).hidden, Hidden::kTooFewSites);
  EXPECT_EQ(Summarise(four, 0, 4).hidden, Hidden::kNot);
  EXPECT_EQ(Summarise(five, 1, 5).hidden, Hidden::kRestTooFew);
  EXPECT_EQ(Summarise(five, 4, 5).hidden, Hidden::kRestTooFew);
  EXPECT_EQ(Summarise(five, 5, 5).hidden, Hidden::kNot);
  const IssueSummary hidden = Summarise(four, 0, 5);
  EXPECT_THAT(hidden.issues, IsEmpty());
  EXPECT_EQ(hidden.diagnosed, 0);
}

std::vector<Hidden> HiddenParts(const std::vector<IssueSummary>& summaries) {
  std::vector<Hidden> hidden;
  for (const IssueSummary& summary : summaries) hidden.push_back(summary.hidden);
  return hidden;
}

TEST(Summary, HidesASecondPartWhereTheFirstCouldBeSubtracted) {
  Sites sites;
  const std::vector<SiteSet> parts = {sites.Set({.9, .9}), sites.Set(std::vector<double>(7, .5)),
                                      sites.Set(std::vector<double>(6, .5))};
  EXPECT_THAT(HiddenParts(SummariseParts(parts, 15, 5)),
              ElementsAre(Hidden::kTooFewSites, Hidden::kNot, Hidden::kRestTooFew));
  // Sites in no part are unseen too: then the two are well hidden.
  EXPECT_THAT(HiddenParts(SummariseParts(parts, 18, 5)),
              ElementsAre(Hidden::kTooFewSites, Hidden::kNot, Hidden::kNot));
}

// Whatever is shown, what can be worked out by subtraction is of enough sites.
TEST(Summary, NeverLeavesAFewToBeToldBySubtraction) {
  std::mt19937_64 random(5);
  for (int trial = 0; trial < 2000; ++trial) {
    Sites sites;
    std::vector<SiteSet> parts(1 + random() % 6);
    int diagnosed = static_cast<int>(random() % 3);
    for (SiteSet& part : parts) {
      part = sites.Set(std::vector<double>(random() % 12, .5));
      diagnosed += static_cast<int>(part.readings.size());
    }
    const auto summaries = SummariseParts(parts, diagnosed, 5);
    int unseen = diagnosed;
    for (size_t i = 0; i < parts.size(); ++i) {
      if (summaries[i].hidden != Hidden::kNot) continue;
      EXPECT_GE(parts[i].readings.size(), 5u);
      unseen -= static_cast<int>(parts[i].readings.size());
    }
    const bool any_shown = unseen < diagnosed;
    EXPECT_TRUE(!any_shown || unseen == 0 || unseen >= 5) << unseen;
  }
}

TEST(HotSpots, AreWhereOneIssueAboveExplainsMuch) {
  Sites sites;
  std::vector<SiteSet> groups;
  for (const double would_go : {.6, .1}) {
    SiteSet& group = groups.emplace_back(SiteSet{5});
    for (int i = 0; i < 5; ++i) {
      sites.Set({.8});
      sites.last().findings[0].causes = {
          {"funding", "No money", Level::kSteeringGroup, .9, would_go},
          {"policy", "No policy", Level::kWholeSystem, .9, .9}};
      group.readings.push_back(&sites.last());
    }
  }
  const auto summaries = SummariseParts(groups, 10, 5);
  const auto spots = FindHotSpots(groups, summaries, Level::kSteeringGroup, 10);
  // 5 x .8 x .6 findings; the other group's .4 are less than one.
  ASSERT_THAT(spots, SizeIs(1));
  EXPECT_EQ(spots[0].group, 0);
  EXPECT_EQ(spots[0].issue, "funding");
  EXPECT_THAT(spots[0].would_go, DoubleNear(2.4, 1e-12));
  EXPECT_THAT(spots[0].lift, DoubleNear(.48 / .28, 1e-12));
  EXPECT_THAT(spots[0].probability, DoubleNear(.9, 1e-12));
  EXPECT_THAT(spots[0].site_issues, ElementsAre("roles"));
  EXPECT_THAT(FindHotSpots(groups, SummariseParts(groups, 10, 6), Level::kSteeringGroup, 10),
              IsEmpty());
}

}  // namespace
}  // namespace pcsp::diagnosis

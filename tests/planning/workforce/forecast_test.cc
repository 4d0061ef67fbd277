#include "services/planning/domain/workforce/forecast.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/workforce/problem_check.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::workforce {
namespace {

using pcsp::testing::ViolatedFields;
using ::testing::UnorderedElementsAre;

// Two sites, whose turnover is learned together.
Problem TwoSites() {
  Problem problem;
  problem.months = 18;
  problem.roles.resize(1);
  problem.roles[0].id = "nurse";
  problem.roles[0].replaced_trained = .2;
  for (const char* site : {"north", "south"}) {
    Post post;
    post.site = site;
    post.posts = 50;
    post.trained = 25;
    post.leavers = site[0] == 'n' ? 9 : 0;
    post.person_months = 300;
    post.intakes.assign(18, 2);
    problem.posts.push_back(post);
  }
  problem.scenarios = UsualScenarios();
  return problem;
}

TEST(Forecast, LearnsTurnoverAcrossSites) {
  const auto forecast = MakeForecast(TwoSites(), {});
  ASSERT_OK(forecast);
  for (int t = 0; t < 18; ++t) {
    EXPECT_EQ(forecast->posts[0].months[t].reach, forecast->posts[1].months[t].reach) << t;
  }
}

TEST(Forecast, GoesFromLowToHigh) {
  const auto forecast = MakeForecast(TwoSites(), {});
  ASSERT_OK(forecast);
  ASSERT_EQ(forecast->scenarios.size(), 3u);
  const auto last = [&](int scenario) { return forecast->scenarios[scenario].posts[0].months[17]; };
  EXPECT_LT(last(0).mean, last(1).mean);
  EXPECT_LT(last(1).mean, last(2).mean);
  EXPECT_NEAR(last(1).mean, forecast->posts[0].months[17].mean, 1e-12) << "central is the forecast";
  for (int s = 0; s < 3; ++s) {
    const Band& band = forecast->scenarios[s].bands.all;
    for (int t = 0; t < 18; ++t) {
      EXPECT_LE(band.low[t], band.median[t]);
      EXPECT_LE(band.median[t], band.high[t]);
      const Band& worse = forecast->scenarios[std::max(0, s - 1)].bands.all;
      EXPECT_GE(band.median[t], worse.median[t]);
    }
  }
}

// Two facilitators of whom many leave, and practices that want to start.
TEST(Forecast, AnswersInEachScenario) {
  Problem problem = TwoSites();
  FacilitatorPool& pool = problem.facilitators.emplace_back();
  pool.people.id = "facilitators";
  pool.people.active = 6;
  pool.people.leavers = 6;
  pool.people.person_months = 120;
  pool.people.lead_months = 3;
  pool.hours_a_month = 30;
  Wave wave;
  wave.practices = 20;
  wave.facilitators = 0;
  wave.start = 12;
  wave.support_months = 6;
  problem.waves = {wave};
  const auto forecast = MakeForecast(problem, {});
  ASSERT_OK(forecast);
  const auto recruits = [&](int scenario) {
    int people = 0;
    for (const auto& one : forecast->scenarios[scenario].recruit.recruitments) people += one.people;
    return people;
  };
  int all = 0;
  for (const auto& one : forecast->recruit.recruitments) all += one.people;
  EXPECT_EQ(recruits(1), all) << "central is the forecast";
  EXPECT_GT(recruits(0), recruits(2)) << "where more leave, more have to come";
  ASSERT_EQ(forecast->scenarios[0].starts.size(), 1u);
  EXPECT_EQ(forecast->scenarios[1].starts[0].month, forecast->starts[0].month);
}

// Quantiles over many paths are those of the exact distribution, and the sum of two sites spreads
// more than if they were independent, because they share a turnover that nobody knows.
TEST(Forecast, BandsAgreeWithTheDistribution) {
  Problem problem = TwoSites();
  for (Post& post : problem.posts) {
    post.leavers = post.person_months = 0;
    post.posts = 200;
    post.trained = 120;
  }
  const Band both = BandsOf(problem, Scenario(), 2000, 1).all;
  problem.posts.pop_back();
  const Band one = BandsOf(problem, Scenario(), 2000, 1).all;
  Wanted wanted;
  wanted.distributions = true;
  const auto forecast = MakeForecast(problem, wanted);
  ASSERT_OK(forecast);
  const Distribution& exact = forecast->posts[0].distributions[17];
  EXPECT_NEAR(one.low[17], Quantile(exact, .1), 3);
  EXPECT_NEAR(one.median[17], Quantile(exact, .5), 2);
  EXPECT_NEAR(one.high[17], Quantile(exact, .9), 2);
  EXPECT_GT(both.high[17] - both.low[17], 1.8 * (one.high[17] - one.low[17]));
}

TEST(Forecast, BandsAreDeterministicBySeed) {
  const Problem problem = TwoSites();
  const ScenarioBands one = BandsOf(problem, problem.scenarios[0], 200, 1);
  EXPECT_EQ(one.all.low, BandsOf(problem, problem.scenarios[0], 200, 1).all.low);
  EXPECT_NE(one.all.low, BandsOf(problem, problem.scenarios[0], 200, 2).all.low);
}

TEST(Forecast, QuantilesOfBinomialsAreThoseOfTheDistribution) {
  for (double p : {.001, .04, .5, .93}) {
    for (int n : {1, 17, 300, 2000}) {
      const Distribution d = Binomial(n, p);
      for (double u : {.0001, .1, .5, .77, .9999}) {
        EXPECT_NEAR(BinomialQuantile(n, p, u), Quantile(d, u), n * p * (1 - p) > 100 ? 2 : p > .5)
            << n << " " << p << " " << u;
      }
    }
  }
}

TEST(Forecast, AtOnceIsTheSameAsInTurn) {
  Problem problem = TwoSites();
  problem.roles.push_back({.id = "doctor", .replaced_trained = .3});
  for (int i = 0; i < 2; ++i) {
    problem.posts.push_back(problem.posts[i]);
    problem.posts.back().role = 1;
    problem.posts.back().intakes.assign(18, 1);
  }
  const auto in_turn = MakeForecast(problem, {});
  Wanted wanted;
  int ran = 0;
  wanted.parallel = [&ran](int n, const std::function<void(int)>& task) {
    std::vector<std::thread> threads;
    for (int i = n - 1; i >= 0; --i) threads.emplace_back(task, i);
    for (std::thread& thread : threads) thread.join();
    ran += n;
  };
  const auto at_once = MakeForecast(problem, wanted);
  ASSERT_OK(in_turn);
  ASSERT_OK(at_once);
  EXPECT_EQ(ran, 2 * 4);  // roles, as expected and in three scenarios
  for (size_t i = 0; i < problem.posts.size(); ++i) {
    EXPECT_EQ(at_once->smallest[i].a_month, in_turn->smallest[i].a_month);
    EXPECT_EQ(at_once->smallest[i].reach_once, in_turn->smallest[i].reach_once);
    for (int t = 0; t < 18; ++t) {
      EXPECT_EQ(at_once->posts[i].months[t].reach, in_turn->posts[i].months[t].reach);
      EXPECT_EQ(at_once->scenarios[0].posts[i].months[t].mean,
                in_turn->scenarios[0].posts[i].months[t].mean);
    }
  }
}

TEST(Forecast, WhatIfLeavesNothingBehind) {
  Problem problem = TwoSites();
  const auto before = MakeForecast(problem, {});
  problem.posts[0].intakes.assign(18, 5);
  const auto what_if = MakeForecast(problem, {});
  problem = TwoSites();
  const auto after = MakeForecast(problem, {});
  EXPECT_GT(what_if->posts[0].months[17].mean, before->posts[0].months[17].mean);
  EXPECT_EQ(before->posts[0].months[17].mean, after->posts[0].months[17].mean);
}

TEST(ProblemCheck, ReportsEveryViolationAtOnce) {
  Problem problem = TwoSites();
  problem.confidence = 1;
  problem.reach_by = 18;
  problem.roles[0].replaced_trained = 1.5;
  problem.roles[0].turnover = -.1;
  problem.posts[0].trained = 51;
  problem.posts[0].intakes.push_back(1);
  problem.posts[0].lapsing = {0, -1};
  problem.posts[1].site = "north";
  problem.posts[1].leavers = 301;
  problem.posts[1].target = std::numeric_limits<double>::quiet_NaN();
  problem.posts[1].trainers = 0;
  problem.facilitators.resize(1);
  problem.facilitators[0].hours_a_month = 0;
  problem.facilitators[0].people.active = -2;
  problem.facilitators[0].people.leaving = {1};
  problem.waves.resize(1);
  problem.waves[0].trainers = 3;
  problem.scenarios[0].turnover_quantile = 0;
  EXPECT_THAT(ViolatedFields(CheckProblem(problem)),
              UnorderedElementsAre("confidence", "reach_by", "roles[0].replaced_trained",
                                   "roles[0].turnover", "posts[0].trained", "posts[0].intakes",
                                   "posts[0].lapsing[1]", "posts[1].role", "posts[1].leavers",
                                   "posts[1].target", "posts[1].trainers",
                                   "facilitators[0].hours_a_month", "facilitators[0].active",
                                   "facilitators[0].leaving", "waves[0].practices",
                                   "waves[0].trainers", "scenarios[0].turnover_quantile"));
  EXPECT_EQ(MakeForecast(problem, {}).status(), CheckProblem(problem));
  EXPECT_OK(CheckProblem(TwoSites()));
}

TEST(MonthName, NamesMonthsWhereTheFirstIsKnown) {
  Problem problem;
  EXPECT_EQ(MonthName(problem, 14), "month 14");
  problem.first_month = absl::CivilMonth(2027, 1);
  EXPECT_EQ(MonthName(problem, 14), "March 2028");
}

}  // namespace
}  // namespace pcsp::planning::workforce

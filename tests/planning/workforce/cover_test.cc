#include <cmath>
#include <random>

#include "gtest/gtest.h"
#include "services/planning/domain/workforce/cover/cover_forecast.h"

namespace pcsp::planning::workforce {
namespace {

Post PostOf(int posts, int trained, double target = .8) {
  Post post;
  post.posts = posts;
  post.trained = trained;
  post.target = target;
  return post;
}

Role RoleOf(double replaced_trained) {
  Role role;
  role.replaced_trained = replaced_trained;
  return role;
}

double Pmf(int n, int k, double p) {
  if (k < 0 || k > n) return 0;
  double ways = 1;
  for (int i = 1; i <= k; ++i) ways = ways * (n - k + i) / i;
  return ways * std::pow(p, k) * std::pow(1 - p, n - k);
}

// The formula of methods.md 4d written out: every X, every number leaving, every number joining.
std::vector<double> Enumerated(const Post& post, double q, double r,
                               const std::vector<int>& intakes) {
  const int H = post.posts;
  std::vector<double> now(H + 1);
  now[post.trained] = 1;
  for (size_t t = 0; t < intakes.size(); ++t) {
    std::vector<double> next(H + 1);
    for (int x = 0; x <= H; ++x) {
      const int x2 =
          std::max(0, std::min(H, x + intakes[t]) - At(post.lapsing, static_cast<int>(t)));
      for (int left = 0; left <= x2; ++left) {
        for (int joined = 0; joined <= H - x2; ++joined) {
          next[x2 - left + joined] +=
              now[x] * Pmf(x2, left, q * (1 - r)) * Pmf(H - x2, joined, q * r);
        }
      }
    }
    now = next;
  }
  return now;
}

TEST(Cover, IsWhatEnumerationSays) {
  Post post = PostOf(7, 3);
  post.lapsing = {0, 2, 0, 9, 1};
  const std::vector<int> intakes = {2, 0, 5, 1, 0, 3};
  for (double q : {0.0, .03, .4, 1.0}) {
    for (double r : {0.0, .35, 1.0}) {
      const Role role = RoleOf(r);
      RoleTurnover turnover(role, {q});
      CoverModel model(post, role, turnover);
      const CoverForecast forecast = model.Forecast(intakes, true);
      const std::vector<double> expected = Enumerated(post, q, r, intakes);
      ASSERT_TRUE(forecast.exact);
      double reach = 0;
      for (int x = 0; x <= 7; ++x) {
        EXPECT_NEAR(forecast.distributions.back().At(x), expected[x], 1e-14) << q << r << x;
        if (x >= 6) reach += expected[x];  // .8 of 7 is 5.6
      }
      EXPECT_NEAR(forecast.months.back().reach, reach, 1e-14);
    }
  }
}

// Without intakes posts are independent two-state chains, so that the number trained is a sum of
// two binomials in closed form.
TEST(Cover, OfManyPostsOverYearsIsTheClosedForm) {
  constexpr double kTurnover = .023, kReplaced = .4;
  const Post post = PostOf(240, 170);
  const Role role = RoleOf(kReplaced);
  RoleTurnover turnover(role, {kTurnover});
  CoverModel model(post, role, turnover);
  const CoverForecast forecast = model.Forecast(std::vector<int>(60), true);
  double stay = 1, join = 0;
  for (int t = 0; t < 60; ++t) {
    const double leaving = kTurnover * (1 - kReplaced), joining = kTurnover * kReplaced;
    stay = stay * (1 - leaving) + (1 - stay) * joining;
    join = join * (1 - leaving) + (1 - join) * joining;
    const Distribution expected = Sum(Binomial(170, stay), Binomial(70, join));
    for (int x = 0; x <= 240; ++x) {
      ASSERT_NEAR(forecast.distributions[t].At(x), expected.At(x), 1e-12) << t << " " << x;
    }
  }
}

TEST(Cover, AveragesOverTurnover) {
  const Post post = PostOf(30, 20);
  const Role role = RoleOf(.2);
  const std::vector<int> intakes = {1, 0, 4, 0};
  RoleTurnover two(role, {.01, .07}), first(role, {.01}), second(role, {.07});
  CoverModel both(post, role, two), low(post, role, first), high(post, role, second);
  const auto all = both.Forecast(intakes, true), a = low.Forecast(intakes, true),
             b = high.Forecast(intakes, true);
  for (size_t t = 0; t < intakes.size(); ++t) {
    EXPECT_NEAR(all.months[t].mean, (a.months[t].mean + b.months[t].mean) / 2, 1e-12);
    EXPECT_NEAR(all.months[t].reach, (a.months[t].reach + b.months[t].reach) / 2, 1e-12);
    EXPECT_GE(all.months[t].deviation, std::min(a.months[t].deviation, b.months[t].deviation));
  }
  EXPECT_NEAR(both.Reach(intakes), all.months.back().reach, 1e-12);
}

// People one by one, each leaving or not: another way to the same numbers.
TEST(Cover, IsWhatSimulationSays) {
  Post post = PostOf(40, 25);
  post.lapsing = {0, 0, 3};
  post.expiring = {0, 4, 0, 6};
  Role role = RoleOf(.3);
  role.refreshed = .5;
  constexpr double kTurnover = .05;
  const std::vector<int> intakes = {6, 6, 6, 0, 0, 2};
  RoleTurnover turnover(role, {kTurnover});
  CoverModel model(post, role, turnover);
  const CoverForecast forecast = model.Forecast(intakes);
  std::mt19937_64 random(7);
  const auto chance = [&](double p) { return std::uniform_real_distribution<>()(random) < p; };
  constexpr int kRuns = 100'000;
  double mean = 0, reach = 0;
  for (int run = 0; run < kRuns; ++run) {
    int x = post.trained;
    for (int t = 0; t < 6; ++t) {
      x = std::min(40, x + intakes[t]);
      x = std::max(0, x - At(post.lapsing, t));
      int lapses = 0;
      for (int i = 0; i < At(post.expiring, t); ++i) {
        bool there = true;
        for (int s = 0; s < t; ++s) there = there && !chance(kTurnover);
        if (there && chance(1 - role.refreshed)) ++lapses;
      }
      x = std::max(0, x - lapses);
      int next = 0;
      for (int i = 0; i < 40; ++i) {
        const bool trained = i < x;
        const bool changes = chance(kTurnover);
        next += changes ? chance(role.replaced_trained) : trained;
      }
      x = next;
    }
    mean += x;
    reach += x >= 32;
  }
  EXPECT_NEAR(forecast.months.back().mean, mean / kRuns, .03);
  EXPECT_NEAR(forecast.months.back().reach, reach / kRuns, .006);
}

TEST(Cover, BeyondThreeHundredPostsIsCloseToExact) {
  const Role role = RoleOf(.3);
  Post post = PostOf(300, 190, .7);
  post.lapsing = {0, 0, 5};
  std::vector<int> intakes(24, 4);
  RoleTurnover turnover(role, {.01, .02, .03});
  CoverModel exact(post, role, turnover);
  CoverModel rough(post, role, turnover, CoverModel::Precision::kMoments);
  const CoverForecast a = exact.Forecast(intakes), b = rough.Forecast(intakes);
  EXPECT_TRUE(a.exact);
  EXPECT_FALSE(b.exact);
  for (int t = 0; t < 24; ++t) {
    EXPECT_NEAR(a.months[t].mean, b.months[t].mean, 1e-9) << t;
    EXPECT_NEAR(a.months[t].deviation, b.months[t].deviation, 1e-9) << t;
    EXPECT_NEAR(a.months[t].reach, b.months[t].reach, .01) << t;
    EXPECT_NEAR(a.months[t].low, b.months[t].low, 1) << t;
  }
  Post larger = PostOf(301, 190, .7);
  EXPECT_FALSE(CoverModel(larger, role, turnover).Forecast(intakes).exact);
}

TEST(Cover, IntakeComesBeforeLapsesAndLapsesBeforeTurnover) {
  // Nobody leaves: the order alone decides. 9 + 5 are held at 10 before 3 lapse.
  Post post = PostOf(10, 9);
  post.lapsing = {3};
  const Role role = RoleOf(0);
  RoleTurnover none(role, {0});
  EXPECT_NEAR(CoverModel(post, role, none).Forecast({5}).months[0].mean, 7, 1e-12);
  // All leave, and are replaced trained, whoever was trained before.
  const Role replaced = RoleOf(1);
  RoleTurnover all(replaced, {1});
  EXPECT_NEAR(CoverModel(post, replaced, all).Forecast({5}).months[0].mean, 10, 1e-12);
}

TEST(Cover, CertificatesGivenInThePlanExpire) {
  Post post = PostOf(20, 0);
  Role role = RoleOf(0);
  role.validity_months = 3;
  role.refreshed = .25;
  RoleTurnover turnover(role, {.1});
  const CoverForecast forecast = CoverModel(post, role, turnover).Forecast({8, 0, 0, 0, 0});
  for (int t : {0, 1, 2, 4}) EXPECT_EQ(forecast.months[t].refreshers_due, 0) << t;
  const double there = std::pow(.9, 3);
  EXPECT_NEAR(forecast.months[3].refreshers_due, 8 * there, 1e-12);
  EXPECT_NEAR(forecast.months[2].mean, 8 * there, 1e-12);
  // Those who are there and do not refresh, not more than are trained.
  double mean = 0;
  for (int x = 0; x <= 8; ++x) {
    for (int lapsed = 0; lapsed <= 8; ++lapsed) {
      mean += std::max(0, x - lapsed) * Pmf(8, x, there) * Pmf(8, lapsed, there * .75);
    }
  }
  EXPECT_NEAR(forecast.months[3].mean, mean * .9, 1e-12);
}

}  // namespace
}  // namespace pcsp::planning::workforce

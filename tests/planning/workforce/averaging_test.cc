#include <algorithm>
#include <cmath>
#include <numeric>

#include "gtest/gtest.h"
#include "services/planning/domain/workforce/cover/cover_forecast.h"
#include "services/planning/domain/workforce/cover/turnover/averaging_rule.h"
#include "services/planning/domain/workforce/cover/turnover/belief.h"

namespace pcsp::planning::workforce {
namespace {

// What 41 sites see in two years.
std::vector<double> WellKnown() { return TurnoverNodes(600, 30'000); }

Role RoleOf(double replaced_trained, int validity_months = 0, double refreshed = 1) {
  Role role;
  role.replaced_trained = replaced_trained;
  role.validity_months = validity_months;
  role.refreshed = refreshed;
  return role;
}

Post PostOf(int posts, int trained) {
  Post post;
  post.posts = posts;
  post.trained = trained;
  return post;
}

TEST(GaussRule, AveragesPolynomialsUpToItsDegreeAndNoFurther) {
  const std::vector<double> points = WellKnown();
  const double middle = points[20], half = (points.back() - points.front()) / 2;
  for (const int size : {1, 2, 5, 8, 13}) {
    const auto rule = GaussRule(points, size);
    ASSERT_TRUE(rule) << size;
    ASSERT_EQ(rule->values.size(), static_cast<size_t>(size));
    EXPECT_TRUE(std::ranges::is_sorted(rule->values));
    EXPECT_GT(rule->values.front(), points.front());
    EXPECT_LT(rule->values.back(), points.back());
    EXPECT_GT(*std::ranges::min_element(rule->weights), 0);
    const auto off = [&](int degree) {
      double sum = 0;
      for (int i = 0; i < size; ++i) {
        sum += rule->weights[i] * std::pow((rule->values[i] - middle) / half, degree);
      }
      for (const double q : points) sum -= std::pow((q - middle) / half, degree) / 41;
      return std::abs(sum);
    };
    for (int degree = 0; degree < 2 * size; ++degree) EXPECT_LT(off(degree), 1e-13) << degree;
    if (size < 8) EXPECT_GT(off(2 * size), 1e-6) << size;
  }
}

TEST(FewTurnovers, AreFewWhereMuchIsKnownAndAllWhereLittleIs) {
  const Post post = PostOf(120, 60);
  const std::vector<int> intakes(36, 2);
  RoleTurnover known(RoleOf(.2), WellKnown()), unknown(RoleOf(.2), TurnoverNodes(0, 0));
  EXPECT_LE(known.Few(post, intakes).kernels.size(), 13u);
  EXPECT_EQ(&unknown.Few(post, intakes), &unknown.all());
  // More posts over more months need more.
  EXPECT_LE(known.Few(PostOf(10, 5), {1, 1}).kernels.size(),
            known.Few(PostOf(300, 5), std::vector<int>(120, 5)).kernels.size());
}

struct Case {
  const char* name;
  Role role;
  Post post;
  int intake;
  bool few;  // values are enough
};

class FollowedAt : public ::testing::TestWithParam<Case> {};

Case Expiring() {
  Case c{"expiring", RoleOf(.1, 0, .6), PostOf(90, 50), 2, true};
  c.post.expiring = std::vector<int>(36, 1);
  c.post.lapsing = {0, 3};
  return c;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, FollowedAt,
    ::testing::Values(Case{"plain", RoleOf(.2), PostOf(120, 70), 2, true},
                      // So many that they are held at the posts there are.
                      Case{"full", RoleOf(.3), PostOf(60, 55), 9, true}, Expiring(),
                      Case{"validity", RoleOf(.2, 12, .5), PostOf(100, 40), 2, true},
                      // Held at the posts: what is given depends on how many have left.
                      Case{"disagreeing", RoleOf(.2, 12, .5), PostOf(300, 299), 30, true}),
    [](const auto& info) { return info.param.name; });

TEST_P(FollowedAt, FewValuesIsWhatFollowingAllAndAveragingSays) {
  const Case& c = GetParam();
  const std::vector<int> intakes(36, c.intake);
  RoleTurnover turnover(c.role, WellKnown());
  EXPECT_EQ(&turnover.Few(c.post, intakes) != &turnover.all(), c.few);
  CoverModel model(c.post, c.role, turnover);
  const CoverForecast forecast = model.Forecast(intakes, /*distributions=*/true);
  std::vector<Distribution> sums(intakes.size());
  std::vector<double> reach(intakes.size()), refreshers(intakes.size());
  for (const double q : turnover.nodes()) {
    RoleTurnover alone(c.role, {q});
    const auto at = CoverModel(c.post, c.role, alone).Forecast(intakes, /*distributions=*/true);
    for (size_t t = 0; t < intakes.size(); ++t) {
      AddTo(sums[t], at.distributions[t], 1.0 / 41);
      reach[t] += at.months[t].reach / 41;
      refreshers[t] += at.months[t].refreshers_due / 41;
    }
  }
  for (size_t t = 0; t < intakes.size(); ++t) {
    for (int x = 0; x <= c.post.posts; ++x) {
      ASSERT_NEAR(forecast.distributions[t].At(x), sums[t].At(x), 5e-13) << t << " " << x;
    }
    EXPECT_NEAR(forecast.months[t].reach, reach[t], 1e-12) << t;
    EXPECT_NEAR(forecast.months[t].refreshers_due, refreshers[t], 1e-10) << t;
  }
  EXPECT_NEAR(model.Reach(intakes), reach.back(), 1e-12);
}

}  // namespace
}  // namespace pcsp::planning::workforce

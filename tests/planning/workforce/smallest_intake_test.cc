#include "services/planning/domain/workforce/cover/smallest_intake.h"

#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/workforce/cover/turnover/belief.h"

namespace pcsp::planning::workforce {
namespace {

struct Case {
  int posts, trained;
  double target;
  int from, by;
};

class SmallestIntakeTest : public ::testing::TestWithParam<Case> {};

// Every number tried in turn finds the same.
TEST_P(SmallestIntakeTest, IsTheFirstThatIsEnough) {
  const Case& c = GetParam();
  Post post;
  post.posts = c.posts;
  post.trained = c.trained;
  post.target = c.target;
  Role role;
  role.replaced_trained = .2;
  RoleTurnover turnover(role, TurnoverNodes(9, 500));
  const std::vector<int> planned = {0, 1};
  const SmallestIntake found = SmallestIntakeOf(post, role, turnover, planned, c.from, c.by, .9);
  CoverModel model(post, role, turnover);
  for (const bool monthly : {true, false}) {
    const std::optional<int> smallest = monthly ? found.a_month : found.once;
    std::optional<int> expected;
    double reach = 0;
    for (int more = 0; more <= c.posts && !expected; ++more) {
      std::vector<int> intakes(c.by + 1);
      for (int t = 0; t <= c.by; ++t) {
        intakes[t] = At(planned, t) + ((monthly ? t >= c.from : t == c.from) ? more : 0);
      }
      reach = model.Reach(intakes);
      if (reach >= .9) expected = more;
    }
    EXPECT_EQ(smallest, expected) << monthly;
    EXPECT_NEAR(monthly ? found.reach_a_month : found.reach_once, reach, 1e-12);
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, SmallestIntakeTest,
                         ::testing::Values(Case{12, 3, .8, 0, 5}, Case{12, 3, .8, 4, 5},
                                           Case{12, 12, .5, 0, 8}, Case{60, 10, .7, 2, 11},
                                           Case{12, 3, 1, 0, 5}, Case{400, 90, .6, 0, 6}));

TEST(SmallestIntake, SaysWhenNothingIsEnough) {
  Post post;
  post.posts = 10;
  post.target = 1;
  Role role;
  RoleTurnover turnover(role, {.3});
  const SmallestIntake found = SmallestIntakeOf(post, role, turnover, {}, 0, 3, .9);
  EXPECT_EQ(found.a_month, std::nullopt);
  EXPECT_EQ(found.once, std::nullopt);
  EXPECT_EQ(found.reach_without, 0);
  EXPECT_NEAR(found.reach_a_month, std::pow(.7, 10), 1e-12);
}

}  // namespace
}  // namespace pcsp::planning::workforce

#include "gateway/cli/sample/blueprint.h"

#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/gateway/sample/small_blueprint.h"

namespace pcsp::gateway::sample {
namespace {

// By hand: s1 = 1 - .8 (1 - .5 w1)(1 - .3 w2) with independent roots; p1 goes through both s1 and
// s2, which share w1, so a product of marginals would be wrong in the third decimal.
TEST(PriorMarginalsTest, CausesThatShareACauseAreNotIndependent) {
  const auto p = PriorMarginals(SmallBlueprint());
  EXPECT_NEAR(p.at("w1"), 0.4, 1e-12);
  EXPECT_NEAR(p.at("s1"), 1 - 0.8 * (1 - 0.5 * 0.4) * (1 - 0.3 * 0.2), 1e-12);
  double expected = 0;
  for (int w1 : {0, 1}) {
    const double s1_bracket = 1 - 0.3 * 0.2;
    const double s1 = 1 - 0.8 * (1 - 0.5 * w1) * s1_bracket;
    const double s2 = 1 - 0.7 * (1 - 0.3 * w1);
    // Given w1, s1 is still a mixture over w2, but linear in it.
    expected += (w1 ? 0.4 : 0.6) * (1 - 0.8 * (1 - 0.7 * s1) * (1 - 0.5 * s2));
  }
  EXPECT_NEAR(p.at("p1"), expected, 1e-12);
  const double careless = 1 - 0.8 * (1 - 0.7 * p.at("s1")) * (1 - 0.5 * p.at("s2"));
  EXPECT_GT(std::abs(p.at("p1") - careless), 1e-3);
}

TEST(TroubleTest, LinksAddUpAsNoisyOr) {
  const std::vector<Pull> links = {{"a", 0.5}, {"b", 0.2}, {"c", 0.9}};
  EXPECT_DOUBLE_EQ(TroubleOf(links, {}), 0.0);
  EXPECT_NEAR(TroubleOf(links, {{"a", 1.0}, {"b", 1.0}}), 0.6, 1e-12);
  EXPECT_NEAR(TroubleOf(links, {{"c", 1.3}}), 0.95, 1e-12) << "never certain";
}

TEST(PerturbTest, MovesEveryNumberWithinReasonAndKeepsTheStructure) {
  const Blueprint original = SmallBlueprint();
  const Blueprint world = Perturb(original, Random(4));
  ASSERT_EQ(world.issues.size(), original.issues.size());
  double sum = 0, squares = 0;
  for (size_t i = 0; i < original.items.size(); ++i) {
    const double before = original.items[i].links[0].strength;
    const double after = world.items[i].links[0].strength;
    EXPECT_EQ(world.items[i].code, original.items[i].code);
    const double moved = std::log(after / (1 - after)) - std::log(before / (1 - before));
    sum += moved;
    squares += moved * moved;
  }
  const double n = static_cast<double>(original.items.size());
  EXPECT_NEAR(sum / n, 0.0, 0.3);
  EXPECT_NEAR(std::sqrt(squares / n), 0.5, 0.2);
}

}  // namespace
}  // namespace pcsp::gateway::sample

#include "gateway/cli/sample/random.h"

#include <cmath>

#include "common/base/ids.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::gateway::sample {
namespace {

// Pins the sequence: a change here changes every published sample figure.
TEST(RandomTest, SequenceIsFixed) {
  Random random(7);
  EXPECT_DOUBLE_EQ(random.Uniform(), 0.8421548048141535);
  EXPECT_EQ(random.Below(1000), 679);
  EXPECT_EQ(random.Uuid(), "2ad030a9-878d-4d4d-94d5-a6e2a85cfaf0");
}

TEST(RandomTest, ForkDependsOnSeedAndLabelOnly) {
  Random a(1);
  const Random untouched(1);
  a.Uniform();
  EXPECT_EQ(a.Fork("x").Uuid(), untouched.Fork("x").Uuid());
  EXPECT_NE(a.Fork("x").Uuid(), a.Fork("y").Uuid());
  EXPECT_NE(a.Fork("x").Uuid(), Random(2).Fork("x").Uuid());
}

TEST(RandomTest, MomentsAreThoseOfTheDistributions) {
  Random random(3);
  constexpr int kDraws = 200000;
  double uniform = 0, normal = 0, squares = 0, logistic = 0;
  for (int i = 0; i < kDraws; ++i) {
    uniform += random.Uniform(2.0, 4.0);
    const double x = random.Normal(1.0, 2.0);
    normal += x;
    squares += (x - 1.0) * (x - 1.0);
    const double y = random.Logistic();
    logistic += y * y;
  }
  EXPECT_NEAR(uniform / kDraws, 3.0, 0.01);
  EXPECT_NEAR(normal / kDraws, 1.0, 0.02);
  EXPECT_NEAR(squares / kDraws, 4.0, 0.06);
  EXPECT_NEAR(logistic / kDraws, M_PI * M_PI / 3.0, 0.06);
}

TEST(RandomTest, BelowStaysInRangeAndReachesEveryValue) {
  Random random(5);
  std::vector<int> seen(6);
  for (int i = 0; i < 6000; ++i) ++seen.at(random.Below(6));
  EXPECT_THAT(seen, ::testing::Each(::testing::AllOf(::testing::Gt(850), ::testing::Lt(1150))));
}

TEST(RandomTest, UuidsAreWellFormedAndDiffer) {
  Random random(9);
  const std::string a = random.Uuid();
  EXPECT_TRUE(IsUuid(a)) << a;
  EXPECT_EQ(a[14], '4');
  EXPECT_THAT(std::string("89ab"), ::testing::HasSubstr(std::string(1, a[19])));
  EXPECT_NE(a, random.Uuid());
}

}  // namespace
}  // namespace pcsp::gateway::sample

// The gates of methods.md 3: small in every run, and of its size (200 worlds) every night.
#include "tests/planning/effect/gates.h"

#include <cmath>
#include <cstdlib>
#include <iostream>

#include "absl/strings/numbers.h"
#include "gtest/gtest.h"

namespace pcsp::planning::testing {
namespace {

// PCSP_WORLDS, or a few.
int Worlds(int few) {
  const char* const given = std::getenv("PCSP_WORLDS");
  int worlds = few;
  if (given != nullptr && !absl::SimpleAtoi(given, &worlds)) return few;
  return worlds;
}

TEST(GatesTest, RegressionToTheMeanIsNotTakenForAnEffect) {
  const Bias bias = BiasOver(Worlds(60), 1);
  std::cout << "before/after " << bias.before_after << ", ours " << bias.effect << ", RMSE "
            << bias.rmse << ", 80 % intervals hold " << bias.covered << "\n";
  EXPECT_NEAR(bias.before_after, 7, 1) << "otherwise this world sets no trap";
  EXPECT_LT(std::abs(bias.effect), 0.5);
  EXPECT_LT(bias.rmse, 3);
  EXPECT_NEAR(bias.covered, 0.8, 0.12);
}

TEST(GatesTest, TheLateBestIdeaIsFound) {
  const double mix = ShareOfBest(Policy::kMix, Worlds(8), 1);
  const double random = ShareOfBest(Policy::kRandom, Worlds(8), 1);
  std::cout << "share of the best possible effect " << mix << ", at random " << random << "\n";
  EXPECT_GE(mix, 0.58);
  EXPECT_LT(random, 0.45) << "otherwise anything would do";
}

}  // namespace
}  // namespace pcsp::planning::testing

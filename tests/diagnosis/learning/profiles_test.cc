#include "services/diagnosis/domain/learning/profiles.h"

#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::diagnosis {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;

const std::vector<std::string> kScale = {"1", "2", "3", "nr_role"};
const Profiles kBase = {{.1, .3, .55, .05}, {.6, .25, .1, .05}};

double LogLikelihood(const Profiles& masses, const Profiles& profiles) {
  double sum = 0;
  for (size_t k = 0; k < masses.healthy.size(); ++k) {
    sum += masses.healthy[k] * std::log(profiles.healthy[k]);
    sum += masses.troubled[k] * std::log(profiles.troubled[k]);
  }
  return sum;
}

TEST(FitProfiles, LeavesWhatIsInOrder) {
  const Profiles fitted = FitProfiles(kScale, kBase, {{10, 30, 55, 5}, {60, 25, 10, 5}});
  EXPECT_THAT(fitted.healthy, ElementsAre(DoubleNear(.1, 1e-4), DoubleNear(.3, 1e-4),
                                          DoubleNear(.55, 1e-4), DoubleNear(.05, 1e-4)));
  EXPECT_THAT(fitted.troubled, ElementsAre(DoubleNear(.6, 1e-4), DoubleNear(.25, 1e-4),
                                           DoubleNear(.1, 1e-4), DoubleNear(.05, 1e-4)));
}

TEST(FitProfiles, PoolsWhatContradicts) {
  const Profiles masses = {{20, 20, 55, 5}, {40, 45, 10, 5}};
  const Profiles fitted = FitProfiles(kScale, kBase, masses);
  const auto ratio = [&](size_t k) { return fitted.troubled[k] / fitted.healthy[k]; };
  EXPECT_NEAR(ratio(0), ratio(1), 1e-12);
  EXPECT_GT(ratio(1), ratio(2));
  EXPECT_NEAR(fitted.troubled[0] + fitted.troubled[1], .85, 1e-4) << "their sum stays";
  // The likeliest of those in order: moving mass within the order only makes it worse.
  for (double step : {-.01, .01}) {
    Profiles other = fitted;
    other.troubled[1] -= step, other.troubled[2] += step;
    const double r1 = other.troubled[1] / other.healthy[1];
    if (other.troubled[0] / other.healthy[0] < r1) continue;
    EXPECT_LT(LogLikelihood(masses, other), LogLikelihood(masses, fitted));
  }
}

TEST(FitProfiles, FollowsTheDirectionOfTheBase) {
  const Profiles rising = {kBase.troubled, kBase.healthy};
  const Profiles fitted = FitProfiles(kScale, rising, {{60, 25, 10, 5}, {20, 10, 60, 10}});
  EXPECT_LE(fitted.troubled[0] / fitted.healthy[0], fitted.troubled[1] / fitted.healthy[1] + 1e-9);
  EXPECT_LT(fitted.troubled[1] / fitted.healthy[1], fitted.troubled[2] / fitted.healthy[2]);
}

TEST(FitProfiles, KeepsTheBaseWhereNothingIsLeft) {
  const Profiles fitted = FitProfiles(kScale, kBase, {{60, 30, 5, 5}, {5, 30, 60, 5}});
  EXPECT_EQ(fitted.healthy, kBase.healthy);
  EXPECT_EQ(fitted.troubled, kBase.troubled);
}

}  // namespace
}  // namespace pcsp::diagnosis

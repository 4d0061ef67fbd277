#include "services/assessments/domain/disclosure/own_words.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::assessments {
namespace {

using ::testing::ElementsAre;

TEST(OwnWords, ASiteIsShownFromTheThresholdOn) {
  const OwnWords words = DecideWords({{10, true}, {9, true}, {12, false}, {0, true}}, 10);
  EXPECT_THAT(words.sites, ElementsAre(Hidden::kShown, Hidden::kBelowMinimum, Hidden::kBelowMinimum,
                                       Hidden::kBelowMinimum));
  EXPECT_EQ(words.all, Hidden::kShown) << "21 texts of two sites are left over";
}

TEST(OwnWords, AllTogetherLeaveNothingToBeTakenAway) {
  EXPECT_EQ(DecideWords({{10, true}, {11, true}}, 10).all, Hidden::kShown) << "none are left";
  EXPECT_EQ(DecideWords({{10, true}, {4, true}, {5, true}}, 10).all, Hidden::kSecondary)
      << "nine are left";
  EXPECT_EQ(DecideWords({{10, true}, {4, true}, {6, true}}, 10).all, Hidden::kShown);
  EXPECT_EQ(DecideWords({{10, true}, {12, false}}, 10).all, Hidden::kSecondary)
      << "twelve are left, of one site";
  EXPECT_EQ(DecideWords({{5, true}, {4, true}}, 10).all, Hidden::kBelowMinimum);
}

}  // namespace
}  // namespace pcsp::assessments

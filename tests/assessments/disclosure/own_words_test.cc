#include "services/assessments/domain/disclosure/own_words.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::assessments {
namespace {

using ::testing::ElementsAre;

constexpr PrivacyPolicy kTen = {
    .min_group_size = 5, .min_distribution_size = 8, .min_free_text_size = 10};

TEST(OwnWords, ASiteIsShownFromTheThresholdOn) {
  const OwnWords words = DecideWords({{10, true}, {9, true}, {12, false}, {0, true}}, kTen);
  EXPECT_THAT(words.sites, ElementsAre(Hidden::kShown, Hidden::kBelowMinimum, Hidden::kBelowMinimum,
                                       Hidden::kBelowMinimum));
  EXPECT_EQ(words.all, Hidden::kShown) << "21 texts of two sites are left over";
}

// So that the words of one site can be read without those of the others.
TEST(OwnWords, WhatASiteShowsDependsOnNoOther) {
  const std::vector<SiteTexts> sites = {{10, true}, {9, true}, {12, false}, {0, true}, {30, true}};
  for (size_t i = 0; i < sites.size(); ++i) {
    EXPECT_EQ(DecideWords({sites[i]}, kTen).sites[0], DecideWords(sites, kTen).sites[i]);
  }
}

TEST(OwnWords, AllTogetherLeaveNothingToBeTakenAway) {
  EXPECT_EQ(DecideWords({{10, true}, {11, true}}, kTen).all, Hidden::kShown) << "none are left";
  EXPECT_EQ(DecideWords({{10, true}, {4, true}, {5, true}}, kTen).all, Hidden::kSecondary)
      << "nine are left";
  EXPECT_EQ(DecideWords({{10, true}, {4, true}, {6, true}}, kTen).all, Hidden::kShown);
  EXPECT_EQ(DecideWords({{10, true}, {12, false}}, kTen).all, Hidden::kSecondary)
      << "twelve are left, of one site";
  EXPECT_EQ(DecideWords({{5, true}, {4, true}}, kTen).all, Hidden::kBelowMinimum);
}

}  // namespace
}  // namespace pcsp::assessments

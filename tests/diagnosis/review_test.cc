#include "services/diagnosis/domain/review/review.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::SizeIs;

Review Sound() {
  return {.issue = "roles", .verdict = ReviewVerdict::kConfirmed, .reviewer = "facilitator north"};
}

std::vector<std::string> Faults(const Review& review, std::optional<double> probability) {
  Violations violations;
  Validate(review, probability, &violations);
  return violations.empty() ? std::vector<std::string>() : ViolatedFields(violations.ToStatus());
}

TEST(Review, NeedsAVerdictAReviewerAndAFinding) {
  EXPECT_THAT(Faults(Sound(), .8), IsEmpty());
  EXPECT_THAT(Faults({}, std::nullopt),
              ElementsAre("review.issue", "review.verdict", "review.reviewer"));
}

TEST(Review, SaysWhyWhereItGoesAgainstTheDiagnosis) {
  Review review = Sound();
  EXPECT_THAT(Faults(review, .3), ElementsAre("review.reason"));
  review.reason = "Everybody named somebody else.";
  EXPECT_THAT(Faults(review, .3), IsEmpty());
  review.reason.assign(kLongestReason + 1, 'x');
  review.reviewer.assign(kLongestReviewer + 1, 'x');
  EXPECT_THAT(Faults(review, .8), ElementsAre("review.reason", "review.reviewer"));
}

TEST(Review, CountsCharactersAndTakesBlanksForNothing) {
  Review review = Sound();
  review.reason.clear();
  for (size_t i = 0; i < kLongestReason; ++i) review.reason += "\u00e9";
  EXPECT_THAT(Faults(review, .3), IsEmpty());
  review.reason += "\u00e9";
  EXPECT_THAT(Faults(review, .3), ElementsAre("review.reason"));
  review.reason = " \n ";
  review.reviewer = "  ";
  EXPECT_THAT(Faults(review, .3), ElementsAre("review.reason", "review.reviewer"));
}

TEST(Agreement, IsKrippendorffsAlpha) {
  // Two reviewers, ten findings, one disagreement.
  std::vector<Coded> coded;
  for (int i = 0; i < 7; ++i) coded.push_back({{}, "yes", 2, 0});
  for (int i = 0; i < 2; ++i) coded.push_back({{}, "no", 0, 2});
  coded.push_back({{}, "split", 1, 1});
  coded.push_back({{}, "alone", 1, 0});  // one verdict says nothing of agreement
  const Agreement agreement = AgreementOf(coded);
  EXPECT_EQ(agreement.double_coded, 10);
  EXPECT_EQ(agreement.agreed, 9);
  ASSERT_THAT(agreement.disagreements, SizeIs(1));
  EXPECT_EQ(agreement.disagreements[0].issue, "split");
  // alpha = 1 - (n - 1) o / (n1 n0) with n = 20 values, o = 1 coincidence cell of each kind,
  // n1 = 15 and n0 = 5.
  EXPECT_THAT(agreement.alpha, Optional(DoubleNear(1 - 19.0 * 1 / (15 * 5), 1e-12)));
}

TEST(Agreement, HasNoAlphaWithoutTwoFindingsOrTwoKindsOfVerdict) {
  EXPECT_EQ(AgreementOf({}).alpha, std::nullopt);
  EXPECT_EQ(AgreementOf({{{}, "a", 1, 1}}).alpha, std::nullopt);
  EXPECT_EQ(AgreementOf({{{}, "a", 2, 0}, {{}, "b", 2, 0}}).alpha, std::nullopt);
  EXPECT_THAT(AgreementOf({{{}, "a", 2, 0}, {{}, "b", 0, 2}}).alpha,
              Optional(DoubleNear(1, 1e-12)));
}

}  // namespace
}  // namespace pcsp::diagnosis

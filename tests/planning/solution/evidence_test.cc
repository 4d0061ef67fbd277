// Recommendations from measured effects.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/solution/recommend.h"
#include "tests/planning/catalogues.h"
#include "tests/planning/effect/outcomes.h"

namespace pcsp::planning {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeFinding;
using testing::MakeOutcome;
using testing::MakeSolution;
using ::testing::Not;

std::vector<std::string> Ids(const std::vector<Recommendation>& ranking) {
  std::vector<std::string> ids;
  for (const Recommendation& one : ranking) ids.push_back(one.solution->id);
  return ids;
}

void Add(OutcomeSums& sums, int sites, const std::vector<Treatment>& adopted, double post) {
  for (int i = 0; i < sites; ++i) {
    Outcome outcome = MakeOutcome(absl::StrCat(adopted.empty() ? "none" : adopted[0].solution, i));
    outcome.adopted = adopted;
    outcome.post = post + i % 7;
    sums.Add(outcome);
  }
}

// Five solutions that the catalogue expects equally much of; three were tried.
class EvidenceTest : public ::testing::Test {
 protected:
  EvidenceTest()
      : catalogue_("t@1", {MakeSolution("good", {"i"}), MakeSolution("fair", {"i"}),
                           MakeSolution("harm", {"i"}), MakeSolution("new", {"i"}),
                           MakeSolution("newer", {"i"})}) {
    Add(sums_, 80, {}, 43);
    Add(sums_, 30, {{"good"}}, 49);
    Add(sums_, 30, {{"fair"}}, 47);
    Add(sums_, 30, {{"harm"}}, 35);
    effects_ = Effects(sums_, {}, PriorMeansOf(catalogue_));
  }

  RecommendationQuestion Question(uint64_t seed = 1) const {
    return {{MakeFinding("i")}, Level::kPractice, 10, SiteEvidence{&effects_, {}, {}, seed}, {}};
  }

  const Catalogue catalogue_;
  OutcomeSums sums_;
  Effects effects_;
};

TEST_F(EvidenceTest, TwoThatWorkedOneToLearnFromAndNoHarm) {
  const auto found = Recommend(catalogue_, Question());
  ASSERT_EQ(found.overall.size(), 4);
  EXPECT_THAT(Ids({found.overall.begin(), found.overall.begin() + 2}), ElementsAre("good", "fair"));
  EXPECT_EQ(found.overall[0].slot, Slot::kWorkedElsewhere);
  EXPECT_EQ(found.overall[1].slot, Slot::kWorkedElsewhere);
  EXPECT_EQ(found.overall[2].slot, Slot::kTryAndLearn);
  EXPECT_THAT(found.overall[2].solution->id, HasSubstr("new"));
  EXPECT_THAT(Ids(found.by_issue[0].ranked), Not(::testing::Contains("harm")));
}

TEST_F(EvidenceTest, WhatDidNotHelpIsToldApartTheWorstFirst) {
  Add(sums_, 400, {}, 43);
  Add(sums_, 400, {{"fair"}}, 43);
  const Catalogue catalogue("t@1",
                            {MakeSolution("fair", {"i"}), MakeSolution("harm", {"i", "k"}, 4)});
  const Effects effects(sums_, {}, PriorMeansOf(catalogue));
  RecommendationQuestion question = Question();
  question.evidence->effects = &effects;
  const auto found = Recommend(catalogue, question);
  EXPECT_THAT(found.overall, IsEmpty());
  ASSERT_EQ(found.unhelpful.size(), 2);
  EXPECT_EQ(found.unhelpful[0].solution->id, "harm");
  EXPECT_EQ(found.unhelpful[0].verdict, Verdict::kHarm);
  EXPECT_THAT(found.unhelpful[0].reason,
              AllOf(HasSubstr("It did harm where it was tried on i: 30 sites tried it"),
                    HasSubstr("associated with -")));
  EXPECT_EQ(found.unhelpful[1].verdict, Verdict::kNoDifference);
  EXPECT_THAT(found.unhelpful[1].reason, HasSubstr("made no difference where it was tried"));
  ASSERT_EQ(found.warnings.size(), 1);
  EXPECT_THAT(found.warnings[0].message, HasSubstr("did harm, or made no difference"));
  question.findings.push_back(MakeFinding("k"));
  const auto elsewhere = Recommend(catalogue, question);
  EXPECT_THAT(elsewhere.overall, IsEmpty()) << "harm on one finding is enough";
  EXPECT_EQ(Ids(elsewhere.by_issue[1].ranked), std::vector<std::string>{"harm"});
}

TEST_F(EvidenceTest, TheSameSeedAlwaysDrawsTheSame) {
  int newer = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const auto found = Recommend(catalogue_, Question(seed));
    EXPECT_EQ(Ids(found.overall), Ids(Recommend(catalogue_, Question(seed)).overall));
    newer += found.overall[2].solution->id == "newer";
  }
  EXPECT_NEAR(newer, 100, 25) << "two equal strangers get equal chances";
}

TEST_F(EvidenceTest, ExplainsInSentences) {
  const auto found = Recommend(catalogue_, Question());
  EXPECT_THAT(found.overall[0].reason,
              AllOf(HasSubstr("Worked elsewhere. Answers \"i\""),
                    HasSubstr("30 sites tried it beside 80 comparison sites"),
                    HasSubstr("associated with"), HasSubstr("80 % interval")));
  EXPECT_THAT(found.overall[2].reason,
              AllOf(HasSubstr("Try and learn."), HasSubstr("Nobody has measured it yet.")));
}

TEST_F(EvidenceTest, ValueIsPriorityTimesTheMeasuredEffectPerHour) {
  RecommendationQuestion question = Question();
  question.findings[0].importance = 0.5;
  const auto found = Recommend(catalogue_, question);
  const double expected = effects_.Find("i")->Find({"good"})->effect.expected;
  EXPECT_NEAR(found.overall[0].value_per_hour, 0.8 * 0.5 * expected / 10, 1e-12);
  EXPECT_EQ(found.by_issue[0].ranked[0].value_per_hour, found.overall[0].value_per_hour);
}

TEST_F(EvidenceTest, TheGuardComesBeforeTheRanking) {
  RecommendationQuestion question = Question();
  Adaptation adaptation;
  adaptation.solution = "good";
  adaptation.core_changes = {{"together", CoreChange::kRemoves}};
  question.adaptations = {adaptation};
  const auto found = Recommend(catalogue_, question);
  EXPECT_THAT(Ids(found.overall), Not(::testing::Contains("good")));
  ASSERT_EQ(found.blocked.size(), 1);
  EXPECT_EQ(found.blocked[0].solution->id, "good");
  question.adaptations[0].core_changes = {{"together", CoreChange::kDose}};
  const auto signed_off = Recommend(catalogue_, question);
  EXPECT_THAT(signed_off.blocked, IsEmpty());
  EXPECT_THAT(signed_off.overall[0].reason, HasSubstr("operational management must sign off"));
}

TEST_F(EvidenceTest, WithoutAnyOutcomeTheCatalogueRanksAndNothingHasWorked) {
  const Effects none;
  RecommendationQuestion question = Question();
  question.evidence->effects = &none;
  const auto found = Recommend(catalogue_, question);
  EXPECT_EQ(found.overall[0].slot, Slot::kExpected);
  EXPECT_EQ(found.overall[1].slot, Slot::kExpected);
  EXPECT_NEAR(found.overall[0].value_per_hour,
              ValuePerHour(catalogue_.solutions()[0], question.findings), 1e-12);
}

TEST_F(EvidenceTest, WhatIsUncontrolledHasNotWorkedElsewhere) {
  OutcomeSums sums;
  Add(sums, 40, {{"good"}}, 80);
  const Effects effects(sums, {}, PriorMeansOf(catalogue_));
  RecommendationQuestion question = Question();
  question.evidence->effects = &effects;
  for (const Recommendation& one : Recommend(catalogue_, question).overall) {
    EXPECT_NE(one.slot, Slot::kWorkedElsewhere);
    if (one.solution->id == "good") {
      EXPECT_THAT(one.reason, HasSubstr("uncontrolled"));
    }
  }
}

}  // namespace
}  // namespace pcsp::planning

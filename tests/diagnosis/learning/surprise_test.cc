#include "services/diagnosis/domain/learning/report/surprise.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/diagnosis/enumeration.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/diagnosis/learning/reviewed_cases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using testing::Enumeration;

TEST(SurpriseMeter, IsWhatEnumerationSaysOfTheRest) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    const testing::ReviewedCases cases = testing::RandomReviewedCases(seed, 1);
    const Model model = CompileCheckedModel(cases.kb);
    const Evidence& evidence = cases.log[0].evidence;
    const Observations observations = ResolveEvidence(model, evidence).value();
    SurpriseMeter meter(model);
    ASSERT_OK(meter.Add(observations));
    Enumeration enumeration(cases.kb, *evidence.subject);
    enumeration.Observe(observations.pieces);
    const double all = enumeration.log_evidence();
    for (const IndicatorSurprise& one : meter.Ranked(100, 1)) {
      std::vector<Observation> rest;
      for (const Observation& piece : observations.pieces) {
        if (piece.indicator != one.indicator) rest.push_back(piece);
      }
      enumeration.Observe(rest);
      EXPECT_NEAR(one.surprise, enumeration.log_evidence() - all, 1e-8);
      const Indicator& indicator = cases.kb.indicators[one.indicator];
      EXPECT_EQ(indicator.level, *evidence.subject);
      for (size_t k = 0; k < one.expected.size(); ++k) {
        EXPECT_NEAR(one.expected[k], enumeration.Expect([&](const auto& state) {
          return enumeration.Answer(indicator, k, state);
        }),
                    1e-9);
      }
    }
  }
}

// A fact that says the opposite of what the item beside it says, time and again.
TEST(SurpriseMeter, PutsAnIndicatorThatContradictsTheOthersFirst) {
  const Model model = CompileCheckedModel(testing::SmallKnowledgeBase());
  int fact = -1;
  for (size_t j = 0; j < model.kb.indicators.size(); ++j) {
    if (model.kb.indicators[j].type == IndicatorType::kFact) fact = static_cast<int>(j);
  }
  ASSERT_GE(fact, 0);
  SurpriseMeter meter(model);
  for (int site = 0; site < 10; ++site) {
    Observations observations;
    for (size_t j = 0; j < model.kb.indicators.size(); ++j) {
      const Indicator& indicator = model.kb.indicators[j];
      if (indicator.level != Level::kPractice) continue;
      Observation piece = {static_cast<int>(j), std::vector<int64_t>(indicator.categories.size())};
      // Every colleague content, and the fact at its worst.
      piece.answers = static_cast<int>(j) == fact ? 1 : 6;
      piece.counts[static_cast<int>(j) == fact ? 0 : 3] = piece.answers;
      observations.pieces.push_back(std::move(piece));
    }
    ASSERT_OK(meter.Add(observations));
  }
  const std::vector<IndicatorSurprise> ranked = meter.Ranked(10, 5);
  ASSERT_FALSE(ranked.empty());
  EXPECT_EQ(ranked[0].indicator, fact);
  EXPECT_GT(ranked[0].excess_bits, .5);
  EXPECT_EQ(ranked[0].cases, 10);
  EXPECT_EQ(ranked[0].observed[0], 1);
  EXPECT_TRUE(meter.Ranked(10, 11).empty());
  EXPECT_EQ(meter.Ranked(1, 1).size(), 1);
}

}  // namespace
}  // namespace pcsp::diagnosis

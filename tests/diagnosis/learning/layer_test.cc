// A log of verdicts to a layer: the same for any order, what streaming comes to, and maps that are
// in use only where they have earned it.
#include "services/diagnosis/domain/learning/layer.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/knowledge/fingerprint.h"
#include "services/diagnosis/domain/learning/layers/learned_layer.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/diagnosis/learning/reviewed_cases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using testing::RandomReviewedCases;
using testing::ReviewedCases;
using testing::Uniform;

std::vector<LoggedCase> LogOf(const ReviewedCases& cases) {
  std::vector<LoggedCase> log;
  int64_t now = 0;
  for (const VerdictCase& reviewed : cases.log) {
    LoggedCase& logged = log.emplace_back(LoggedCase{reviewed, reviewed.id});
    for (size_t v = 0; v < reviewed.verdicts.size(); ++v) {
      logged.probabilities.push_back(.5);
      logged.micros.push_back(++now);
    }
  }
  return log;
}

TEST(LearnLayer, OnePassIsWhatStreamingComesTo) {
  const ReviewedCases cases = RandomReviewedCases(5, 30);
  Learner streamed = *Learner::Start(cases.kb);
  for (const VerdictCase& reviewed : cases.log) ASSERT_OK(streamed.Add(reviewed));
  const auto layer = LearnLayer(cases.kb, LogOf(cases), /*passes=*/1);
  ASSERT_OK(layer);
  EXPECT_EQ(FingerprintOf(layer->kb), FingerprintOf(streamed.Learned()));
  EXPECT_EQ(layer->verdicts, streamed.counts().verdicts);
}

TEST(LearnLayer, IsTheSameForAnyOrderOfTheLog) {
  std::vector<LoggedCase> log = LogOf(RandomReviewedCases(7, 40));
  const KnowledgeBase base = RandomReviewedCases(7, 0).kb;
  const auto layer = LearnLayer(base, log);
  ASSERT_OK(layer);
  std::mt19937_64 random(1);
  for (int order = 0; order < 3; ++order) {
    std::shuffle(log.begin(), log.end(), random);
    const auto again = LearnLayer(base, log);
    ASSERT_OK(again);
    EXPECT_EQ(again->fingerprint, layer->fingerprint);
    EXPECT_EQ(FingerprintOf(again->kb), FingerprintOf(layer->kb));
  }
  log.pop_back();
  EXPECT_NE(LearnLayer(base, log)->fingerprint, layer->fingerprint);
}

// Practices whose findings are over-confident by a factor of two in logits, or just right.
std::vector<LoggedCase> Forecasts(const KnowledgeBase& kb, int verdicts, double slope) {
  std::mt19937_64 random(11);
  std::vector<LoggedCase> log;
  for (int i = 0; i < verdicts; ++i) {
    LoggedCase& logged = log.emplace_back();
    logged.site = logged.reviewed.id = absl::StrCat("site ", i);
    logged.reviewed.evidence.subject = Level::kPractice;
    logged.probabilities = {Uniform(&random, .02, .98)};
    logged.micros = {i};
    const double logit = std::log(logged.probabilities[0] / (1 - logged.probabilities[0]));
    const double truth = 1 / (1 + std::exp(-slope * logit));
    logged.reviewed.verdicts = {
        {.issue = "cp-roles", .confirmed = Uniform(&random, 0, 1) < truth, .by = "north"}};
  }
  EXPECT_FALSE(kb.issues.empty());
  return log;
}

TEST(LearnLayer, PromotesAMapOnlyWhereItForecastsBetter) {
  const KnowledgeBase kb = testing::SmallKnowledgeBase();
  const auto over_confident = LearnLayer(kb, Forecasts(kb, 600, .4));
  ASSERT_OK(over_confident);
  const Promotion& map = over_confident->maps[static_cast<int>(Level::kPractice)];
  EXPECT_TRUE(map.promoted);
  EXPECT_LT(map.InUse()(.95), .9);
  EXPECT_TRUE(over_confident->maps[static_cast<int>(Level::kSteeringGroup)].InUse().identity());
  const auto right = LearnLayer(kb, Forecasts(kb, 600, 1));
  ASSERT_OK(right);
  EXPECT_TRUE(right->maps[static_cast<int>(Level::kPractice)].InUse().identity());
}

TEST(LearnLayer, LeavesOutWhatTheKnowledgeBaseDoesNotKnow) {
  const KnowledgeBase kb = testing::SmallKnowledgeBase();
  std::vector<LoggedCase> log = Forecasts(kb, 3, 1);
  log[1].reviewed.verdicts[0].issue = "gone";
  const auto layer = LearnLayer(kb, log);
  ASSERT_OK(layer);
  ASSERT_EQ(layer->left_out.size(), 1u);
  EXPECT_EQ(layer->left_out[0].id, "site 1");
  EXPECT_EQ(layer->verdicts, 2);
}

}  // namespace
}  // namespace pcsp::diagnosis

// A log of verdicts to a layer: the same for any order, what streaming comes to, and maps that are
// in use only where they have earned it.
#include "services/diagnosis/domain/learning/layer.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/diagnosis.h"
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

// Practices half of which lack mentoring. In each either a fact says so, as the knowledge base has
// it, or 24 colleagues do who all repeat what one of them says (`alike`), rightly 7 times in 10.
std::vector<LoggedCase> Practices(int practices, bool alike) {
  std::mt19937_64 random(11);
  std::vector<LoggedCase> log;
  for (int i = 0; i < practices; ++i) {
    LoggedCase& logged = log.emplace_back();
    logged.site = logged.reviewed.id = absl::StrCat("site ", i);
    logged.micros = {i};
    const bool holds = Uniform(&random, 0, 1) < .5;
    const bool says_so = Uniform(&random, 0, 1) < (holds ? .7 : .3);
    LevelEvidence evidence{Level::kPractice};
    if (alike) {
      evidence.items = {{"pr_mentor", {{says_so ? "1" : "5", 24}}}};
    } else {
      evidence.facts = {{"fact_visits", says_so ? "none" : "more"}};
    }
    logged.reviewed.evidence = {Level::kPractice, {evidence}};
    const bool confirmed = Uniform(&random, 0, 1) < (holds ? .95 : .03);
    logged.reviewed.verdicts = {{.issue = "ca-mentoring", .confirmed = confirmed, .by = "north"}};
  }
  return log;
}

// No number of the knowledge base says that colleagues repeat each other, so learning leaves it; a
// map mends it.
TEST(LearnLayer, PromotesAMapOnlyWhereLearningLeavesSomething) {
  const KnowledgeBase kb = testing::SmallKnowledgeBase();
  const auto over_confident = LearnLayer(kb, Practices(800, true));
  ASSERT_OK(over_confident);
  const Promotion& map = over_confident->maps[static_cast<int>(Level::kPractice)];
  EXPECT_TRUE(map.promoted) << map.gain << " +- " << map.standard_error;
  const Evidence says_so{Level::kPractice, {{Level::kPractice, "", {{"pr_mentor", {{"1", 24}}}}}}};
  const auto diagnosis = Diagnose(*CompileModel(over_confident->kb), says_so, {});
  ASSERT_OK(diagnosis);
  const auto found =
      std::find_if(diagnosis->findings.begin(), diagnosis->findings.end(),
                   [&](const Finding& f) { return kb.issues[f.issue].id == "ca-mentoring"; });
  EXPECT_GT(std::abs(found->probability - .7), .05) << found->probability;
  EXPECT_LT(std::abs(map.InUse()(found->probability) - .7), .05);
  EXPECT_TRUE(over_confident->maps[static_cast<int>(Level::kSteeringGroup)].InUse().identity());
  const auto right = LearnLayer(kb, Practices(800, false));
  ASSERT_OK(right);
  const Promotion& none = right->maps[static_cast<int>(Level::kPractice)];
  EXPECT_EQ(none.judged, kPromotionWindow);
  EXPECT_FALSE(none.promoted) << none.gain << " +- " << none.standard_error;
}

TEST(LearnLayer, LeavesOutWhatTheKnowledgeBaseDoesNotKnow) {
  const KnowledgeBase kb = testing::SmallKnowledgeBase();
  std::vector<LoggedCase> log = Practices(3, false);
  log[1].reviewed.verdicts[0].issue = "gone";
  const auto layer = LearnLayer(kb, log);
  ASSERT_OK(layer);
  ASSERT_EQ(layer->left_out.size(), 1u);
  EXPECT_EQ(layer->left_out[0].id, "site 1");
  EXPECT_EQ(layer->verdicts, 2);
}

}  // namespace
}  // namespace pcsp::diagnosis

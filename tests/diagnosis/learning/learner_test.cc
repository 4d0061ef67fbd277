#include "services/diagnosis/domain/learning/learner.h"

#include <algorithm>
#include <random>

#include "gtest/gtest.h"
#include "services/diagnosis/domain/engine/check.h"
#include "services/diagnosis/domain/knowledge/fingerprint.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/learning/layer.h"
#include "tests/diagnosis/learning/reviewed_cases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using testing::RandomReviewedCases;
using testing::ReviewedCases;

Learner Streamed(const ReviewedCases& cases) {
  Learner learner = *Learner::Start(cases.kb);
  for (const VerdictCase& reviewed : cases.log) EXPECT_OK(learner.Add(reviewed));
  return learner;
}

TEST(Learner, StreamsWhatOnePassReplays) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    const ReviewedCases cases = RandomReviewedCases(seed, 20);
    const Replay replay = ReplayLog(cases.kb, cases.log, 1).value();
    const Learner streamed = Streamed(cases);
    EXPECT_EQ(replay.learner.counts(), streamed.counts());
    EXPECT_EQ(FingerprintOf(replay.learner.Learned()), FingerprintOf(streamed.Learned()));
  }
}

TEST(Replay, IsBitIdenticalForAnyOrderOfTheLog) {
  ReviewedCases cases = RandomReviewedCases(3, 30);
  const Replay replay = ReplayLog(cases.kb, cases.log, 4).value();
  std::mt19937_64 random(1);
  for (int order = 0; order < 5; ++order) {
    std::shuffle(cases.log.begin(), cases.log.end(), random);
    const Replay again = ReplayLog(cases.kb, cases.log, 4).value();
    EXPECT_EQ(again.learner.counts(), replay.learner.counts());
    EXPECT_EQ(FingerprintOf(again.learner.Learned()), FingerprintOf(replay.learner.Learned()));
  }
  const Replay fewer = ReplayLog(cases.kb, cases.log, 3).value();
  EXPECT_NE(fewer.learner.counts(), replay.learner.counts()) << "each pass credits anew";
}

TEST(Learner, MergesWhatWasCountedElsewhere) {
  const ReviewedCases cases = RandomReviewedCases(8, 20);
  Learner here = *Learner::Start(cases.kb), there = *Learner::Start(cases.kb);
  for (size_t i = 0; i < cases.log.size(); ++i) {
    EXPECT_OK((i % 3 ? here : there).Add(cases.log[i]));
  }
  ASSERT_EQ(here.crediting().hash, there.crediting().hash);
  here.Merge(there.counts());
  EXPECT_EQ(here.counts(), Streamed(cases).counts());
}

TEST(Learner, ForgetsAWithdrawnCaseAsIfItHadNeverBeen) {
  ReviewedCases cases = RandomReviewedCases(21, 12);
  Learner learner = Streamed(cases);
  const VerdictCase withdrawn = cases.log[5];
  ASSERT_OK(learner.Withdraw(withdrawn));
  cases.log.erase(cases.log.begin() + 5);
  EXPECT_EQ(learner.counts(), Streamed(cases).counts());
  EXPECT_EQ(FingerprintOf(learner.Learned()), FingerprintOf(Streamed(cases).Learned()));
}

TEST(Learner, ChangesNothingOnAFault) {
  ReviewedCases cases = RandomReviewedCases(2, 3);
  Learner learner = Streamed(cases);
  const LearnedCounts before = learner.counts();
  VerdictCase wrong = cases.log[0];
  wrong.verdicts[0].issue = "nobody-knows";
  EXPECT_FALSE(learner.Add(wrong).ok());
  EXPECT_FALSE(learner.Withdraw(wrong).ok());
  EXPECT_EQ(learner.counts(), before);
}

TEST(Replay, NamesWhatItLeftOutAndGoesOn) {
  ReviewedCases cases = RandomReviewedCases(2, 6);
  ReviewedCases fewer = cases;
  fewer.log.erase(fewer.log.begin() + 2);
  cases.log[2].verdicts[0].issue = "gone-in-this-version";
  const Replay replay = ReplayLog(cases.kb, cases.log).value();
  ASSERT_EQ(replay.left_out.size(), 1);
  EXPECT_EQ(replay.left_out[0].id, "case2");
  const Replay without = ReplayLog(fewer.kb, fewer.log).value();
  EXPECT_EQ(replay.learner.counts(), without.learner.counts());
}

TEST(LearnedKnowledgeBase, IsTheBaseBeforeAnyVerdict) {
  const ReviewedCases cases = RandomReviewedCases(6, 1);
  EXPECT_EQ(FingerprintOf(Learner::Start(cases.kb)->Learned()), FingerprintOf(cases.kb));
}

TEST(LearnedKnowledgeBase, CompilesWhateverWasLearned) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    const ReviewedCases cases = RandomReviewedCases(seed, 60);
    const Replay replay = ReplayLog(cases.kb, cases.log, 4).value();
    const KnowledgeBase learned = replay.learner.Learned();
    EXPECT_OK(CheckKnowledgeBase(learned).status()) << seed;
    EXPECT_NE(learned.version, cases.kb.version);
    EXPECT_GT(learned.issues[0].prior_ess, cases.kb.issues[0].prior_ess - 1e-9);
  }
}

// Whatever it is told, it must not fall for the first: beliefs follow verdicts at their accuracy.
TEST(LearnedKnowledgeBase, FollowsVerdictsThatAgree) {
  auto shipped = LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml");
  ASSERT_OK(shipped);
  const auto prior_after = [&](bool confirmed) {
    std::vector<VerdictCase> log;
    for (int i = 0; i < 100; ++i) {
      VerdictCase one = {.id = std::to_string(i), .evidence = {Level::kPractice}};
      one.verdicts.push_back({"x-turnover", confirmed, "r"});
      log.push_back(std::move(one));
    }
    const KnowledgeBase learned = ReplayLog(*shipped, log)->learner.Learned();
    for (const Issue& issue : learned.issues) {
      if (issue.id == "x-turnover") return issue.prior;
    }
    return -1.0;
  };
  EXPECT_GT(prior_after(true), .8);
  EXPECT_LT(prior_after(false), .05);
}

TEST(LearnedAccuracy, StartsAsExpectedAndIsReestimated) {
  const ReviewedCases cases = RandomReviewedCases(9, 300);
  LearnedCounts counts(cases.kb);
  EXPECT_DOUBLE_EQ(LearnedAccuracy(counts).sensitivity, .95);
  EXPECT_DOUBLE_EQ(LearnedAccuracy(counts).specificity, .97);
  // These reviewers toss coins.
  const Replay replay = ReplayLog(cases.kb, cases.log, 4).value();
  EXPECT_LT(replay.learner.accuracy().sensitivity, .9);
  EXPECT_LT(replay.learner.accuracy().specificity, .92);
}

}  // namespace
}  // namespace pcsp::diagnosis

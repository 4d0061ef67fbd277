#include "services/planning/domain/effect/issue_state.h"

#include <algorithm>
#include <random>

#include "gtest/gtest.h"
#include "services/planning/domain/effect/effects.h"
#include "tests/planning/effect/outcomes.h"

namespace pcsp::planning {
namespace {

using testing::DrawOutcomes;
using testing::MakeOutcome;

IssueState Sum(const std::vector<Outcome>& outcomes) {
  IssueState state;
  for (const Outcome& outcome : outcomes) state.Add(outcome);
  return state;
}

TEST(FixedSumTest, ForgetsTheOrderOfItsTerms) {
  FixedSum forwards, backwards;
  const std::vector<double> terms = {1e12, 0.1, -1e12, 1e-9, 0.7, 3.3e5};
  for (const double term : terms) forwards.Add(term);
  for (size_t i = terms.size(); i-- > 0;) backwards.Add(terms[i]);
  EXPECT_EQ(forwards, backwards);
  EXPECT_NEAR(forwards.value(), 330000.8 + 1e-9, 1e-10) << "1e12 came and went without a trace";
  for (const double term : terms) forwards.Subtract(term);
  EXPECT_TRUE(forwards.zero());
}

TEST(IssueStateTest, MergesInAnyOrderToTheBit) {
  std::vector<Outcome> outcomes = DrawOutcomes(200, 3);
  const IssueState all = Sum(outcomes);
  std::shuffle(outcomes.begin(), outcomes.end(), std::mt19937_64(5));
  EXPECT_EQ(Sum(outcomes), all);
  IssueState a = Sum({outcomes.begin(), outcomes.begin() + 70});
  IssueState b = Sum({outcomes.begin() + 70, outcomes.end()});
  IssueState ab = a;
  ab.Merge(b);
  b.Merge(a);
  EXPECT_EQ(ab, b);
  EXPECT_EQ(ab, all);
}

TEST(IssueStateTest, ACorrectionIsAsIfTheErrorHadNeverBeen) {
  std::vector<Outcome> outcomes = DrawOutcomes(30, 3);
  const IssueState right = Sum(outcomes);
  Outcome wrong = outcomes[4];
  wrong.post += 30;
  wrong.round = "r9";
  wrong.adopted.push_back({"zz"});
  IssueState state = right;
  state.Remove(outcomes[4]);
  state.Add(wrong);
  EXPECT_FALSE(state == right);
  state.Remove(wrong);
  state.Add(outcomes[4]);
  EXPECT_EQ(state, right);
  OutcomeSums sums;
  sums.Add(wrong);
  sums.Remove(wrong);
  EXPECT_TRUE(sums.issues().empty());
}

TEST(IssueStateTest, SitesWithoutTheIssueAreNoComparison) {
  Outcome outcome = MakeOutcome("s1");
  outcome.flagged = false;
  EXPECT_EQ(Sum({outcome}), IssueState());
  outcome.adopted = {{"a"}};
  EXPECT_EQ(Sum({outcome}).rows(), 1) << "who acted counts, flagged or not";
}

TEST(IssueStateTest, CountsSitesOnceAndStoriesEach) {
  Outcome helped = MakeOutcome("s1");
  helped.adopted = {{"a"}, {"b"}};
  helped.post = 60;
  Outcome persisted = MakeOutcome("s1", "r2");
  persisted.adopted = {{"a"}};
  persisted.post = 30;
  Outcome unclear = MakeOutcome("s2", "r2");
  unclear.adopted = {{"a"}};
  unclear.post = 42;
  const IssueState state = Sum({helped, persisted, unclear, MakeOutcome("s3")});
  const Tally& a = state.tried().at({"a"});
  EXPECT_EQ(a.sites(), 2);
  EXPECT_EQ(a.helped, 1);
  EXPECT_EQ(a.persisted, 1) << "a failure is kept";
  EXPECT_EQ(a.unclear, 1);
  EXPECT_EQ(state.untreated().sites(), 1);
  EXPECT_EQ(state.Together({"a"}, {"b"}), 1);
}

}  // namespace
}  // namespace pcsp::planning

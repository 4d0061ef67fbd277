// Two versions of a small knowledge base: what differs, and what that does to the same evidence.
#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/comparison/readings.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using testing::SmallKnowledgeBase;

const std::vector<std::pair<std::string, int64_t>> kBad = {{"1", 4}, {"2", 4}, {"4", 1}};

Evidence Practice() {
  return {Level::kPractice,
          {{Level::kPractice, "", {{"pr_mentor", kBad}}, {{"fact_visits", "none"}}}}};
}

KnowledgeBase Newer() {
  KnowledgeBase kb = SmallKnowledgeBase();
  kb.version = "2";
  return kb;
}

SiteDifference Compared(KnowledgeBase after, const Evidence& evidence) {
  const auto comparison = KnowledgeBaseComparison::Make(SmallKnowledgeBase(), std::move(after));
  EXPECT_OK(comparison);
  if (!comparison.ok()) return {};
  auto site = comparison->Compare(evidence);
  EXPECT_OK(site);
  return *std::move(site);
}

TEST(ChangesBetween, TellsEachValueAndEachThingOnce) {
  KnowledgeBase after = Newer();
  after.issues[1].title = "Nobody mentors";
  after.issues[1].parents.clear();
  after.indicators[1].links[0].strength = .5;
  after.indicators[1].links.push_back({.issue = "cp-roles", .strength = .3, .rationale = "New."});
  after.indicators.pop_back();
  after.success_factors[1].id = "pr7";
  EXPECT_THAT(
      ChangesBetween(SmallKnowledgeBase(), after),
      ElementsAre(
          Change{ChangeKind::kChanged, "issues[ca-mentoring].title", "No mentoring",
                 "Nobody mentors"},
          Change{ChangeKind::kRemoved, "issues[ca-mentoring].parents[sg-training]", "0.5", ""},
          Change{ChangeKind::kChanged, "indicators[pr_mentor].links[ca-mentoring].strength", "0.7",
                 "0.5"},
          Change{ChangeKind::kAdded, "indicators[pr_mentor].links[cp-roles]", "", "0.3"},
          Change{ChangeKind::kRemoved, "indicators[fact_visits]", "Facilitator visits this year",
                 ""},
          Change{ChangeKind::kAdded, "csfs[pr7]", "", "Staff are supported"},
          Change{ChangeKind::kRemoved, "csfs[pr6]", "Staff are supported", ""}));
}

TEST(ChangesBetween, TheVersionAloneIsNoChange) {
  EXPECT_THAT(ChangesBetween(SmallKnowledgeBase(), Newer()), IsEmpty());
  EXPECT_THAT(Compared(Newer(), Practice()).issues, IsEmpty());
}

TEST(Comparison, WordsMoveNothing) {
  KnowledgeBase after = Newer();
  after.issues[1].title = "Nobody mentors";
  after.indicators[1].links[0].rationale = "Otherwise.";
  EXPECT_THAT(Compared(after, Practice()).issues, IsEmpty());
}

TEST(Comparison, NamesTheChangeThatMovesABand) {
  KnowledgeBase after = Newer();
  after.indicators[3].links[0].strength = .05;
  after.issues[2].prior = .31;  // of an issue without evidence
  const SiteDifference site = Compared(after, Practice());
  ASSERT_FALSE(site.issues.empty());
  const IssueDifference& first = site.issues.front();
  EXPECT_EQ(first.issue, "ca-mentoring");
  EXPECT_EQ(first.before->band, Band::kLikely);
  EXPECT_LT(first.after->decibans, first.before->decibans);
  ASSERT_THAT(first.movers, ElementsAre(Field(&Mover::owner, "indicators[fact_visits]")));
  EXPECT_NEAR(first.movers[0].decibans, first.after->decibans - first.before->decibans, 1e-9);
  EXPECT_NEAR(first.together_decibans, 0, 1e-9);
}

TEST(Comparison, CountsWhatMovesTooLittleToBeTold) {
  KnowledgeBase after = Newer();
  after.issues[2].prior += .02;  // of an issue without evidence: it moves as far
  const SiteDifference little = Compared(after, Practice());
  EXPECT_THAT(little.issues, IsEmpty());
  EXPECT_EQ(little.small_moves, 1);
  after.issues[2].prior += .04;
  const SiteDifference more = Compared(after, Practice());
  ASSERT_THAT(more.issues, ::testing::SizeIs(1));
  EXPECT_EQ(more.issues[0].issue, "cp-roles");
  EXPECT_EQ(more.small_moves, 0);
}

TEST(Comparison, PartsAddUp) {
  KnowledgeBase after = Newer();
  after.indicators[1].links[0].strength = .4;
  after.indicators[3].links[0].strength = .3;
  after.issues[1].prior = .5;
  for (const IssueDifference& issue : Compared(after, Practice()).issues) {
    double sum = issue.before->decibans + issue.together_decibans;
    for (const Mover& mover : issue.movers) sum += mover.decibans;
    EXPECT_NEAR(sum, issue.after->decibans, 1e-9);
    EXPECT_EQ(issue.movers.size(), issue.issue == "ca-mentoring" ? 3u : 0u) << issue.issue;
  }
}

TEST(Comparison, IssuesComeAndGo) {
  KnowledgeBase after = Newer();
  after.issues[1].id = "ca-support";
  for (Indicator& indicator : after.indicators) {
    for (Link& link : indicator.links) {
      if (link.issue == "ca-mentoring") link.issue = "ca-support";
    }
  }
  after.success_factors[1].blocked_by = {"ca-support"};
  const SiteDifference site = Compared(after, Practice());
  ASSERT_EQ(site.issues.size(), 2u);
  EXPECT_EQ(site.issues[0].issue, "ca-support");
  EXPECT_FALSE(site.issues[0].before);
  EXPECT_EQ(site.issues[1].issue, "ca-mentoring");
  EXPECT_FALSE(site.issues[1].after);
}

TEST(Comparison, LeavesOutWhatOneVersionCannotRead) {
  KnowledgeBase after = Newer();
  after.indicators.pop_back();
  after.issues[1].settled_by = "pr_mentor";
  const SiteDifference site = Compared(after, Practice());
  EXPECT_THAT(site.left_out, ElementsAre("fact_visits (not in small@2)"));
  ASSERT_FALSE(site.issues.empty());
  EXPECT_EQ(site.issues[0].after->band, Band::kPossible);  // survey answers alone
  EXPECT_THAT(site.issues[0].movers, ElementsAre(Field(&Mover::owner, "indicators[fact_visits]")));
}

TEST(Comparison, LeavesOutNotesAndWhatNeighboursSay) {
  KnowledgeBase after = Newer();
  after.indicators.pop_back();
  after.issues[1].settled_by = "pr_mentor";
  Evidence evidence = Practice();
  evidence.levels[0].notes.push_back({.text = "It is an extra."});
  evidence.around = SurroundingEvidence{.above = {{{"sg-training"}, {0, 1}}}, .sites_beside = 5};
  const SiteDifference site = Compared(after, evidence);
  EXPECT_THAT(site.left_out, ElementsAre("fact_visits (not in small@2)", "notes",
                                         "what the other sites of the programme say"));
  ASSERT_FALSE(site.issues.empty());
  EXPECT_THAT(site.issues[0].movers, ElementsAre(Field(&Mover::owner, "indicators[fact_visits]")));
}

TEST(Comparison, RefusesEvidenceThatNoVersionReads) {
  const auto comparison = KnowledgeBaseComparison::Make(SmallKnowledgeBase(), Newer());
  ASSERT_OK(comparison);
  Evidence evidence = Practice();
  evidence.levels[0].facts[0].category = "twelve";
  EXPECT_THAT(comparison->Compare(evidence), HasReason("INVALID_FIELDS"));
}

TEST(Comparison, RefusesAVersionThatBreaksTheRules) {
  KnowledgeBase after = Newer();
  after.issues[1].prior = 1;
  EXPECT_THAT(KnowledgeBaseComparison::Make(SmallKnowledgeBase(), after),
              HasReason("INVALID_KNOWLEDGE_BASE"));
}

}  // namespace
}  // namespace pcsp::diagnosis

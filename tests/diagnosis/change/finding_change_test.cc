#include "services/diagnosis/domain/change/finding_change.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/change/what_if.h"

namespace pcsp::diagnosis {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

FindingState State(double probability, Band band, double decibans = 0) {
  return {"roles", "Roles are not clear", probability, decibans, band, {}};
}

ChangeKind KindOf(const FindingState& before, const FindingState& after) {
  return CompareFindings({before}, {after}, true).front().kind;
}

TEST(FindingChange, HasAKind) {
  const FindingState watch = State(.35, Band::kWatch), possible = State(.45, Band::kPossible);
  EXPECT_EQ(KindOf(watch, possible), ChangeKind::kLikelier);
  EXPECT_EQ(KindOf(possible, watch), ChangeKind::kLessLikely);
  EXPECT_EQ(KindOf(possible, State(.54, Band::kPossible)), ChangeKind::kSame);
  EXPECT_EQ(KindOf(possible, State(.56, Band::kPossible)), ChangeKind::kLikelier);
  EXPECT_EQ(KindOf(State(.6, Band::kPossible), State(.45, Band::kPossible)),
            ChangeKind::kLessLikely);
  const FindingState unknown = State(.9, Band::kInsufficientData);
  EXPECT_EQ(KindOf(unknown, watch), ChangeKind::kNowKnown);
  EXPECT_EQ(KindOf(watch, unknown), ChangeKind::kNowUnknown);
  EXPECT_EQ(KindOf(unknown, unknown), ChangeKind::kSame);
}

TEST(FindingChange, TellsWhatMovedIt) {
  FindingState before = State(.35, Band::kWatch, -2.7), after = State(.8, Band::kLikely, 6);
  before.reasons = {{"a", "A", 1}, {"b", "B", 2}, {"c", "C", -1}};
  after.reasons = {{"a", "A", 4}, {"c", "C", -1.5}, {"d", "D", 5.5}};
  const auto changes = CompareFindings({before}, {after}, false);
  ASSERT_THAT(changes, SizeIs(1));
  const FindingChange& change = changes.front();
  EXPECT_DOUBLE_EQ(change.decibans, 8.7);
  // b fell away and c went down: neither speaks for a rise.
  ASSERT_THAT(change.because, SizeIs(2));
  EXPECT_EQ(change.because[0].indicator, "d");
  EXPECT_DOUBLE_EQ(change.because[0].decibans, 5.5);
  EXPECT_EQ(change.because[1].indicator, "a");
  EXPECT_DOUBLE_EQ(change.because[1].decibans, 3);
  EXPECT_EQ(change.sentence,
            "\"Roles are not clear\" was to be watched (35 %) and is likely (80 %), most of all "
            "because of \"D\" (+5.5 decibans).");
}

TEST(FindingChange, NeverSaysCertain) {
  const auto changes =
      CompareFindings({State(.001, Band::kUnlikely)}, {State(.9999, Band::kLikely)}, false);
  EXPECT_THAT(changes.front().sentence, HasSubstr("less than 1 %"));
  EXPECT_THAT(changes.front().sentence, HasSubstr("more than 99 %"));
}

TEST(FindingChange, KnowsIssuesOfOneSideAlone) {
  FindingState old = State(.5, Band::kPossible), fresh = old;
  old.issue = "old";
  fresh.issue = "fresh";
  const auto changes = CompareFindings({old}, {fresh}, false);
  ASSERT_THAT(changes, SizeIs(2));
  EXPECT_EQ(changes[0].kind, ChangeKind::kAdded);
  EXPECT_EQ(changes[1].kind, ChangeKind::kRemoved);
  EXPECT_EQ(changes[1].before.issue, "old");
}

TEST(FindingChange, PutsTheLargestFirst) {
  std::vector<FindingState> before, after;
  for (const double shift : {3.0, -8.0, 5.0}) {
    before.push_back(State(.5, Band::kPossible));
    after.push_back(State(shift > 0 ? .8 : .1, shift > 0 ? Band::kLikely : Band::kUnlikely, shift));
    before.back().issue = after.back().issue = std::to_string(shift);
  }
  std::vector<double> shifts;
  for (const auto& change : CompareFindings(before, after, false)) {
    shifts.push_back(change.decibans);
  }
  EXPECT_THAT(shifts, ElementsAre(-8, 5, 3));
  EXPECT_THAT(CompareFindings(before, before, false), IsEmpty());
}

TEST(WhatIf, PutsAddsAndTakesAway) {
  Evidence evidence;
  evidence.subject = Level::kPractice;
  evidence.levels.push_back({Level::kPractice, "o", {{"kept", {{"1", 2}}}, {"gone", {{"1", 3}}}}});
  evidence.levels.back().facts = {{"trained", "most"}, {"left", "some"}};
  std::vector<LevelEvidence> changes(2);
  changes[0].level = Level::kPractice;
  changes[0].items = {{"gone", {}}, {"added", {{"5", 1}}}};
  changes[0].facts = {{"trained", "few"}, {"left", ""}};
  changes[1].level = Level::kSteeringGroup;
  changes[1].items = {{"upper", {}, true}};
  const Evidence changed = WithChanges(evidence, changes);
  ASSERT_THAT(changed.levels, SizeIs(2));
  const LevelEvidence& practice = changed.levels[0];
  ASSERT_THAT(practice.items, SizeIs(2));
  EXPECT_EQ(practice.items[0].item, "kept");
  EXPECT_EQ(practice.items[1].item, "added");
  ASSERT_THAT(practice.facts, SizeIs(1));
  EXPECT_EQ(practice.facts[0].category, "few");
  // Withheld answers are known to be there.
  ASSERT_THAT(changed.levels[1].items, SizeIs(1));
  EXPECT_TRUE(changed.levels[1].items[0].withheld);
}

}  // namespace
}  // namespace pcsp::diagnosis

#include "services/registry/domain/milestone.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using State = MilestoneState;

const Date kToday(2024, 6, 1);

Milestone Good() {
  Milestone milestone;
  milestone.programme = "north";
  milestone.organisation = "a1";
  milestone.state = State::kTrained;
  milestone.date = kToday;
  milestone.evidence = MilestoneEvidence::kTrainingRecord;
  return milestone;
}

std::vector<std::string> FaultsOf(const Milestone& milestone) {
  Violations violations;
  Validate(milestone, kToday, violations);
  return ViolatedFields(violations.ToStatus());
}

TEST(MilestoneWords, GoBothWays) {
  for (int i = 0; i <= static_cast<int>(State::kMerged); ++i) {
    EXPECT_EQ(MilestoneStateOf(Word(static_cast<State>(i))), static_cast<State>(i));
  }
  for (int i = 0; i <= static_cast<int>(MilestoneEvidence::kStatement); ++i) {
    const auto evidence = static_cast<MilestoneEvidence>(i);
    EXPECT_EQ(MilestoneEvidenceOf(Word(evidence)), evidence);
  }
  EXPECT_EQ(MilestoneStateOf("famous"), State::kUnspecified);
  EXPECT_EQ(MilestoneEvidenceOf("rumour"), MilestoneEvidence::kUnspecified);
  EXPECT_EQ(InWords(State::kSystemsReady), "systems ready");
}

TEST(MilestoneStates, AreAllListedOnceInOrder) {
  int next = 1;
  for (const State state : kMilestoneStates) {
    EXPECT_EQ(static_cast<int>(state), next++);
    EXPECT_EQ(IsOnLadder(state), state <= State::kSustained) << Word(state);
  }
  EXPECT_EQ(next, static_cast<int>(State::kMerged) + 1);
  EXPECT_FALSE(IsOnLadder(State::kUnspecified));
}

TEST(MilestoneValidation, ReportsAllFaultsAtOnce) {
  EXPECT_THAT(FaultsOf(Good()), ElementsAre());
  Milestone empty;
  empty.note = "bell \a";
  EXPECT_THAT(FaultsOf(empty), ElementsAre("milestone.state", "milestone.date",
                                           "milestone.evidence", "milestone.note"));
}

TEST(MilestoneValidation, KnowsNothingOfTheFuture) {
  Milestone milestone = Good();
  milestone.date = kToday + 1;
  EXPECT_THAT(FaultsOf(milestone), ElementsAre("milestone.date"));
}

TEST(MilestoneValidation, WantsASuccessorOfTheMergedAlone) {
  Milestone milestone = Good();
  milestone.successor = "a2";
  EXPECT_THAT(FaultsOf(milestone), ElementsAre("milestone.successor"));
  milestone.state = State::kMerged;
  EXPECT_THAT(FaultsOf(milestone), ElementsAre());
  milestone.successor = "a1";
  EXPECT_THAT(FaultsOf(milestone), ElementsAre("milestone.successor"));
  milestone.successor = "";
  EXPECT_THAT(FaultsOf(milestone), ElementsAre("milestone.successor"));
}

TEST(MilestoneValidation, CountsCharactersOfANote) {
  Milestone milestone = Good();
  for (size_t i = 0; i < kLongestNote; ++i) milestone.note += "ŷ";
  EXPECT_THAT(FaultsOf(milestone), ElementsAre());
  milestone.note += ".";
  EXPECT_THAT(FaultsOf(milestone), ElementsAre("milestone.note"));
}

TEST(MilestoneValidation, WantsAReasonToRetract) {
  const auto faults = [](const std::string& reason) {
    Violations violations;
    ValidateReason(reason, violations);
    return ViolatedFields(violations.ToStatus());
  };
  EXPECT_THAT(faults("wrong practice"), ElementsAre());
  EXPECT_THAT(faults(""), ElementsAre("reason"));
  EXPECT_THAT(faults(" \n"), ElementsAre("reason"));
  EXPECT_THAT(faults("\x01"), ElementsAre("reason"));
  EXPECT_THAT(faults(std::string(kLongestNote + 1, 'x')), ElementsAre("reason"));
}

TEST(MilestoneSites, ArePracticesAlone) {
  for (int i = 0; i <= static_cast<int>(OrganisationKind::kTeam); ++i) {
    Organisation site;
    site.kind = static_cast<OrganisationKind>(i);
    const absl::Status status = CheckSite(Good(), site);
    if (site.kind == OrganisationKind::kPractice) {
      EXPECT_OK(status);
    } else {
      EXPECT_THAT(ViolatedFields(status), ElementsAre("parent")) << i;
    }
  }
}

TEST(MilestoneSites, AreInBusinessButMayMergeAfterwards) {
  Organisation site;
  site.kind = OrganisationKind::kPractice;
  site.life = {Date(2020, 1, 1), Date(2024, 3, 31)};
  struct Case {
    State state;
    Date date;
    bool fits;
  };
  const Case cases[] = {
      {State::kInterested, Date(2019, 12, 31), false}, {State::kInterested, Date(2020, 1, 1), true},
      {State::kLive, Date(2024, 3, 31), true},         {State::kLive, Date(2024, 4, 1), false},
      {State::kPaused, Date(2024, 4, 1), false},       {State::kMerged, Date(2024, 4, 1), true},
      {State::kWithdrawn, Date(2024, 4, 1), true},     {State::kMerged, Date(2019, 12, 31), false}};
  for (const Case& c : cases) {
    Milestone milestone = Good();
    milestone.state = c.state;
    milestone.date = c.date;
    const absl::Status status = CheckSite(milestone, site);
    EXPECT_EQ(status.ok(), c.fits) << Word(c.state) << ' ' << c.date;
    EXPECT_EQ(pcsp::testing::ReasonOf(status), c.fits ? "" : "DATES_CONFLICT");
  }
}

}  // namespace
}  // namespace pcsp::registry

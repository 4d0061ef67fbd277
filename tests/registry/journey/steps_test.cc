#include "services/registry/domain/journey/steps.h"

#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using State = MilestoneState;
using enum MilestoneState;

std::vector<State> Legal(const std::vector<State>& before) {
  Position position;
  for (const State state : before) {
    EXPECT_TRUE(position.Allows(state)) << Word(state);
    position.Take(state);
  }
  std::vector<State> legal;
  for (const State state : kMilestoneStates) {
    if (position.Allows(state)) legal.push_back(state);
  }
  EXPECT_FALSE(position.Allows(kUnspecified));
  return legal;
}

// Every state after every state, in full: what is not listed is refused.
TEST(Steps, AreThoseOfTheTable) {
  struct Case {
    std::vector<State> before;
    std::vector<State> legal;
  };
  const Case cases[] = {
      {{}, {kInterested, kTaster, kCommitted, kTrained}},
      {{kInterested}, {kTaster, kCommitted, kTrained, kPaused, kWithdrawn, kMerged}},
      {{kTaster}, {kCommitted, kTrained, kPaused, kWithdrawn, kMerged}},
      {{kCommitted}, {kTrained, kPaused, kWithdrawn, kMerged}},
      {{kTrained}, {kFollowedUp, kSystemsReady, kLive, kPaused, kWithdrawn, kMerged}},
      {{kTrained, kFollowedUp}, {kSystemsReady, kLive, kPaused, kWithdrawn, kMerged}},
      {{kTrained, kSystemsReady}, {kLive, kPaused, kWithdrawn, kMerged}},
      {{kTrained, kLive}, {kNormalising, kSustained, kPaused, kWithdrawn, kMerged}},
      {{kTrained, kLive, kNormalising}, {kSustained, kPaused, kWithdrawn, kMerged}},
      {{kTrained, kLive, kSustained}, {kPaused, kWithdrawn, kMerged}},
      // A pause ends where it began or later, and opens no gate.
      {{kInterested, kPaused}, {kInterested, kTaster, kCommitted, kTrained, kWithdrawn, kMerged}},
      {{kCommitted, kPaused}, {kCommitted, kTrained, kWithdrawn, kMerged}},
      {{kTrained, kPaused}, {kTrained, kFollowedUp, kSystemsReady, kLive, kWithdrawn, kMerged}},
      {{kTrained, kLive, kPaused}, {kLive, kNormalising, kSustained, kWithdrawn, kMerged}},
      {{kTrained, kLive, kSustained, kPaused}, {kSustained, kWithdrawn, kMerged}},
      {{kTrained, kPaused, kTrained},
       {kFollowedUp, kSystemsReady, kLive, kPaused, kWithdrawn, kMerged}},
      // Whoever comes back begins anew, training included.
      {{kInterested, kWithdrawn}, {kInterested, kMerged}},
      {{kTrained, kPaused, kWithdrawn}, {kInterested, kMerged}},
      {{kTrained, kLive, kWithdrawn, kInterested},
       {kTaster, kCommitted, kTrained, kPaused, kWithdrawn, kMerged}},
      {{kInterested, kMerged}, {}},
      {{kTrained, kWithdrawn, kMerged}, {}},
      {{kTrained, kPaused, kMerged}, {}},
  };
  std::set<State> standing;
  for (const Case& c : cases) {
    EXPECT_THAT(Legal(c.before), ElementsAreArray(c.legal))
        << "after " << ::testing::PrintToString(c.before);
    if (!c.before.empty()) standing.insert(c.before.back());
  }
  EXPECT_EQ(standing.size(), std::size(kMilestoneStates)) << "a state has no line in the table";
}

TEST(Steps, ComeByDayAndOnOneDayByState) {
  EXPECT_LT((Step{kMerged, Date(2024, 1, 1)}), (Step{kTaster, Date(2024, 1, 2)}));
  EXPECT_LT((Step{kTaster, Date(2024, 1, 1)}), (Step{kCommitted, Date(2024, 1, 1)}));
  EXPECT_LT((Step{kSustained, Date(2024, 1, 1)}), (Step{kPaused, Date(2024, 1, 1)}));
}

TEST(Standings, AreThoseOfTheDay) {
  const Journey journey = {{kTrained, Date(2024, 1, 10)}, {kPaused, Date(2024, 2, 10)}};
  EXPECT_EQ(StandingOn(journey, Date(2024, 1, 9)), Standing{});
  EXPECT_EQ(StandingOn(journey, Date(2024, 1, 10)), (Standing{kTrained, Date(2024, 1, 10)}));
  EXPECT_EQ(StandingOn(journey, Date(2024, 2, 9)), (Standing{kTrained, Date(2024, 1, 10)}));
  EXPECT_EQ(StandingOn(journey, Date(2030, 1, 1)), (Standing{kPaused, Date(2024, 2, 10)}));
  EXPECT_EQ(StandingOn({}, Date(2024, 1, 1)), Standing{});
}

TEST(IllegalSteps, AreFoundWithoutBeingTaken) {
  const Date day(2024, 1, 1);
  const Journey journey = {{kInterested, day}, {kLive, day + 1},      {kTrained, day + 2},
                           {kTaster, day + 3}, {kLive, day + 4},      {kWithdrawn, day + 5},
                           {kLive, day + 6},   {kInterested, day + 7}};
  EXPECT_THAT(IllegalSteps(journey), ElementsAre(1, 3, 6));
  EXPECT_THAT(IllegalSteps({}), IsEmpty());
}

TEST(RecordableStates, FitBetweenWhatIsRecorded) {
  const Journey journey = {
      {kTaster, Date(2024, 1, 1)}, {kTrained, Date(2024, 3, 1)}, {kLive, Date(2024, 9, 1)}};
  EXPECT_THAT(RecordableOn(journey, Date(2023, 12, 1)), ElementsAre(kInterested));
  EXPECT_THAT(RecordableOn(journey, Date(2024, 2, 1)), ElementsAre(kCommitted, kPaused));
  EXPECT_THAT(RecordableOn(journey, Date(2024, 6, 1)),
              ElementsAre(kFollowedUp, kSystemsReady, kPaused));
  EXPECT_THAT(RecordableOn(journey, Date(2024, 10, 1)),
              ElementsAre(kNormalising, kSustained, kPaused, kWithdrawn, kMerged));
}

// The day is enough: what is taken up on the evening of the taster comes after it.
TEST(RecordableStates, MayShareADay) {
  const Journey journey = {{kTaster, Date(2024, 1, 1)}};
  EXPECT_THAT(RecordableOn(journey, Date(2024, 1, 1)),
              ElementsAre(kInterested, kCommitted, kTrained, kPaused, kWithdrawn, kMerged));
}

}  // namespace
}  // namespace pcsp::registry

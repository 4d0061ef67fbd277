#include "services/registry/domain/journey/funnel.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using State = MilestoneState;
using enum MilestoneState;

const Date kStart(2024, 1, 1);
const Date kDay = kStart + 1000;

const FunnelStage& Stage(const FunnelRow& row, State state) {
  return row.stages.at(static_cast<size_t>(state) - 1);
}

FunnelRow Total(const std::vector<Journey>& journeys, Date day = kDay) {
  std::vector<FunnelSite> sites;
  for (const Journey& journey : journeys) sites.push_back({"", journey});
  return FunnelOf(sites, day).total;
}

TEST(StayLengthsOf, InterpolatesQuartiles) {
  EXPECT_EQ(LengthsOf({}), StayLengths{});
  EXPECT_EQ(LengthsOf({7}), (StayLengths{1, 7, 7, 7}));
  EXPECT_EQ(LengthsOf({40, 10, 30, 20}), (StayLengths{4, 17.5, 25, 32.5}));
  EXPECT_EQ(LengthsOf({1, 2, 3, 4, 5}), (StayLengths{5, 2, 3, 4}));
}

TEST(Funnels, CountWhoIsWhereAndHowFarTheyCame) {
  const FunnelRow row = Total({{},
                               {{kInterested, kStart}},
                               {{kTrained, kStart}},
                               {{kTaster, kStart}, {kTrained, kStart + 1}, {kLive, kStart + 2}},
                               {{kTrained, kDay + 1}}});
  EXPECT_EQ(row.sites, 5);
  EXPECT_EQ(row.not_started, 2) << "tomorrow's milestone does not count";
  ASSERT_EQ(row.stages.size(), std::size(kMilestoneStates));
  const auto counts = [&](State state) {
    const FunnelStage& stage = Stage(row, state);
    EXPECT_EQ(stage.state, state);
    return std::vector<int>{stage.now, stage.recorded, stage.reached};
  };
  EXPECT_THAT(counts(kInterested), ElementsAre(1, 1, 3));
  EXPECT_THAT(counts(kTaster), ElementsAre(0, 1, 2));
  EXPECT_THAT(counts(kCommitted), ElementsAre(0, 0, 2)) << "skipped, and yet reached";
  EXPECT_THAT(counts(kTrained), ElementsAre(1, 2, 2));
  EXPECT_THAT(counts(kLive), ElementsAre(1, 1, 1));
  EXPECT_THAT(counts(kSustained), ElementsAre(0, 0, 0));
  EXPECT_THAT(counts(kPaused), ElementsAre(0, 0, 0));
}

TEST(Funnels, KnowThatTrainedIsNotLive) {
  const auto not_live = [](Journey journey) { return Total({journey}).trained_not_live; };
  EXPECT_EQ(not_live({{kCommitted, kStart}}), 0);
  EXPECT_EQ(not_live({{kTrained, kStart}}), 1);
  EXPECT_EQ(not_live({{kTrained, kStart}, {kSystemsReady, kStart + 1}}), 1);
  EXPECT_EQ(not_live({{kTrained, kStart}, {kPaused, kStart + 1}}), 1);
  EXPECT_EQ(not_live({{kTrained, kStart}, {kLive, kStart + 1}}), 0);
  EXPECT_EQ(not_live({{kTrained, kStart}, {kLive, kStart + 1}, {kPaused, kStart + 2}}), 0);
  EXPECT_EQ(not_live({{kTrained, kStart}, {kWithdrawn, kStart + 1}}), 0);
  EXPECT_EQ(not_live({{kTrained, kStart}, {kMerged, kStart + 1}}), 0);
  EXPECT_EQ(not_live({{kTrained, kStart}, {kWithdrawn, kStart + 1}, {kInterested, kStart + 2}}), 0)
      << "whoever comes back has yet to be trained again";
}

TEST(Funnels, KeepEndedStaysApartFromThoseThatGoOn) {
  const FunnelRow row = Total({{{kTrained, kStart}, {kLive, kStart + 100}},
                               {{kTrained, kStart}, {kLive, kStart + 200}},
                               {{kTrained, kDay - 30}}});
  EXPECT_EQ(Stage(row, kTrained).left, (StayLengths{2, 125, 150, 175}));
  EXPECT_EQ(Stage(row, kTrained).staying, (StayLengths{1, 30, 30, 30}));
  EXPECT_EQ(Stage(row, kLive).staying.stays, 2);
  EXPECT_EQ(Stage(row, kLive).staying.median, 850);
}

TEST(Funnels, TakePausesOutOfAStay) {
  const Journey resumed = {{kTrained, kStart},     {kPaused, kStart + 10},  {kTrained, kStart + 50},
                           {kPaused, kStart + 55}, {kTrained, kStart + 60}, {kLive, kStart + 100}};
  const FunnelRow row = Total({resumed});
  EXPECT_EQ(Stage(row, kTrained).left, (StayLengths{1, 55, 55, 55}));
  EXPECT_EQ(Stage(row, kPaused).left.stays, 2);
  EXPECT_EQ(Stage(row, kPaused).left.median, 22.5);

  const FunnelRow during = Total({resumed}, kStart + 52);
  EXPECT_EQ(Stage(during, kTrained).staying, (StayLengths{1, 12, 12, 12}));
  EXPECT_EQ(Stage(during, kTrained).left.stays, 0);

  const FunnelRow paused = Total({resumed}, kStart + 20);
  EXPECT_EQ(Stage(paused, kTrained).left.stays, 0) << "interrupted, not over";
  EXPECT_EQ(Stage(paused, kTrained).staying.stays, 0);
  EXPECT_EQ(Stage(paused, kPaused).staying, (StayLengths{1, 10, 10, 10}));
}

TEST(Funnels, EndAnInterruptedStayWhenTheSiteGoesElsewhere) {
  for (const State next : {kLive, kWithdrawn, kMerged}) {
    const FunnelRow row =
        Total({{{kTrained, kStart}, {kPaused, kStart + 10}, {next, kStart + 50}}});
    EXPECT_EQ(Stage(row, kTrained).left, (StayLengths{1, 10, 10, 10})) << Word(next);
    EXPECT_EQ(Stage(row, kPaused).left, (StayLengths{1, 40, 40, 40}));
    EXPECT_EQ(Stage(row, next).now, 1);
  }
}

TEST(Funnels, RememberAnEarlierJourney) {
  const FunnelRow row = Total({{{kTrained, kStart},
                                {kLive, kStart + 10},
                                {kWithdrawn, kStart + 20},
                                {kInterested, kStart + 30}}});
  EXPECT_EQ(Stage(row, kLive).reached, 1);
  EXPECT_EQ(Stage(row, kLive).now, 0);
  EXPECT_EQ(Stage(row, kInterested).now, 1);
  EXPECT_EQ(Stage(row, kWithdrawn).recorded, 1);
  EXPECT_EQ(Stage(row, kWithdrawn).left, (StayLengths{1, 10, 10, 10}));
}

TEST(Funnels, AddUpTheirGroups) {
  const Journey trained = {{kTrained, kStart}};
  const Journey live = {{kTrained, kStart}, {kLive, kStart + 40}};
  const std::vector<FunnelSite> sites = {
      {"wolds", trained}, {"", live}, {"dale", live}, {"wolds", live}};
  const Funnel funnel = FunnelOf(sites, kDay);
  ASSERT_EQ(funnel.groups.size(), 3u);
  EXPECT_EQ(funnel.groups[0].group, "");
  EXPECT_EQ(funnel.groups[1].group, "dale");
  EXPECT_EQ(funnel.groups[2].group, "wolds");
  EXPECT_EQ(funnel.groups[2].sites, 2);
  EXPECT_EQ(funnel.groups[2].trained_not_live, 1);
  EXPECT_EQ(funnel.total.sites, 4);
  EXPECT_EQ(funnel.total.trained_not_live, 1);
  EXPECT_EQ(Stage(funnel.total, kTrained).left, (StayLengths{3, 40, 40, 40}));
  EXPECT_EQ(Stage(funnel.total, kLive).now, 3);
  EXPECT_EQ(FunnelOf({}, kDay).total.stages.size(), std::size(kMilestoneStates));
}

}  // namespace
}  // namespace pcsp::registry

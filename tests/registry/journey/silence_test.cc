#include "services/registry/domain/journey/silence.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum MilestoneState;

TEST(MonthsBefore, EndsWithAShortMonth) {
  struct Case {
    Date day;
    int months;
    Date expected;
  };
  const Case cases[] = {
      {Date(2024, 6, 1), 6, Date(2023, 12, 1)},   {Date(2024, 5, 31), 3, Date(2024, 2, 29)},
      {Date(2023, 5, 31), 3, Date(2023, 2, 28)},  {Date(2024, 2, 29), 12, Date(2023, 2, 28)},
      {Date(2024, 1, 31), 1, Date(2023, 12, 31)}, {Date(2024, 7, 15), 120, Date(2014, 7, 15)}};
  for (const Case& c : cases) EXPECT_EQ(MonthsBefore(c.day, c.months), c.expected) << c.day;
}

TEST(Events, TheLaterCounts) {
  const SiteEvent old = {SiteEventKind::kMilestone, Date(2024, 1, 1)};
  const SiteEvent fresh = {SiteEventKind::kSiteContext, Date(2024, 2, 1)};
  const SiteEvent same_day = {SiteEventKind::kRelationship, Date(2024, 1, 1)};
  EXPECT_EQ(Later(old, fresh), fresh);
  EXPECT_EQ(Later(fresh, old), fresh);
  EXPECT_EQ(Later(old, same_day), old);
  EXPECT_EQ(Later(std::nullopt, old), old);
  EXPECT_EQ(Later(old, std::nullopt), old);
  EXPECT_EQ(Later(std::nullopt, std::nullopt), std::nullopt);
}

TEST(Events, TheLastStepIsOneByTheDay) {
  const Journey journey = {{kTaster, Date(2024, 1, 1)}, {kTrained, Date(2024, 3, 1)}};
  EXPECT_EQ(LastStep(journey, Date(2024, 2, 1)),
            (SiteEvent{SiteEventKind::kMilestone, Date(2024, 1, 1)}));
  EXPECT_EQ(LastStep(journey, Date(2023, 12, 31)), std::nullopt);
}

SiteActivity Heard(std::string id, std::optional<Date> last, MilestoneState state = kTrained) {
  SiteActivity site;
  site.organisation = std::move(id);
  site.standing = {state, Date(2024, 1, 1)};
  if (last) site.last = SiteEvent{SiteEventKind::kMilestone, *last};
  return site;
}

std::vector<std::string> Ids(const std::vector<SiteActivity>& sites) {
  std::vector<std::string> ids;
  for (const SiteActivity& site : sites) ids.push_back(site.organisation);
  return ids;
}

TEST(Silence, IsListedFromTheLongest) {
  const std::vector<SiteActivity> sites = {
      Heard("a1", Date(2024, 3, 1)), Heard("a2", Date(2024, 1, 1)), Heard("a3", Date(2024, 3, 2)),
      Heard("a5", std::nullopt),     Heard("a4", std::nullopt),     Heard("a0", Date(2024, 3, 1))};
  EXPECT_THAT(Ids(SilentSince(Date(2024, 3, 1), sites)), ElementsAre("a4", "a5", "a2", "a0", "a1"));
  EXPECT_THAT(Ids(SilentSince(Date(2024, 2, 29), sites)), ElementsAre("a4", "a5", "a2"));
}

TEST(Silence, OfThoseWhoHaveGoneIsNoNews) {
  EXPECT_THAT(Ids(SilentSince(Date(2024, 3, 1), {Heard("a1", Date(2024, 1, 1), kWithdrawn),
                                                 Heard("a2", Date(2024, 1, 1), kMerged),
                                                 Heard("a3", Date(2024, 1, 1), kPaused),
                                                 Heard("a4", std::nullopt, kUnspecified)})),
              ElementsAre("a4", "a3"));
  EXPECT_THAT(SilentSince(Date(2024, 3, 1), {}), IsEmpty());
}

}  // namespace
}  // namespace pcsp::registry

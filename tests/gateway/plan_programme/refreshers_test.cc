#include "gateway/flows/plan_programme/refreshers.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::gateway {
namespace {

using type::v1::STAFF_GROUP_GP;

// Somebody who may go in any of the twelve fortnights before `until`, and in it.
RefresherDue Due(int until) {
  return {.group = STAFF_GROUP_GP, .from = std::max(0, until - 12), .until = until};
}

// Everybody's window lies within their time, and no window in another.
void ExpectInTime(std::vector<RefresherDue> due, const std::vector<RefresherWindow>& windows) {
  std::ranges::sort(due, {}, &RefresherDue::until);
  size_t next = 0;
  int after = -1;
  for (const RefresherWindow& window : windows) {
    EXPECT_GT(window.from, after);
    EXPECT_GE(window.until, window.from);
    after = window.until;
    for (int i = 0; i < window.people.at(STAFF_GROUP_GP); ++i, ++next) {
      ASSERT_LT(next, due.size());
      EXPECT_GE(window.from, due[next].from);
      EXPECT_LE(window.until, due[next].until);
    }
  }
  EXPECT_EQ(next, due.size());
}

TEST(Refreshers, WhoeverLapsesTogetherGoesInOneWindow) {
  const std::vector<RefresherDue> due = {Due(20), Due(21), Due(22)};
  const auto windows = WindowsOf(due, {});
  ASSERT_EQ(windows.size(), 1U);
  EXPECT_EQ(windows[0].from, 10);
  EXPECT_EQ(windows[0].until, 20);
}

// One after another for years: windows of half a year or so, and not one a fortnight.
TEST(Refreshers, AStreamOfLapsesLeavesEachWindowSomeLength) {
  for (int gap = 1; gap <= 9; ++gap) {
    std::vector<RefresherDue> due;
    for (int until = 12; until <= 50; until += gap) due.push_back(Due(until));
    const auto windows = WindowsOf(due, {});
    ExpectInTime(due, windows);
    for (const RefresherWindow& window : windows) EXPECT_GE(window.until - window.from, 3) << gap;
  }
}

// A window that the one before made short is no reason for many short ones.
TEST(Refreshers, AShortWindowIsFollowedByNoneShorter) {
  std::vector<RefresherDue> due = {Due(22), Due(23), Due(28)};
  for (int until = 29; until <= 40; ++until) due.push_back(Due(until));
  due[0].from = 11;
  due[2].from = 17;
  const auto windows = WindowsOf(due, {});
  ExpectInTime(due, windows);
  EXPECT_LE(windows.size(), 4U);
}

}  // namespace
}  // namespace pcsp::gateway

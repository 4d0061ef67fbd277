#include "services/planning/domain/facilitation/reassignment.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/planning/training/made.h"

namespace pcsp::planning::training {
namespace {

using ::testing::ElementsAre;
using testing::Fields;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr absl::CivilDay kDay(2026, 3, 2);

Assignment Made(const std::string& id, const std::string& facilitator, const std::string& practice,
                absl::CivilDay first, absl::CivilDay last = kNever) {
  Assignment assignment;
  assignment.programme = "north";
  assignment.id = id;
  assignment.facilitator = facilitator;
  assignment.practice = practice;
  assignment.first = first;
  assignment.last = last;
  return assignment;
}

std::vector<std::string> Ids(const std::vector<Assignment>& assignments) {
  std::vector<std::string> ids;
  for (const Assignment& assignment : assignments) ids.push_back(assignment.id);
  return ids;
}

Reassignment Of(const std::vector<WantedSupport>& wanted, const std::vector<Assignment>& known) {
  Violations violations;
  Reassignment all = Reassign(wanted, known, kDay, violations);
  EXPECT_THAT(Fields(violations), IsEmpty());
  return all;
}

TEST(Reassignment, EndsWhatChangesOnTheDayBeforeAndBeginsTheNew) {
  const auto all = Of({{"p1", "f2", {}}}, {Made("a1", "f1", "p1", kDay - 100)});
  ASSERT_THAT(Ids(all.ended), ElementsAre("a1"));
  EXPECT_EQ(all.ended[0].last, kDay - 1);
  ASSERT_EQ(all.created.size(), 1u);
  EXPECT_EQ(all.created[0].facilitator, "f2");
  EXPECT_EQ(all.created[0].practice, "p1");
  EXPECT_EQ(all.created[0].first, kDay);
  EXPECT_EQ(all.created[0].last, kNever);
}

TEST(Reassignment, KeepsWhatStays) {
  const auto all = Of({{"p1", "f1", {}}}, {Made("a1", "f1", "p1", kDay)});
  EXPECT_THAT(Ids(all.kept), ElementsAre("a1"));
  EXPECT_THAT(all.created, IsEmpty());
  EXPECT_THAT(all.ended, IsEmpty());
}

// What was to end, or to go to somebody else later, no longer is.
TEST(Reassignment, HoldsUntilFurtherNotice) {
  const auto all = Of({{"p1", "f1", {}}}, {Made("a1", "f1", "p1", kDay - 9, kDay + 9),
                                           Made("a2", "f2", "p1", kDay + 10)});
  ASSERT_THAT(Ids(all.extended), ElementsAre("a1"));
  EXPECT_EQ(all.extended[0].last, kNever);
  EXPECT_THAT(Ids(all.removed), ElementsAre("a2"));
  EXPECT_THAT(all.created, IsEmpty());
}

// There is no day before the first: what begins on the day itself cannot end before it.
TEST(Reassignment, RemovesWhatWouldOnlyBeginOnTheDayOrLater) {
  const auto all =
      Of({{"p1", "f2", {}}}, {Made("a1", "f1", "p1", kDay), Made("a2", "f2", "p1", kDay + 30)});
  EXPECT_THAT(Ids(all.removed), ElementsAre("a1", "a2"));
  ASSERT_EQ(all.created.size(), 1u);
  EXPECT_EQ(all.created[0].facilitator, "f2");
}

TEST(Reassignment, LeavesAPracticeToNobodyAndEndsSeveral) {
  const auto all = Of({{"p1", "", {}}, {"p2", "", {}}},
                      {Made("a1", "f1", "p1", kDay - 9), Made("a2", "f2", "p1", kDay - 1)});
  EXPECT_THAT(Ids(all.ended), ElementsAre("a1", "a2"));
  EXPECT_THAT(all.created, IsEmpty());
}

TEST(Reassignment, RefusesWhatHasChangedSinceItWasRead) {
  const std::vector<Assignment> known = {Made("a1", "f1", "p1", kDay - 9),
                                         Made("a2", "f2", "p2", kDay + 1)};
  Violations violations;
  Reassign({{"p1", "f3", "f1"}, {"p2", "f3", ""}, {"p3", "f3", ""}}, known, kDay, violations);
  EXPECT_THAT(Fields(violations), IsEmpty()) << "a2 has not begun on the day";
  Reassign({{"p1", "f3", "f2"}, {"p1", "f3", ""}, {"p2", "f3", "f2"}}, known, kDay, violations);
  EXPECT_THAT(Fields(violations), ElementsAre("assignments[0].current_facilitator",
                                              "assignments[1].current_facilitator",
                                              "assignments[2].current_facilitator"));
  EXPECT_EQ(violations.list()[0].expected, "f1, who supports the practice on the day");
  EXPECT_EQ(violations.list()[2].expected, "nobody, who supports the practice on the day");
}

TEST(Reassignment, WarningsAreSentences) {
  FacilitatorLoad load;
  load.practices_at_once = 14;
  load.needed_hours = 210;
  load.capacity_hours = 180;
  EXPECT_THAT(InWords(CaseloadWarning::kTooManyPractices, load, {}), HasSubstr("14 practices"));
  EXPECT_EQ(InWords(CaseloadWarning::kTooFewHours, load, {}),
            "180.0 hours in the year, of 210.0 that the practices need");
}

}  // namespace
}  // namespace pcsp::planning::training

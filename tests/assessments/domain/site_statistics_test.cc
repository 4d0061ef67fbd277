#include "services/assessments/domain/scoring/site_statistics.h"

#include <random>

#include "gtest/gtest.h"
#include "tests/assessments/small_instruments.h"

namespace pcsp::assessments {
namespace {

using testing::SmallInstrument;

std::vector<std::string> RandomRows(int count, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::string> rows(count);
  for (std::string& row : rows) {
    for (int i = 0; i < 6; ++i) row += "0123345abc"[random() % 10];
  }
  return rows;
}

SiteStatistics Count(const StatisticsPlan& plan, const std::vector<std::string>& rows) {
  return plan.Count(std::vector<absl::string_view>(rows.begin(), rows.end()));
}

TEST(SiteStatistics, CountsAnswersBySlot) {
  const Instrument instrument = SmallInstrument();
  const StatisticsPlan plan(instrument);
  const SiteStatistics stats = Count(plan, {"410000", "50000b", "4"});
  EXPECT_EQ(stats.respondents, 3);
  EXPECT_EQ(plan.ItemCounts(stats, 0), (std::vector<int32_t>{0, 0, 0, 0, 2, 1, 0, 0, 0}));
  EXPECT_EQ(plan.ItemCounts(stats, 5), (std::vector<int32_t>{2, 0, 0, 0, 0, 0, 0, 1, 0}));
}

TEST(SiteStatistics, PersonMeansAreWholeNumbersOfTheUnit) {
  const Instrument instrument = SmallInstrument();
  const StatisticsPlan plan(instrument);
  ASSERT_EQ(plan.unit(Construct::kCoherence), 6) << "lcm(1, 2, 3)";
  // 4, then 1 reversed to 5: points 3 + 4 of two answers; y = 7 * 6 / 2.
  SiteStatistics stats = Count(plan, {"410000"});
  EXPECT_EQ(stats.constructs[0], (ConstructSums{1, 21, 441}));
  // All three answered: points 4 + 0 + 2, y = 6 * 6 / 3.
  stats = Count(plan, {"553000"});
  EXPECT_EQ(stats.constructs[0], (ConstructSums{1, 12, 144}));
}

TEST(SiteStatistics, LeavesOutWhoAnsweredLessThanHalf) {
  const StatisticsPlan plan(SmallInstrument());
  EXPECT_EQ(Count(plan, {"500000"}).constructs[0].people, 0) << "1 of 3";
  EXPECT_EQ(Count(plan, {"5a0000"}).constructs[0].people, 0) << "not relevant is no score";
  EXPECT_EQ(Count(plan, {"550000"}).constructs[0].people, 1) << "2 of 3";
  EXPECT_EQ(Count(plan, {"000500"}).constructs[1].people, 1);
  EXPECT_EQ(Count(plan, {"000a00"}).constructs[1].people, 0);
}

TEST(SiteStatistics, MergeIsCommutativeAndEqualsTheUnion) {
  const StatisticsPlan plan(SmallInstrument());
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const auto a = RandomRows(static_cast<int>(seed % 30), seed);
    const auto b = RandomRows(static_cast<int>(seed % 7), seed + 1000);
    auto both = b;
    both.insert(both.begin(), a.begin(), a.end());
    SiteStatistics ab = Count(plan, a), ba = Count(plan, b);
    ab += Count(plan, b);
    ba += Count(plan, a);
    EXPECT_EQ(ab, ba);
    EXPECT_EQ(ab, Count(plan, both));
  }
}

TEST(SiteStatistics, SumsOfAMillionRespondentsFit) {
  std::string yaml = testing::SmallYaml("practice", "practice", "pr");
  for (int i = 0; i < 9; ++i) {
    absl::StrAppend(&yaml, "\n  - { code: x", i, ", construct: coherence, ", "concept: c", i,
                    ", scale: agreement, text: T }");
  }
  const StatisticsPlan plan(ParseInstrument(yaml, "x").value());
  ASSERT_EQ(plan.unit(Construct::kCoherence), 27'720);
  SiteStatistics stats;
  for (int i = 0; i < 1000; ++i) plan.Add("515555555555555", stats);
  EXPECT_EQ(stats.constructs[0].sum, 1000LL * 110'880);
  EXPECT_EQ(stats.constructs[0].sum_squares, 1000LL * 110'880 * 110'880);
  EXPECT_LT(1e6 * 110'880 * 110'880, 9.2e18);
}

}  // namespace
}  // namespace pcsp::assessments

#include "gateway/cli/sample/counts.h"

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::gateway::sample {
namespace {

const absl::CivilMonth kLast(2026, 3);

// Two practices of one steering group; the second one becomes faithful in the second year.
SampleProgramme TwoPractices() {
  SampleProgramme programme;
  for (const char* id : {"north", "a1", "a2"}) {
    const bool practice = std::string(id) != "north";
    programme.organisations.push_back({.id = id,
                                       .kind = practice ? "practice" : "steering_group",
                                       .parent = practice ? "north" : ""});
    programme.sites.push_back({.organisation = id});
    programme.sites_later.push_back({.organisation = id});
  }
  programme.sites[2].planted = {"x-fidelity"};
  return programme;
}

struct Year {
  int months = 0;
  double conversations = 0, letters = 0, of = 0;
};

std::map<std::pair<std::string, bool>, Year> Years(const std::vector<MonthlyCount>& counts) {
  std::map<std::pair<std::string, bool>, Year> years;
  for (const MonthlyCount& counted : counts) {
    Year& year = years[{counted.organisation, counted.month >= "2025-04"}];
    if (counted.denominator) {
      year.letters += static_cast<double>(counted.count);
      year.of += static_cast<double>(*counted.denominator);
    } else {
      ++year.months;
      year.conversations += static_cast<double>(counted.count);
    }
  }
  return years;
}

TEST(MakeCounts, FollowWhatWasPlanted) {
  auto years = Years(MakeCounts(TwoPractices(), {}, kLast));
  ASSERT_EQ(years.size(), 4u) << "practices alone count, in two years";
  for (const auto& [key, year] : years) {
    EXPECT_EQ(year.months, 12);
    EXPECT_EQ(year.of, year.conversations) << "letters are of the conversations held";
  }
  const auto growth = [&](const char* id) {
    return years[{id, true}].conversations / years[{id, false}].conversations;
  };
  EXPECT_NEAR(growth("a1"), 1.7, .3);
  EXPECT_NEAR(growth("a2"), 1, .2);
  const auto share = [&](const char* id, bool second) {
    return years[{id, second}].letters / years[{id, second}].of;
  };
  EXPECT_NEAR(share("a1", false), .86, .06);
  EXPECT_NEAR(share("a2", false), .4, .1);
  EXPECT_NEAR(share("a2", true), .86, .06);
}

TEST(MakeCounts, AreTheSameAgain) {
  const auto once = MakeCounts(TwoPractices(), {}, kLast);
  const auto again = MakeCounts(TwoPractices(), {}, kLast);
  ASSERT_EQ(once.size(), again.size());
  EXPECT_EQ(once.front().month, "2024-04");
  EXPECT_EQ(once.back().month, "2026-03");
  for (size_t i = 0; i < once.size(); ++i) EXPECT_EQ(once[i].count, again[i].count);
}

}  // namespace
}  // namespace pcsp::gateway::sample

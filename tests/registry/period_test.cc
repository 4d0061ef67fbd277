#include "services/registry/domain/period.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

TEST(Dates, ReadsDaysThatExistAndNothingElse) {
  EXPECT_EQ(ParseDate("2024-02-29"), Date(2024, 2, 29));
  EXPECT_EQ(ParseDate("1700-01-01"), Date(1700, 1, 1));
  for (const char* bad : {"", "2023-02-29", "2024-13-01", "2024-00-10", "24-01-01", "2024/01/01",
                          "2024-1-01", " 2024-01-01", "2024-01-01Z", "1699-12-31", "2200-01-01",
                          "+024-01-01", "2024-01- 1", "9999-12-31", "0001-01-01"}) {
    EXPECT_EQ(ParseDate(bad), std::nullopt) << bad;
  }
}

TEST(Dates, ReadsCompactDays) {
  EXPECT_EQ(ParseCompactDate("19740401"), Date(1974, 4, 1));
  for (const char* bad : {"", "1974041", "197404010", "19740431", "01/04/74", "1974-4-1"}) {
    EXPECT_EQ(ParseCompactDate(bad), std::nullopt) << bad;
  }
}

TEST(Dates, WritesOpenEndsAsNothing) {
  EXPECT_EQ(FormatDate(Date(1974, 4, 1)), "1974-04-01");
  EXPECT_EQ(FormatDate(kSinceAlways), "");
  EXPECT_EQ(FormatDate(kUntilFurtherNotice), "");
  EXPECT_EQ(InWords(Period{}), "since always until further notice");
  EXPECT_EQ(InWords({Date(2024, 4, 1), Date(2025, 3, 31)}), "from 2024-04-01 to 2025-03-31");
}

TEST(Dates, TakesTheDayInUtc) {
  EXPECT_EQ(DayOf(absl::FromUnixSeconds(86399)), Date(1970, 1, 1));
  EXPECT_EQ(DayOf(absl::FromUnixSeconds(86400)), Date(1970, 1, 2));
  EXPECT_EQ(DayOf(absl::FromUnixSeconds(-1)), Date(1969, 12, 31));
  EXPECT_EQ(DayOf(absl::FromUnixSeconds(-86400)), Date(1969, 12, 31));
  EXPECT_EQ(DayOf(absl::UnixEpoch() - absl::Nanoseconds(1)), Date(1969, 12, 31));
}

TEST(Periods, IncludeTheirFirstAndLastDay) {
  const Period march = {Date(2024, 3, 1), Date(2024, 3, 31)};
  EXPECT_TRUE(march.Contains(Date(2024, 3, 1)));
  EXPECT_TRUE(march.Contains(Date(2024, 3, 31)));
  EXPECT_FALSE(march.Contains(Date(2024, 4, 1)));
  EXPECT_TRUE(Common(march, {Date(2024, 4, 1)}).empty());
  EXPECT_EQ(Common(march, {Date(2024, 3, 31)}), (Period{Date(2024, 3, 31), Date(2024, 3, 31)}));
  EXPECT_EQ(Common(march, {}), march);
}

TEST(Periods, FitUnlessAClosedEndLiesOutside) {
  const Period life = {Date(2000, 1, 1), Date(2020, 12, 31)};
  EXPECT_TRUE(FitsInto({}, life));
  EXPECT_TRUE(FitsInto({Date(2000, 1, 1), Date(2020, 12, 31)}, life));
  EXPECT_TRUE(FitsInto({Date(2010, 1, 1)}, life));
  EXPECT_FALSE(FitsInto({Date(1999, 12, 31)}, life));
  EXPECT_FALSE(FitsInto({Date(2021, 1, 1)}, life));
  EXPECT_FALSE(FitsInto({kSinceAlways, Date(2021, 1, 1)}, life));
}

TEST(Names, AreReadStrictly) {
  EXPECT_EQ(ParseProgrammeName("programmes/north"), "north");
  EXPECT_EQ(ParseOrganisationName("programmes/north/organisations/a81044"),
            (OrganisationId{"north", "a81044"}));
  EXPECT_EQ(ParseRelationshipName("programmes/north/relationships/r1"),
            (RelationshipId{"north", "r1"}));
  for (const char* bad : {"", "programmes", "programmes/", "programmes/North", "/programmes/north",
                          "programmes/north/", "programmes/-", "projects/north",
                          "programmes/north/organisations/a", "programmes/a b"}) {
    EXPECT_EQ(ParseProgrammeName(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(ParseOrganisationName("programmes/north/relationships/a"), std::nullopt);
}

}  // namespace
}  // namespace pcsp::registry

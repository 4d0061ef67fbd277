#include "services/registry/domain/imports/epraccur.h"

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/registry/imports/epraccur_rows.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Epraccur, ReadsAPractice) {
  const EpraccurRow row = ReadEpraccurRow(7, Fields());
  EXPECT_EQ(row.line, 7);
  EXPECT_TRUE(row.is_practice);
  EXPECT_THAT(row.issues, IsEmpty());
  EXPECT_EQ(row.practice.kind, OrganisationKind::kPractice);
  EXPECT_EQ(row.practice.code_system, "ods");
  EXPECT_EQ(row.practice.code, "A81044");
  EXPECT_EQ(row.practice.display_name, "HARBOUR SURGERY");
  EXPECT_THAT(row.practice.address_lines, ElementsAre("17 KENDAL ROAD", "HARTLEPOOL"));
  EXPECT_EQ(row.practice.postcode, "TS25 1QU");
  EXPECT_EQ(row.practice.life, (Period{Date(1974, 4, 1)}));
  EXPECT_EQ(row.practice.status, OrganisationStatus::kActive);
  EXPECT_EQ(row.commissioner, "00K");
  EXPECT_EQ(row.commissioner_column, 24);
  EXPECT_EQ(row.commissioned, (Period{Date(2013, 4, 1)}));
}

TEST(Epraccur, PrefersTheProviderToTheParent) {
  EXPECT_EQ(ReadEpraccurRow(1, Fields({{24, ""}})).commissioner, "00K");
  EXPECT_EQ(ReadEpraccurRow(1, Fields({{24, ""}})).commissioner_column, 15);
  const EpraccurRow other = ReadEpraccurRow(1, Fields({{24, "16C"}}));
  EXPECT_EQ(other.commissioner, "16C");
  EXPECT_EQ(other.commissioned, Period{}) << "the dates are those of the parent";
  EXPECT_EQ(ReadEpraccurRow(1, Fields({{15, ""}, {24, ""}})).commissioner, "");
}

TEST(Epraccur, ReadsEveryStatus) {
  const std::map<std::string, OrganisationStatus> statuses = {{"A", OrganisationStatus::kActive},
                                                              {"B", OrganisationStatus::kClosed},
                                                              {"C", OrganisationStatus::kClosed},
                                                              {"D", OrganisationStatus::kDormant},
                                                              {"P", OrganisationStatus::kProposed}};
  for (const auto& [letter, status] : statuses) {
    const EpraccurRow row = ReadEpraccurRow(1, Fields({{13, letter}}));
    EXPECT_EQ(row.practice.status, status) << letter;
    EXPECT_THAT(row.issues, IsEmpty()) << letter;
  }
  const EpraccurRow unknown = ReadEpraccurRow(1, Fields({{13, "U"}}));
  EXPECT_EQ(unknown.practice.status, OrganisationStatus::kActive);
  ASSERT_EQ(unknown.issues.size(), 1u);
  EXPECT_FALSE(unknown.issues[0].error);
  EXPECT_EQ(ReadEpraccurRow(1, Fields({{12, "20200101"}, {13, "U"}})).practice.status,
            OrganisationStatus::kClosed);
}

TEST(Epraccur, LeavesOtherSettingsAlone) {
  const EpraccurRow row = ReadEpraccurRow(1, Fields({{2, ""}, {11, "never"}, {26, "8"}}));
  EXPECT_FALSE(row.is_practice);
  EXPECT_THAT(row.issues, IsEmpty());
}

TEST(Epraccur, NamesTheColumnAtFault) {
  struct Case {
    int column;
    std::string given;
    std::string expected;
  };
  const Case cases[] = {
      {1, "", "1 to 20 characters"},
      {1, "A 81", "letters and digits"},
      {2, "", "1 to 200 characters"},
      {2, std::string(201, 'X'), "1 to 200 characters"},
      {6, std::string(201, 'X'), "at most 200"},
      {10, "FAR TOO LONG", "at most 10"},
      {11, "19740431", "yyyymmdd"},
      {11, "1974", "yyyymmdd"},
      {12, "19740331", "on or after the open date 19740401"},
      {13, "X", "A (active)"},
      {13, "", "A (active)"},
      {16, "2013-04-01", "yyyymmdd"},
      {17, "20130331", "on or after the join parent date 20130401"},
      {24, "00 K", "letters and digits"},
      {26, "GP", "0 to 25"},
      {26, "99", "0 to 25"},
      {26, "", "0 to 25"},
  };
  for (const Case& c : cases) {
    const EpraccurRow row = ReadEpraccurRow(1, Fields({{c.column, c.given}}));
    ASSERT_TRUE(HasError(row.issues)) << c.column << ' ' << c.given;
    const ImportIssue& issue = row.issues[0];
    EXPECT_EQ(issue.column, c.column);
    EXPECT_EQ(issue.column_title, EpraccurColumnTitle(c.column));
    EXPECT_EQ(issue.given, c.given.substr(0, 80));
    EXPECT_THAT(issue.expected, HasSubstr(c.expected));
  }
}

TEST(Epraccur, GivesHintsForCommonAccidents) {
  const auto hint = [](std::map<int, std::string> fields) {
    return ReadEpraccurRow(1, Fields(std::move(fields))).issues.at(0).hint;
  };
  EXPECT_THAT(hint({{11, "01/04/1974"}}), HasSubstr("spreadsheet"));
  EXPECT_THAT(hint({{11, "1974-04-01"}}), HasSubstr("without hyphens"));
  EXPECT_THAT(hint({{1, "Organisation Code"}, {26, "Prescribing Setting"}}), HasSubstr("header"));
}

TEST(Epraccur, CollectsEveryFaultOfARow) {
  const EpraccurRow row =
      ReadEpraccurRow(1, Fields({{2, ""}, {11, "soon"}, {13, "?"}, {10, "NOWHERE"}}));
  std::vector<int> columns;
  for (const ImportIssue& issue : row.issues) columns.push_back(issue.column);
  EXPECT_THAT(columns, ElementsAre(2, 11, 13, 10));
}

TEST(Epraccur, RefusesTheWrongNumberOfColumns) {
  std::vector<std::string> fields = Fields();
  fields.pop_back();
  const EpraccurRow few = ReadEpraccurRow(1, fields);
  ASSERT_EQ(few.issues.size(), 1u);
  EXPECT_EQ(few.issues[0].column, 0);
  EXPECT_EQ(few.issues[0].given, "26 columns");
  EXPECT_EQ(few.issues[0].expected, "27 columns");
  fields.assign({"A81044|HARBOUR SURGERY"});
  EXPECT_THAT(ReadEpraccurRow(1, fields).issues.at(0).hint, HasSubstr("separated"));
  fields = Fields();
  fields.insert(fields.end(), {"", " "});
  EXPECT_THAT(ReadEpraccurRow(1, fields).issues, IsEmpty()) << "empty columns at the end";
  fields.push_back("x");
  EXPECT_EQ(ReadEpraccurRow(1, fields).issues.at(0).given, "30 columns");
}

TEST(Epraccur, WarnsOfUnusualCodesAndPostcodes) {
  const EpraccurRow row = ReadEpraccurRow(1, Fields({{1, "a8104"}, {10, "TS25"}}));
  EXPECT_FALSE(HasError(row.issues));
  ASSERT_EQ(row.issues.size(), 2u);
  EXPECT_EQ(row.issues[0].column, 1);
  EXPECT_EQ(row.issues[1].column, 10);
  EXPECT_EQ(row.practice.code, "A8104");
  EXPECT_EQ(row.given_code, "a8104");
}

TEST(Excerpts, AreShortAndCutBetweenCharacters) {
  EXPECT_EQ(Excerpt(std::string(100, 'x')).size(), 80u);
  EXPECT_EQ(Excerpt(std::string(79, 'x') + "ŷ"), std::string(79, 'x'));
  EXPECT_EQ(Excerpt("a\tb\n"), "a b ");
}

}  // namespace
}  // namespace pcsp::registry

#include "services/registry/domain/imports/header.h"

#include "common/base/error.h"
#include "gmock/gmock.h"
#include "services/registry/domain/imports/context_rows.h"
#include "services/registry/domain/imports/file_row.h"
#include "services/registry/domain/imports/pcn_partners.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NormalName, ForgetsCaseSpacesAndLineBreaks) {
  for (const char* name :
       {"Practice to PCN\nRelationship\nEnd Date", " practice  to pcn\r\nRELATIONSHIP end_date ",
        "Practice-to-PCN Relationship (End Date)"}) {
    EXPECT_EQ(NormalName(name), "practice to pcn relationship end date") << name;
  }
  EXPECT_EQ(NormalName("PRAC_CODE"), "prac code");
  EXPECT_EQ(NormalName("Tŷ"), "tŷ");
  EXPECT_EQ(NormalName(" \n"), "");
}

TEST(Header, FindsColumnsInAnyOrderByTheFirstOfTheirNames) {
  const std::vector<KnownColumn> columns = {
      {"code", {"prac code", "code"}}, {"size", {"list size"}}, {"note", {"note"}, false}};
  const auto header =
      Header::Read(columns, std::vector<std::string>{"CODE", "other", "List\nSize", "PRAC_CODE"});
  ASSERT_OK(header);
  EXPECT_EQ(header->PlaceOf(0), 4);
  EXPECT_EQ(header->PlaceOf(1), 3);
  EXPECT_EQ(header->PlaceOf(2), 0);
}

TEST(Header, NamesAllColumnsThatAreMissing) {
  const auto header = Header::Read(ColumnsOf(Source::kWorkforce),
                                   std::vector<std::string>{"PRAC_CODE", "TOTAL_GP_FTE"});
  EXPECT_THAT(header.status(), HasReason("IMPORT_COLUMNS_MISSING"));
  EXPECT_THAT(ViolatedFields(header.status()),
              ElementsAre("TOTAL_PATIENTS", "TOTAL_GP_HC", "TOTAL_NURSES_HC", "TOTAL_DPC_HC",
                          "TOTAL_ADMIN_HC"));
}

TEST(Header, KnowsTheWorkforceFilesOfManyYears) {
  for (const std::vector<std::string>& names : std::vector<std::vector<std::string>>{
           {"PRAC_CODE", "TOTAL_PATIENTS", "TOTAL_GP_HC", "TOTAL_NURSES_HC", "TOTAL_DPC_HC",
            "TOTAL_ADMIN_HC"},
           {"PRAC_CODE", "TOTAL_PATIENTS", "TOTAL_GP_HC", "TOTAL_NURSE_HC",
            "DIRECT_PATIENT_CARE_HC", "ADMIN_HC"},
           {"Practice Code", "Registered patients", "Total GPs HC", "Nurses HC", "DPC HC",
            "Total Non-Clinical HC"}}) {
    EXPECT_OK(Header::Read(ColumnsOf(Source::kWorkforce), names).status()) << names[2];
  }
}

TEST(Header, KnowsTheReportOfPcnPartnersThatHasNone) {
  bool is_data = false;
  const std::vector<std::string> row = {"A81044", "HARBOUR", "00K",      "NHS", "U10001", "PCN",
                                        "00K",    "NHS",     "20190701", "",    "1"};
  const auto header = ReadPcnHeader(row, &is_data);
  ASSERT_OK(header);
  EXPECT_TRUE(is_data);
  EXPECT_EQ(header->PlaceOf(kPcnCode), 5);
  EXPECT_OK(ReadPcnHeader(std::vector<std::string>{"Partner\nOrganisation\nCode", "PCN Code",
                                                   "Practice to PCN\nRelationship\nEnd Date"},
                          &is_data)
                .status());
  EXPECT_FALSE(is_data);
  EXPECT_THAT(
      ViolatedFields(
          ReadPcnHeader(std::vector<std::string>{"PCN Code", "PCN Name"}, &is_data).status()),
      ElementsAre("partner organisation code", "practice to PCN relationship end date"));
}

TEST(FileRow, TakesWhatIsMissingForMissing) {
  for (const char* cell : {"", " ", "NA", "n/a", "EST", "NS", "ND", "."}) {
    EXPECT_TRUE(IsMissing(cell)) << cell;
  }
  for (const char* cell : {"0", "-1", "NAN", "nasal"}) EXPECT_FALSE(IsMissing(cell)) << cell;
}

TEST(FileRow, ReadsDaysAsFilesWriteThem) {
  for (const char* cell : {"20190701", "2019-07-01", "01/07/2019", "1/7/2019",
                           "2019-07-01 00:00:00", "01/07/2019 00:00"}) {
    EXPECT_EQ(ParseFileDate(cell), Date(2019, 7, 1)) << cell;
  }
  for (const char* cell : {"43647", "31/06/2019", "07/13/2019", "2019", "1/7/19",
                           "2019-07-01 08:30", "//", "1/7/2019/3"}) {
    EXPECT_EQ(ParseFileDate(cell), std::nullopt) << cell;
  }
}

class FileRowTest : public ::testing::Test {
 protected:
  // The only cell of a row, and what was said of it.
  FileRow Row(const char* cell) {
    fields_ = {cell};
    issues_.clear();
    return FileRow(columns_, header_, fields_, issues_);
  }

  const std::vector<KnownColumn> columns_ = {{"people", {"people"}}};
  const Header header_ = *Header::Read(columns_, std::vector<std::string>{"People"});
  std::vector<std::string> fields_;
  std::vector<ImportIssue> issues_;
};

TEST_F(FileRowTest, ReadsCounts) {
  for (const auto& [cell, count] : std::vector<std::pair<const char*, std::optional<int32_t>>>{
           {"0", 0}, {"7", 7}, {" 7 ", 7}, {"7.0", 7}, {"9,200", 9200}, {"EST", std::nullopt}}) {
    EXPECT_EQ(Row(cell).Count(0, 10'000), count) << cell;
    EXPECT_THAT(issues_, IsEmpty()) << cell;
  }
  for (const char* cell : {"-1", "seven", "9,20", "1e3", "10001", "99999999999", ",200", "7,"}) {
    EXPECT_EQ(Row(cell).Count(0, 10'000), std::nullopt) << cell;
    ASSERT_EQ(issues_.size(), 1u) << cell;
    EXPECT_EQ(issues_[0].column, 1);
    EXPECT_EQ(issues_[0].given, cell);
  }
}

TEST_F(FileRowTest, HintsAtWhatProbablyHappened) {
  Row("6.4").Count(0, 100);
  EXPECT_THAT(issues_.at(0).hint, ::testing::HasSubstr("full-time"));
  Row("43647").Day(0, std::nullopt);
  EXPECT_THAT(issues_.at(0).hint, ::testing::HasSubstr("spreadsheet"));
}

}  // namespace
}  // namespace pcsp::registry

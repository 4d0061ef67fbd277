#include "services/registry/domain/imports/import_report.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

ImportRow Row(int line, ImportVerdict verdict, bool issue = false) {
  ImportRow row = {line, verdict, "a1", "A1", {}};
  if (issue) row.issues.push_back({true, 2, "name", "", "a name", ""});
  return row;
}

std::vector<int> Lines(const ImportReport& report) {
  std::vector<int> lines;
  for (const ImportRow* row : report.rows()) lines.push_back(row->line);
  return lines;
}

TEST(ImportReport, KeepsRowsWithSomethingToSayInOrder) {
  ImportReport report;
  report.Add(Row(1, ImportVerdict::kCreated));
  report.Add(Row(2, ImportVerdict::kUnchanged));
  report.Add(Row(3, ImportVerdict::kRejected, true));
  report.Add(Row(4, ImportVerdict::kSkipped));
  report.Add(Row(5, ImportVerdict::kUnchanged, true));
  report.Add(Row(6, ImportVerdict::kUpdated));
  EXPECT_THAT(Lines(report), ElementsAre(1, 3, 5, 6));
  EXPECT_EQ(report.left_out(), 0);
  EXPECT_EQ(report.counts(), (ImportCounts{.rows = 6,
                                           .created = 1,
                                           .updated = 1,
                                           .unchanged = 2,
                                           .rejected = 1,
                                           .skipped = 1,
                                           .warned = 1}));
}

TEST(ImportReport, OnlyCountsRowsBeyondItsRoom) {
  ImportReport report(10'000);
  for (int line = 1; line <= 100'000; ++line) report.Add(Row(line, ImportVerdict::kCreated));
  report.Add(Row(100'001, ImportVerdict::kRejected, true));
  EXPECT_EQ(report.counts().created, 100'000);
  const std::vector<int> lines = Lines(report);
  EXPECT_THAT(lines, SizeIs(::testing::Lt(200u)));
  EXPECT_EQ(lines.front(), 1);
  EXPECT_EQ(lines.back(), 100'001) << "a row at fault has room of its own";
  EXPECT_EQ(report.left_out(), 100'001 - static_cast<int>(lines.size()));
}

}  // namespace
}  // namespace pcsp::registry

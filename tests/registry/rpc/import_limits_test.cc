// What an import refuses, whatever the file: too much, cut off, too many sites closed.
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "services/registry/rpc/imports/import_reply.h"
#include "services/registry/rpc/imports/import_upload.h"
#include "services/registry/store/sql_store.h"
#include "tests/registry/rpc/import_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const ImportMethod kMethod = {"ImportOrganisations", {pb::IMPORT_FORMAT_EPRACCUR}};

// To the server a stream that breaks off has ended; what tells is that the call was cancelled.
TEST_F(ImportTest, RefusesACallThatWasCancelled) {
  ImportUpload import(nullptr, &room_, kMethod);
  const pb::ImportConfig config = ImportConfig();
  ASSERT_OK(import.Take(&config, File({kPlain})));
  const rpc::Call call = {clock_.Now(), absl::InfiniteFuture(), [] { return true; }};
  EXPECT_THAT(import.Done(call), HasReason("IMPORT_CUT_OFF"));
}

TEST_F(ImportTest, RefusesFilesThatAreTooLarge) {
  pb::ImportConfig config = ImportConfig();
  config.set_size_bytes((int64_t{512} << 20) + 1);
  const auto announced = Import(config, "");
  EXPECT_THAT(announced, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(announced, HasReason("IMPORT_TOO_LARGE"));

  ImportMethod small = kMethod;
  small.most_bytes = 1 << 20;
  ImportUpload import(nullptr, &room_, small);
  config.clear_size_bytes();
  ASSERT_OK(import.Take(&config, std::string(1 << 20, '\n')));
  EXPECT_THAT(import.Take(nullptr, "x"), HasReason("IMPORT_TOO_LARGE"));
}

TEST_F(ImportTest, RefusesFilesWithTooManyRows) {
  auto database = sql::Database::Open({.url = "sqlite::memory:", .schema = "registry"});
  ASSERT_OK(database);
  ASSERT_OK(SqlStore::Migrate(**database, clock_.Now()));
  SqlStore store(database->get());
  Programme programme;
  programme.id = "north";
  ASSERT_OK(store.Write({{}, clock_.Now()}, [&](Writer& writer) -> absl::StatusOr<std::string> {
    writer.Insert(programme);
    return "";
  }));
  ImportMethod small = kMethod;
  small.most_rows = 2;
  const pb::ImportConfig config = ImportConfig();
  const rpc::Call call = {clock_.Now(), absl::InfiniteFuture(), {}};
  for (const int rows : {2, 3}) {
    ImportUpload import(&store, &room_, small);
    std::vector<std::map<int, std::string>> file(rows, kPlain);
    ASSERT_OK(import.Take(&config, File(file)));
    const auto report = import.Done(call);
    if (rows == 2) {
      EXPECT_EQ(Counts(report), "rows 2, created 1, rejected 1");
    } else {
      EXPECT_THAT(report, HasReason("IMPORT_TOO_LARGE"));
    }
  }
}

// Ten open practices; what a file would close of them depends on their codes.
class ClosingTest : public ImportTest {
 protected:
  void SetUp() override {
    ImportTest::SetUp();
    ASSERT_OK(Import(ImportConfig(), Practices(0, 10)));
  }

  // From number `first` on; the first `closed` of them are closed.
  static std::string Practices(int closed, int count) {
    std::vector<std::map<int, std::string>> rows;
    for (int i = 0; i < count; ++i) {
      rows.push_back(Plain({{1, absl::StrCat("A8104", i)}}));
      if (i < closed) rows.back()[13] = "C", rows.back()[12] = "20240331";
    }
    return File(rows);
  }
};

TEST_F(ClosingTest, ClosesATenthOfTheOpenSites) {
  const auto report = Import(ImportConfig(), Practices(1, 10));
  EXPECT_EQ(Counts(report), "rows 10, unchanged 9, closed 1");
  EXPECT_EQ(report->open_sites(), 10);
  EXPECT_EQ(report->counts().lost_sites(), 1);
  EXPECT_FALSE(report->needs_force());
  EXPECT_EQ(Get("a81040")->status(), pb::ORGANISATION_STATUS_CLOSED);
}

TEST_F(ClosingTest, RefusesToCloseMoreThanATenth) {
  const int64_t revision = ContentRevision();
  const auto refused = Import(ImportConfig(), Practices(2, 10));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(refused, HasReason("IMPORT_CLOSES_TOO_MANY"));
  const auto detail = ErrorDetailOf(refused.status());
  ASSERT_TRUE(detail);
  EXPECT_EQ(detail->metadata.at("lost_sites"), "2");
  EXPECT_EQ(detail->metadata.at("open_sites"), "10");
  EXPECT_THAT(refused.status().message(), HasSubstr("force"));
  EXPECT_EQ(Get("a81040")->status(), pb::ORGANISATION_STATUS_ACTIVE);
  EXPECT_EQ(ContentRevision(), revision);
}

TEST_F(ClosingTest, SaysOfACheckThatItWouldNeedForce) {
  pb::ImportConfig config = ImportConfig();
  config.set_validate_only(true);
  const auto checked = Import(config, Practices(2, 10));
  EXPECT_EQ(Counts(checked), "rows 10, unchanged 8, closed 2");
  EXPECT_TRUE(checked->needs_force());
  EXPECT_EQ(checked->rows(0).verdict(), pb::IMPORT_VERDICT_CLOSED);
  EXPECT_EQ(Get("a81040")->status(), pb::ORGANISATION_STATUS_ACTIVE);
}

TEST_F(ClosingTest, ClosesAnyNumberByForce) {
  pb::ImportConfig config = ImportConfig();
  config.set_force(true);
  const auto forced = Import(config, Practices(10, 10));
  EXPECT_EQ(Counts(forced), "rows 10, closed 10");
  EXPECT_FALSE(forced->needs_force());
  EXPECT_EQ(Get("a81049")->status(), pb::ORGANISATION_STATUS_CLOSED);
}

// Rows that are planned before those of the last batch are written.
TEST_F(ImportTest, RowsKnowThoseOfTheBatchesBeforeThem) {
  ASSERT_OK(Create("sub-00k", pb::ORGANISATION_KIND_WHOLE_SYSTEM, "00K"));
  std::vector<std::map<int, std::string>> rows;
  for (int i = 0; i < 2100; ++i) rows.push_back({{1, absl::StrCat("B", 10000 + i)}});
  rows[1050][1] = "B10999";   // the row before its batch's
  rows[1060][24] = "B10998";  // a practice does not commission
  pb::ImportConfig config = ImportConfig();
  config.set_mode(pb::IMPORT_MODE_PARTIAL);
  const auto first = Import(config, File(rows), 10'000);
  EXPECT_EQ(Counts(first), "rows 2100, created 2099, rejected 1, warned 1");
  ASSERT_OK(first);
  EXPECT_THAT(first->rows(1050).issues(0).hint(), HasSubstr("line 1000 "));
  EXPECT_EQ(first->rows(1060).issues(0).column(), 24);
  EXPECT_EQ(Counts(Import(config, File(rows), 10'000)),
            "rows 2100, unchanged 2099, rejected 1, warned 1");
  pb::ListRelationshipsRequest list;
  list.set_parent("programmes/north");
  list.set_page_size(1000);
  int related = 0;
  do {
    const auto page = Call(&Stub::ListRelationships, list);
    ASSERT_OK(page);
    related += page->relationships_size();
    list.set_page_token(page->next_page_token());
  } while (!list.page_token().empty());
  EXPECT_EQ(related, 2098);
}

// More rows than are taken at once, so that the first are written before the last are read.
TEST_F(ImportTest, LeavesNothingOfALargeFileThatIsRefused) {
  std::vector<std::map<int, std::string>> rows;
  for (int i = 0; i < 2500; ++i) rows.push_back(Plain({{1, absl::StrCat("B", 10000 + i)}}));
  rows.push_back(Plain({{1, "B10000"}}));
  pb::ImportConfig config = ImportConfig();
  config.set_request_id(Uuid(7));
  const auto refused = Import(config, File(rows), 10'000);
  EXPECT_EQ(Counts(refused), "rows 2501, created 2500, rejected 1");
  EXPECT_EQ(refused->outcome(), pb::IMPORT_OUTCOME_REFUSED);
  EXPECT_THAT(refused->rows(2500).issues(0).hint(), HasSubstr("line 1 "));
  EXPECT_THAT(Everything(), IsEmpty());
  EXPECT_EQ(ContentRevision(), 1);
  const auto again = Import(config, File(rows), 10'000);
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), refused->SerializeAsString()) << "the report is kept";
}

TEST(ImportReply, LeavesOutRowsWithoutIssuesFirst) {
  ImportReport report;
  for (int line = 1; line <= 10; ++line) {
    ImportRow row = {line, ImportVerdict::kCreated, absl::StrCat("a", line), "A1", {}};
    if (line % 5 == 0) {
      row = {line, ImportVerdict::kRejected, "", "A1", {{true, 2, "name", "", "a name", ""}}};
    }
    report.Add(row);
  }
  EXPECT_EQ(ImportReply("north", pb::IMPORT_OUTCOME_APPLIED, report, "").rows_size(), 10);
  const auto reply = ImportReply("north", pb::IMPORT_OUTCOME_APPLIED, report, "", 150);
  std::vector<int> lines;
  for (const pb::ImportRow& row : reply.rows()) lines.push_back(row.row());
  EXPECT_THAT(lines, ElementsAre(1, 5, 10));
  EXPECT_EQ(reply.omitted_rows(), 7);
  EXPECT_EQ(reply.counts().rows(), 10);
}

}  // namespace
}  // namespace pcsp::registry

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/base/ids.h"
#include "services/registry/rpc/import_reply.h"
#include "services/registry/rpc/organisation_import.h"
#include "tests/registry/epraccur_rows.h"
#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ImportTest : public RegistryTest {
 protected:
  // "created 2, unchanged 1": the counts that are not zero.
  static std::string Counts(const absl::StatusOr<pb::ImportOrganisationsResponse>& reply) {
    if (!reply.ok()) return reply.status().ToString();
    const pb::ImportCounts& c = reply->counts();
    std::vector<std::string> parts;
    const auto add = [&](const char* name, int count) {
      if (count > 0) parts.push_back(absl::StrCat(name, " ", count));
    };
    add("rows", c.rows());
    add("created", c.created());
    add("updated", c.updated());
    add("unchanged", c.unchanged());
    add("closed", c.closed());
    add("rejected", c.rejected());
    add("skipped", c.skipped());
    add("warned", c.warned());
    return absl::StrJoin(parts, ", ");
  }

  static std::string File(const std::vector<std::map<int, std::string>>& rows) {
    std::string file;
    for (const auto& row : rows) absl::StrAppend(&file, Line(row), "\r\n");
    return file;
  }
};

// Without a commissioner, so that nothing draws a warning.
const std::map<int, std::string> kPlain = {{15, ""}, {16, ""}, {24, ""}};

std::map<int, std::string> Plain(std::map<int, std::string> changes) {
  changes.insert(kPlain.begin(), kPlain.end());
  return changes;
}

TEST_F(ImportTest, CreatesThenLeavesUnchangedThenUpdatesAndCloses) {
  ASSERT_OK(Create("sub-00k", pb::ORGANISATION_KIND_WHOLE_SYSTEM, "00K"));
  const std::string file = File({{}, {{1, "A81045"}}, {{26, "8"}}});
  const auto first = Import(ImportConfig(), file);
  EXPECT_EQ(Counts(first), "rows 3, created 2, skipped 1");
  ASSERT_OK(first);
  EXPECT_EQ(first->outcome(), pb::IMPORT_OUTCOME_APPLIED);
  EXPECT_EQ(first->content_sha256(), Sha256Hex(file));
  ASSERT_EQ(first->rows_size(), 2);
  EXPECT_EQ(first->rows(1).row(), 2);
  EXPECT_EQ(first->rows(1).organisation(), Name("a81045"));
  EXPECT_EQ(first->rows(1).verdict(), pb::IMPORT_VERDICT_CREATED);
  EXPECT_EQ(Get("a81044")->display_name(), "HARBOUR SURGERY");
  pb::ListRelationshipsRequest list;
  list.set_parent("programmes/north");
  EXPECT_EQ(Call(&Stub::ListRelationships, list)->relationships_size(), 2);

  const int64_t revision = ContentRevision();
  EXPECT_EQ(Counts(Import(ImportConfig(), file)), "rows 3, unchanged 2, skipped 1");
  EXPECT_EQ(ContentRevision(), revision);

  EXPECT_EQ(Counts(Import(ImportConfig(), File({{{2, "HARBOUR GROUP"}},
                                                {{1, "A81045"}, {12, "20240331"}, {13, "C"}}}))),
            "rows 2, updated 1, closed 1");
  EXPECT_EQ(Get("a81044")->display_name(), "HARBOUR GROUP");
  EXPECT_EQ(Get("a81045")->status(), pb::ORGANISATION_STATUS_CLOSED);
}

TEST_F(ImportTest, ChecksWithoutWriting) {
  pb::ImportOrganisationsConfig config = ImportConfig();
  config.set_validate_only(true);
  const auto checked = Import(config, File({kPlain}));
  EXPECT_EQ(Counts(checked), "rows 1, created 1");
  EXPECT_EQ(checked->outcome(), pb::IMPORT_OUTCOME_VALIDATED);
  EXPECT_THAT(Everything(), IsEmpty());
  EXPECT_EQ(ContentRevision(), 1);
}

TEST_F(ImportTest, TakesAllOrNothing) {
  const std::string file = File({kPlain, Plain({{1, "A81045"}, {2, ""}})});
  const auto refused = Import(ImportConfig(), file);
  EXPECT_EQ(Counts(refused), "rows 2, created 1, rejected 1");
  EXPECT_EQ(refused->outcome(), pb::IMPORT_OUTCOME_REFUSED);
  EXPECT_THAT(Everything(), IsEmpty());
  EXPECT_EQ(ContentRevision(), 1);
}

TEST_F(ImportTest, TakesTheGoodRowsWhenAskedTo) {
  pb::ImportOrganisationsConfig config = ImportConfig();
  config.set_mode(pb::IMPORT_MODE_PARTIAL);
  const auto partial = Import(config, File({Plain({{1, "A81045"}, {2, ""}}), kPlain}));
  EXPECT_EQ(Counts(partial), "rows 2, created 1, rejected 1");
  ASSERT_OK(partial);
  EXPECT_EQ(partial->outcome(), pb::IMPORT_OUTCOME_APPLIED);
  ASSERT_EQ(partial->rows(0).issues_size(), 1);
  const pb::ImportIssue& issue = partial->rows(0).issues(0);
  EXPECT_EQ(issue.severity(), pb::IMPORT_SEVERITY_ERROR);
  EXPECT_EQ(issue.column(), 2);
  EXPECT_EQ(issue.column_title(), "name");
  EXPECT_THAT(issue.expected(), HasSubstr("1 to 200"));
  EXPECT_THAT(Everything(), ElementsAre("a81044"));
}

TEST_F(ImportTest, ReportsWrongColumnsRowByRow) {
  pb::ImportOrganisationsConfig config = ImportConfig();
  config.set_mode(pb::IMPORT_MODE_PARTIAL);
  std::vector<std::string> few = Fields(kPlain);
  few.pop_back();
  const auto reply = Import(config, absl::StrCat(Line(few), "\n", Line(kPlain), "\n\"A81047\"\n"));
  EXPECT_EQ(Counts(reply), "rows 3, created 1, rejected 2");
  EXPECT_EQ(reply->rows(0).issues(0).given(), "26 columns");
  EXPECT_EQ(reply->rows(2).row(), 3);
  EXPECT_EQ(reply->rows(2).issues(0).given(), "1 columns");
}

TEST_F(ImportTest, RejectsRepeatedAndUnknownCodes) {
  pb::ImportOrganisationsConfig config = ImportConfig();
  config.set_mode(pb::IMPORT_MODE_PARTIAL);
  const auto reply = Import(config, File({kPlain,
                                          kPlain,
                                          Plain({{1, "A81046"}, {13, "Z"}}),
                                          Plain({{1, "A81047"}, {26, "77"}}),
                                          {{1, "A81048"}, {24, "9ZZ"}}}));
  EXPECT_EQ(Counts(reply), "rows 5, created 2, rejected 3, warned 1");
  EXPECT_THAT(reply->rows(1).issues(0).hint(), HasSubstr("line 1"));
  EXPECT_EQ(reply->rows(2).issues(0).column(), 13);
  EXPECT_EQ(reply->rows(3).issues(0).column(), 26);
  EXPECT_EQ(reply->rows(4).issues(0).severity(), pb::IMPORT_SEVERITY_WARNING);
  EXPECT_EQ(reply->rows(4).issues(0).column(), 24);
}

TEST_F(ImportTest, TakesAByteOrderMark) {
  EXPECT_EQ(Counts(Import(ImportConfig(), "\xEF\xBB\xBF" + File({kPlain}))), "rows 1, created 1");
  EXPECT_THAT(Everything(), ElementsAre("a81044"));
}

TEST_F(ImportTest, TakesSemicolons) {
  const auto reply = Import(ImportConfig(), Line(Fields(Plain({{2, "A, B; C"}})), ";"));
  EXPECT_EQ(Counts(reply), "rows 1, created 1");
  EXPECT_EQ(Get("a81044")->display_name(), "A, B; C");
}

TEST_F(ImportTest, TakesEveryLineEnd) {
  const std::string one = Line(kPlain), two = Line(Plain({{1, "A81045"}}));
  EXPECT_EQ(Counts(Import(ImportConfig(), one + "\r\n" + two + "\r\n\r\n")), "rows 2, created 2");
  EXPECT_EQ(Counts(Import(ImportConfig(), one + "\n" + two)), "rows 2, unchanged 2");
  EXPECT_EQ(Counts(Import(ImportConfig(), one + "\r" + two + "\r")), "rows 2, unchanged 2");
}

TEST_F(ImportTest, TakesWindows1252AndUtf8) {
  EXPECT_EQ(Counts(Import(ImportConfig(), Line(Plain({{2, "CAF\xC9 \x96 ST JOHN\x92S"}})))),
            "rows 1, created 1");
  EXPECT_EQ(Get("a81044")->display_name(), "CAFÉ – ST JOHN’S");
  EXPECT_EQ(Counts(Import(ImportConfig(), Line(Plain({{2, "CAFÉ – ST JOHN’S"}})))),
            "rows 1, unchanged 1");
}

TEST_F(ImportTest, RefusesDamagedEncodings) {
  const auto reply =
      Import(ImportConfig(), Line(Plain({{2, "CAFÉ"}})) + "\n" + Line(Plain({{2, "CAF\xC9"}})));
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(reply, HasReason("INVALID_ENCODING"));
  EXPECT_THAT(Everything(), IsEmpty());
}

TEST_F(ImportTest, DoesNotMindWhereTheFileIsCut) {
  const std::string file =
      "\xEF\xBB\xBF" + File({Plain({{2, "CAFÉ \"\"ROYAL\"\""}}), Plain({{1, "A81045"}})});
  pb::ImportOrganisationsConfig config = ImportConfig();
  config.set_request_id(Uuid(1));
  const auto whole = Import(config, file);
  EXPECT_EQ(Counts(whole), "rows 2, created 2");
  EXPECT_EQ(Get("a81044")->display_name(), "CAFÉ \"ROYAL\"");
  const auto bytes = Import(config, file, 1);
  ASSERT_OK(bytes) << "the same request, though cut otherwise";
  EXPECT_EQ(bytes->SerializeAsString(), whole->SerializeAsString());
}

TEST_F(ImportTest, AnswersARepeatedRequestAsBefore) {
  pb::ImportOrganisationsConfig config = ImportConfig();
  config.set_request_id(Uuid(1));
  const auto first = Import(config, File({kPlain}));
  EXPECT_EQ(Counts(first), "rows 1, created 1");
  EXPECT_EQ(Counts(Import(config, File({kPlain}))), "rows 1, created 1");
  EXPECT_THAT(Import(config, File({Plain({{2, "ANOTHER"}})})), HasReason("REQUEST_ID_REUSED"));
  config.set_mode(pb::IMPORT_MODE_PARTIAL);
  EXPECT_THAT(Import(config, File({kPlain})), HasReason("REQUEST_ID_REUSED"));
  EXPECT_EQ(Get("a81044")->display_name(), "HARBOUR SURGERY");
}

TEST_F(ImportTest, ReportsAllViolationsOfTheConfigurationAtOnce) {
  pb::ImportOrganisationsConfig config;
  config.set_parent("north");
  config.set_request_id("1");
  config.set_size_bytes(-1);
  const auto reply = Import(config, "");
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(reply.status()), ElementsAre("config.parent", "config.request_id",
                                                          "config.format", "config.size_bytes"));
  config = ImportConfig();
  config.set_parent("programmes/east");
  EXPECT_THAT(Import(config, File({kPlain})), HasReason("PROGRAMME_NOT_FOUND"));
}

TEST_F(ImportTest, WantsTheConfigurationOnceAndFirst) {
  pb::ImportOrganisationsRequest data, config;
  data.set_data(File({kPlain}));
  *config.mutable_config() = ImportConfig();
  EXPECT_THAT(ViolatedFields(Send({data}).status()), ElementsAre("config"));
  EXPECT_THAT(ViolatedFields(Send({}).status()), ElementsAre("config"));
  EXPECT_THAT(ViolatedFields(Send({config, config}).status()), ElementsAre("config"));
  pb::ImportOrganisationsRequest both = config;
  both.set_data(data.data());
  EXPECT_EQ(Counts(Send({both})), "rows 1, created 1");
}

TEST_F(ImportTest, RefusesEmptyFiles) {
  for (const char* file : {"", "\xEF\xBB\xBF", "\r\n\r\n"}) {
    EXPECT_THAT(Import(ImportConfig(), file), HasReason("EMPTY_IMPORT"));
  }
}

TEST_F(ImportTest, RefusesAnUploadThatWasCutOff) {
  const std::string file = File({kPlain, Plain({{1, "A81045"}})});
  pb::ImportOrganisationsConfig config = ImportConfig();
  config.set_size_bytes(static_cast<int64_t>(file.size()));
  const auto cut = Import(config, Line(kPlain));
  EXPECT_THAT(cut, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(cut, HasReason("IMPORT_CUT_OFF"));
  EXPECT_THAT(Everything(), IsEmpty());
  EXPECT_EQ(Counts(Import(config, file)), "rows 2, created 2");
}

// To the server a stream that breaks off has ended; what tells is that the call was cancelled.
TEST_F(ImportTest, RefusesACallThatWasCancelled) {
  OrganisationImport import(nullptr);
  pb::ImportOrganisationsRequest message;
  *message.mutable_config() = ImportConfig();
  message.set_data(File({kPlain}));
  ASSERT_OK(import.Message(message));
  const rpc::Call call = {clock_.Now(), absl::InfiniteFuture(), [] { return true; }};
  EXPECT_THAT(import.Done(call), HasReason("IMPORT_CUT_OFF"));
}

TEST_F(ImportTest, RefusesFilesThatAreTooLarge) {
  pb::ImportOrganisationsConfig config = ImportConfig();
  config.set_size_bytes(OrganisationImport::kMostBytes + 1);
  const auto announced = Import(config, "");
  EXPECT_THAT(announced, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(announced, HasReason("IMPORT_TOO_LARGE"));

  OrganisationImport import(nullptr);
  pb::ImportOrganisationsRequest message;
  *message.mutable_config() = ImportConfig();
  message.set_data(std::string(8 << 20, '\n'));
  absl::Status status;
  for (int i = 0; status.ok() && i < 9; ++i) {
    status = import.Message(message);
    message.clear_config();
  }
  EXPECT_THAT(status, HasReason("IMPORT_TOO_LARGE"));

  OrganisationImport rows(nullptr);
  *message.mutable_config() = ImportConfig();
  message.set_data("");
  ASSERT_OK(rows.Message(message));
  message.clear_config();
  std::string thousand;
  for (int i = 0; i < 1000; ++i) thousand += "x\n";
  message.set_data(thousand);
  for (int i = 0; i < 100; ++i) ASSERT_OK(rows.Message(message));
  EXPECT_THAT(rows.Message(message), HasReason("IMPORT_TOO_LARGE"));
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

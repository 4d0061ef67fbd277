#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/ids.h"
#include "tests/registry/rpc/import_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

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

  pb::ImportConfig config = ImportConfig();
  config.set_force(true);  // one of three sites
  EXPECT_EQ(Counts(Import(config, File({{{2, "HARBOUR GROUP"}},
                                        {{1, "A81045"}, {12, "20240331"}, {13, "C"}}}))),
            "rows 2, updated 1, closed 1");
  EXPECT_EQ(Get("a81044")->display_name(), "HARBOUR GROUP");
  EXPECT_EQ(Get("a81045")->status(), pb::ORGANISATION_STATUS_CLOSED);
}

TEST_F(ImportTest, ChecksWithoutWriting) {
  pb::ImportConfig config = ImportConfig();
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
  pb::ImportConfig config = ImportConfig();
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
  pb::ImportConfig config = ImportConfig();
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
  pb::ImportConfig config = ImportConfig();
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
  pb::ImportConfig config = ImportConfig();
  config.set_request_id(Uuid(1));
  const auto whole = Import(config, file);
  EXPECT_EQ(Counts(whole), "rows 2, created 2");
  EXPECT_EQ(Get("a81044")->display_name(), "CAFÉ \"ROYAL\"");
  const auto bytes = Import(config, file, 1);
  ASSERT_OK(bytes) << "the same request, though cut otherwise";
  EXPECT_EQ(bytes->SerializeAsString(), whole->SerializeAsString());
}

TEST_F(ImportTest, AnswersARepeatedRequestAsBefore) {
  pb::ImportConfig config = ImportConfig();
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
  pb::ImportConfig config;
  config.set_parent("north");
  config.set_request_id("1");
  config.set_format(static_cast<pb::ImportFormat>(99));
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
  pb::ImportConfig config = ImportConfig();
  config.set_size_bytes(static_cast<int64_t>(file.size()));
  const auto cut = Import(config, Line(kPlain));
  EXPECT_THAT(cut, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(cut, HasReason("IMPORT_CUT_OFF"));
  EXPECT_THAT(Everything(), IsEmpty());
  EXPECT_EQ(Counts(Import(config, file)), "rows 2, created 2");
}

}  // namespace
}  // namespace pcsp::registry

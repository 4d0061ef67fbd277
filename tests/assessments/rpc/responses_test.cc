// Answers coming in, over the wire.
#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/synchronization/blocking_counter.h"
#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::StatusIs;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr char kRequest[] = "0190b0a0-0000-7000-8000-00000000000a";

class ResponsesTest : public ServiceTest {
 protected:
  // How many have answered at a site, once the wave is closed; 0 if too few to be told.
  int Respondents(const std::string& site) {
    EXPECT_OK(CloseWave());
    return Evidence({site})->evidence(0).respondents();
  }
};

TEST_F(ResponsesTest, ARepeatedRequestCountsOnce) {
  OpenWave();
  for (int i = 0; i < 3; ++i) ASSERT_OK(Submit(Response("a1", {{"pr_purpose", "4"}}, kRequest)));
  // The same UUID in capitals is the same request, whatever it says this time.
  ASSERT_OK(Submit(Response("a1", {{"pr_purpose", "1"}}, "0190B0A0-0000-7000-8000-00000000000A")));
  for (int i = 0; i < 2; ++i) ASSERT_OK(Submit(Response("a1", {{"pr_purpose", "4"}})));
  EXPECT_EQ(Respondents("a1"), 3);
  EXPECT_EQ(Evidence({"a1"})->evidence(0).items(0).answers().at("4"), 3);
  EXPECT_OK(Submit(Response("a1", {{"pr_purpose", "4"}}, kRequest)))
      << "a lost reply is made up for, even after closing";
}

TEST_F(ResponsesTest, EverythingWrongIsSaidAtOnce) {
  OpenWave();
  auto request = Response("a1", {{"sg_value", "4"}, {"pr_purpose", "7"}}, "x");
  request.set_staff_group(type::v1::STAFF_GROUP_UNSPECIFIED);
  EXPECT_THAT(ViolatedFields(Submit(request)),
              UnorderedElementsAre("staff_group", "request_id", "answers[sg_value]",
                                   "answers[pr_purpose]"));
  EXPECT_THAT(ViolatedFields(Submit(Response("b1", {{"pr_purpose", "4"}}))),
              ElementsAre("organisation"));
  EXPECT_THAT(ViolatedFields(Submit(Response("east", {{"ws_purpose", "4"}}))),
              ElementsAre("organisation"))
      << "a level without an instrument";
  EXPECT_THAT(ViolatedFields(Submit(Response("a1", {{"pr_purpose", ""}}))), ElementsAre("answers"));
  request.set_organisation("b1");
  request.mutable_answers()->erase("sg_value");
  EXPECT_THAT(
      ViolatedFields(Submit(request)),
      UnorderedElementsAre("organisation", "staff_group", "request_id", "answers[pr_purpose]"))
      << "of answers too, where the site is not known";
  request.set_parent("waves/w1");
  EXPECT_THAT(ViolatedFields(Submit(request)), ElementsAre("parent"));
}

TEST_F(ResponsesTest, TheStateOfTheWaveDecides) {
  EXPECT_THAT(Submit(Response("a1", {{"pr_purpose", "4"}})), HasReason("WAVE_NOT_FOUND"));
  ASSERT_OK(CreateWave("w1"));
  const auto draft = Submit(Response("a1", {{"pr_purpose", "4"}}));
  EXPECT_THAT(draft, HasReason("WAVE_NOT_OPEN"));
  EXPECT_THAT(draft, StatusIs(absl::StatusCode::kFailedPrecondition));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  EXPECT_OK(Submit(Response("a1", {{"pr_purpose", "4"}})));
  ASSERT_OK(CloseWave());
  EXPECT_THAT(Submit(Response("a1", {{"pr_purpose", "4"}})), HasReason("WAVE_CLOSED"));
}

// Many more calls under way than the module has threads: none of them holds one while it waits.
TEST_F(ResponsesTest, ManyCallsWaitForOneWriter) {
  OpenWave();
  constexpr int kCalls = 400;
  struct Call {
    grpc::ClientContext context;
    pb::SubmitResponseRequest request;
    pb::SubmitResponseResponse response;
    grpc::Status status;
  };
  std::vector<Call> calls(kCalls);
  absl::BlockingCounter left(kCalls);
  for (int i = 0; i < kCalls; ++i) {
    Call& call = calls[i];
    call.request = Response("a1", {{"pr_purpose", "4"}});
    stub_->async()->SubmitResponse(&call.context, &call.request, &call.response,
                                   [&](grpc::Status status) {
                                     call.status = std::move(status);
                                     left.DecrementCount();
                                   });
  }
  left.Wait();
  for (const Call& call : calls) EXPECT_TRUE(call.status.ok()) << call.status.error_message();
  EXPECT_EQ(Respondents("a1"), kCalls);
}

TEST_F(ResponsesTest, AFileIsStoredRowByRow) {
  OpenWave();
  const std::string csv =
      "\xEF\xBB\xBFsite;staff_group;pr_purpose;pr_value;sg_purpose\r\n"
      "a1;gp;4;5;\r\n"
      "programmes/p/organisations/a1;nurse;nr_role;;\r\n"
      "A1;admin;3;;\r\n"
      "\r\n"
      "north;leadership;;;5\r\n"
      "a1;gp;9;4;2\r\n"
      "b7;doctor;4;;\r\n"
      "a1;gp;;;\r\n";
  for (size_t chunk : {1000, 7}) {
    const auto report = Bulk(csv, kRequest, /*validate_only=*/true, chunk);
    ASSERT_OK(report);
    EXPECT_EQ(report->accepted(), 4);
    EXPECT_EQ(report->rejected(), 3);
  }
  const auto report = Bulk(csv, kRequest).value();
  EXPECT_EQ(report.rows(), 7);
  EXPECT_EQ(report.accepted(), 4);
  EXPECT_EQ(report.rejected(), 3);
  ASSERT_EQ(report.reports_size(), 3);
  EXPECT_EQ(report.reports(0).row(), 5);
  EXPECT_EQ(report.reports(0).line(), 7) << "as a spreadsheet counts";
  EXPECT_EQ(report.reports(0).verdict(), pb::ROW_VERDICT_REJECTED);
  ASSERT_EQ(report.reports(0).faults_size(), 2);
  EXPECT_EQ(report.reports(0).faults(0).column(), "pr_purpose");
  EXPECT_EQ(report.reports(0).faults(0).given(), "9");
  EXPECT_EQ(report.reports(0).faults(0).expected(),
            "one of 1, 2, 3, 4, 5, nr_role, nr_stage, nr_work");
  EXPECT_EQ(report.reports(0).faults(1).column(), "sg_purpose");
  EXPECT_EQ(report.reports(1).faults(0).column(), "site");
  EXPECT_EQ(report.reports(1).faults(1).column(), "staff_group");

  const auto again = Bulk(csv, kRequest).value();
  EXPECT_EQ(again.accepted(), 0);
  EXPECT_EQ(again.duplicates(), 4);
  EXPECT_EQ(again.reports(0).verdict(), pb::ROW_VERDICT_DUPLICATE);
  EXPECT_EQ(Respondents("a1"), 3);
}

std::string LargeFile(int rows) {
  std::string csv = "site,staff_group,pr_purpose\n";
  for (int i = 0; i < rows; ++i) absl::StrAppend(&csv, "a", 1 + i % 3, ",gp,", 1 + i % 5, "\n");
  return csv;
}

TEST_F(ResponsesTest, ALargeFileIsStoredInOneGo) {
  OpenWave();
  const std::string csv = LargeFile(2500);
  const auto report = Bulk(csv, kRequest, false, 10'000).value();
  EXPECT_EQ(report.accepted(), 2500);
  EXPECT_EQ(report.reports_size(), 0);
  EXPECT_EQ(Bulk(csv, kRequest)->duplicates(), 2500);
  EXPECT_EQ(Respondents("a1"), 834);
}

TEST_F(ResponsesTest, NothingIsStoredOfAFileThatBreaks) {
  OpenWave();
  const std::string csv = LargeFile(2500);
  EXPECT_THAT(Bulk(csv + "a1,gp,\"4\n", kRequest), HasReason("INVALID_CSV"));
  EXPECT_THAT(Bulk(csv, kRequest, false, 1000, /*size=*/csv.size() + 1),
              HasReason("UPLOAD_CUT_OFF"));
  EXPECT_THAT(ViolatedFields(Bulk(csv, kRequest, false, 1000, /*size=*/-1).status()),
              ElementsAre("config.size_bytes"));
  EXPECT_EQ(Bulk(csv, kRequest, false, 1000, csv.size())->accepted(), 2500)
      << "nothing had been stored before";
}

TEST_F(ResponsesTest, NothingIsStoredOfAFileWhoseSenderGoesAway) {
  OpenWave();
  const std::string csv = LargeFile(2500);
  {
    grpc::ClientContext context;
    pb::BulkSubmitResponsesResponse response;
    auto writer = stub_->BulkSubmitResponses(&context, &response);
    pb::BulkSubmitResponsesRequest request;
    request.mutable_config()->set_parent(kWave);
    request.mutable_config()->set_request_id(kRequest);
    request.set_data(csv);
    ASSERT_TRUE(writer->Write(request));
    context.TryCancel();
    EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  EXPECT_EQ(Bulk(csv, kRequest)->accepted(), 2500);
}

TEST_F(ResponsesTest, RowsMendedInTheirPlacesCountOnce) {
  OpenWave();
  const std::string head = "site,staff_group,pr_purpose\na1,gp,4\n", tail = "a1,nurse,5\n";
  EXPECT_EQ(Bulk(head + "a1,gp,9\n" + tail, kRequest)->accepted(), 2);
  const auto shorter = Bulk(head + tail, kRequest);
  EXPECT_THAT(shorter, HasReason("REQUEST_ID_REUSED")) << "the last row would count again";
  EXPECT_THAT(ViolatedFields(shorter.status()), ElementsAre("config.request_id"));
  const auto mended = Bulk(head + "a1,gp,3\n" + tail, kRequest).value();
  EXPECT_EQ(mended.accepted(), 1);
  EXPECT_EQ(mended.duplicates(), 2);
  EXPECT_EQ(Respondents("a1"), 3);
}

TEST_F(ResponsesTest, NothingIsStoredOfAFileThatIsToStandWhole) {
  OpenWave();
  pb::BulkSubmitResponsesConfig config;
  config.set_all_or_nothing(true);
  config.set_request_id("0190b0a0-0000-7000-8000-00000000000c");
  const std::string good = "site,staff_group,pr_purpose\na1,gp,4\na1,gp,4\n";
  const auto refused = BulkWith(config, good + "a1,gp,9\n");
  ASSERT_OK(refused);
  EXPECT_EQ(refused->rows(), 3);
  EXPECT_EQ(refused->accepted(), 0);
  EXPECT_EQ(refused->rejected(), 1);
  config.set_request_id("0190b0a0-0000-7000-8000-00000000000d");
  const auto mended = BulkWith(config, good + "a1,gp,3\n");
  ASSERT_OK(mended);
  EXPECT_EQ(mended->accepted(), 3) << "two who answered alike are two";
  config.set_validate_only(true);
  EXPECT_EQ(BulkWith(config, good + "a1,gp,9\n")->accepted(), 0);
  ASSERT_OK(CloseWave());
  EXPECT_EQ(Evidence({"a1"})->evidence(0).respondents(), 3);
}

// However the file is sorted, grown or mended, and under whatever request id it comes.
TEST_F(ResponsesTest, RowsWithAnIdOfTheirOwnCountOnce) {
  OpenWave();
  const std::string header = "response_id,site,staff_group,pr_purpose,sg_purpose\n";
  const auto first = Bulk(header + "1,a1,gp,4,\n2,a1,gp,4,\n3,a1,gp,9,\n1,north,gp,,2\n",
                          "0190b0a0-0000-7000-8000-00000000000c");
  ASSERT_OK(first);
  EXPECT_EQ(first->accepted(), 2);
  EXPECT_EQ(first->rejected(), 2);
  EXPECT_EQ(first->reports(1).faults(0).column(), "response_id") << "twice in one file";
  EXPECT_THAT(first->reports(1).faults(0).expected(), HasSubstr("row 1"));
  const auto grown = Bulk(header + "4,a1,gp,4,\n3,a1,gp,5,\n2,a1,gp,4,\n 1 ,a1,gp,3,\n");
  ASSERT_OK(grown);
  EXPECT_EQ(grown->accepted(), 2);
  EXPECT_EQ(grown->duplicates(), 2);
  const auto other = Bulk(header + "1,north,gp,,2\n");
  EXPECT_EQ(other->accepted(), 1) << "another instrument is another survey";
  const auto faulty = Bulk(header + " ,a1,gp,9,\n" + std::string(101, 'x') + ",a1,gp,4,\n");
  ASSERT_OK(faulty);
  EXPECT_EQ(faulty->rejected(), 2);
  EXPECT_EQ(faulty->reports(0).faults_size(), 2);
  ASSERT_OK(CloseWave());
  EXPECT_EQ(Evidence({"a1"})->evidence(0).respondents(), 4);
}

TEST_F(ResponsesTest, AFileThatIsNoTableOfResponsesIsRefused) {
  OpenWave();
  const auto columns = Bulk("site,pr_purpose,role,pr_purpose\na1,4,gp,4\n").status();
  EXPECT_THAT(columns, HasReason("INVALID_FILE"));
  EXPECT_THAT(ViolatedFields(columns), ElementsAre("columns[3]", "columns[4]", "columns"));
  EXPECT_THAT(Bulk(""), HasReason("INVALID_FILE"));
  EXPECT_THAT(Bulk("site,staff_group,pr_purpose\na1,gp,\"4\n"), HasReason("INVALID_CSV"));
  EXPECT_THAT(ViolatedFields(Bulk("site", "not a uuid").status()),
              ElementsAre("config.request_id"));
  ASSERT_OK(CloseWave());
  EXPECT_THAT(Bulk("site,staff_group,pr_purpose\na1,gp,4\n"), HasReason("WAVE_CLOSED"));
}

TEST_F(ResponsesTest, ProgressIsToldInBands) {
  OpenWave(/*min_group_size=*/3);
  SubmitAll("a1", "4", 2);
  SubmitAll("a2", "4", 7);
  pb::GetWaveProgressRequest request;
  request.set_name(kWave);
  request.set_page_size(3);
  const auto progress = Ask(&Stub::GetWaveProgress, request).value();
  EXPECT_EQ(progress.site_count(), 4);
  EXPECT_EQ(progress.sites_at_minimum(), 1);
  ASSERT_EQ(progress.sites_size(), 3);
  EXPECT_EQ(progress.sites(0).responses().low(), 0);
  EXPECT_EQ(progress.sites(0).responses().high(), 2);
  EXPECT_FALSE(progress.sites(0).minimum_reached());
  EXPECT_EQ(progress.sites(1).responses().low(), 6);
  EXPECT_EQ(progress.sites(1).responses().high(), 11);
  EXPECT_EQ(progress.sites(1).headcount(), 8);
  request.set_page_token(progress.next_page_token());
  const auto rest = Ask(&Stub::GetWaveProgress, request).value();
  ASSERT_EQ(rest.sites_size(), 1);
  EXPECT_EQ(rest.sites(0).organisation(), Organisation("north"));
}

}  // namespace
}  // namespace pcsp::assessments::testing

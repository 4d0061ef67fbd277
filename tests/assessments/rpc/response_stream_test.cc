// Answers coming in on one call, each with its verdict.
#include <thread>

#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kRequest[] = "0190b0a0-0000-7000-8000-00000000000a";

class ResponseStreamTest : public ServiceTest {
 protected:
  // Sends all of them while it reads verdicts.
  std::vector<pb::StreamResponsesResponse> Stream(
      const std::vector<pb::SubmitResponseRequest>& requests) {
    grpc::ClientContext context;
    auto stream = stub_->StreamResponses(&context);
    std::thread sender([&] {
      for (const auto& request : requests) {
        pb::StreamResponsesRequest message;
        *message.mutable_response() = request;
        if (!stream->Write(message)) break;
      }
      stream->WritesDone();
    });
    std::vector<pb::StreamResponsesResponse> verdicts;
    for (pb::StreamResponsesResponse verdict; stream->Read(&verdict);) verdicts.push_back(verdict);
    sender.join();
    EXPECT_TRUE(stream->Finish().ok());
    return verdicts;
  }
  int Respondents(const std::string& site) {
    EXPECT_OK(CloseWave());
    return Evidence({site})->evidence(0).respondents();
  }
};

TEST_F(ResponseStreamTest, EachHasItsVerdictInOrder) {
  OpenWave();
  auto elsewhere = Response("a1", {{"pr_purpose", "4"}});
  elsewhere.set_parent("programmes/p/waves/w9");
  auto invited = Response("a1", {{"pr_purpose", "4"}});
  invited.set_token("unknown");
  const auto verdicts = Stream({Response("a1", {{"pr_purpose", "4"}}, kRequest),
                                Response("a1", {{"pr_purpose", "9"}, {"no_item", "1"}}), elsewhere,
                                Response("a1", {{"pr_purpose", "4"}}), invited,
                                Response("a1", {{"pr_purpose", "4"}}, kRequest),
                                Response("a1", {{"pr_value", "3"}})});
  ASSERT_THAT(verdicts, SizeIs(7));
  std::vector<std::string> reasons;
  for (size_t i = 0; i < verdicts.size(); ++i) {
    EXPECT_EQ(verdicts[i].row(), static_cast<int64_t>(i) + 1);
    EXPECT_EQ(verdicts[i].verdict() == pb::ROW_VERDICT_ACCEPTED, verdicts[i].reason().empty());
    reasons.push_back(verdicts[i].reason());
  }
  EXPECT_THAT(reasons, ElementsAre("", "INVALID_FIELDS", "WAVE_NOT_FOUND", "",
                                   "INVITATION_NOT_VALID", "", ""));
  std::vector<std::string> columns;
  for (const auto& fault : verdicts[1].faults()) columns.push_back(fault.column());
  EXPECT_THAT(columns, UnorderedElementsAre("answers[pr_purpose]", "answers[no_item]"));
  EXPECT_EQ(Respondents("a1"), 3) << "the same request id counts once, a faulty row not at all";
}

TEST_F(ResponseStreamTest, ManyMoreThanAreUnderWayAtOnce) {
  OpenWave();
  const std::vector<pb::SubmitResponseRequest> requests(2000,
                                                        Response("a1", {{"pr_purpose", "4"}}));
  const auto verdicts = Stream(requests);
  ASSERT_THAT(verdicts, SizeIs(2000));
  for (const auto& verdict : verdicts) EXPECT_EQ(verdict.verdict(), pb::ROW_VERDICT_ACCEPTED);
  EXPECT_EQ(Respondents("a1"), 2000);
}

TEST_F(ResponseStreamTest, NoneIsFine) {
  OpenWave();
  EXPECT_THAT(Stream({}), SizeIs(0));
}

TEST_F(ResponseStreamTest, ACallerThatGoesAwayLeavesNothingHalfDone) {
  OpenWave();
  for (int time = 0; time < 20; ++time) {
    grpc::ClientContext context;
    auto stream = stub_->StreamResponses(&context);
    pb::StreamResponsesRequest message;
    *message.mutable_response() = Response("a1", {{"pr_purpose", "4"}});
    for (int i = 0; i < 300; ++i) {
      if (!stream->Write(message)) break;
      if (i == 10 * time) context.TryCancel();
    }
    pb::StreamResponsesResponse verdict;
    while (stream->Read(&verdict)) {
    }
    stream->Finish();
  }
  Stop();  // hangs if a call has not ended
  ASSERT_OK(Start());
  EXPECT_THAT(Stream({Response("a1", {{"pr_purpose", "4"}})}), SizeIs(1));
}

}  // namespace
}  // namespace pcsp::assessments::testing

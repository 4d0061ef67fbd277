#include "gateway/rpc/pass_through.h"

#include "common/base/error.h"
#include "tests/gateway/flows/fake_services.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using registry::v1::ImportOrganisationsRequest;
using registry::v1::ImportReport;
using ::testing::ElementsAre;

// Calls go through the gateway's door to services behind it.
class PassThroughTest : public ::testing::Test {
 protected:
  absl::Time Soon() { return absl::Now() + absl::Seconds(10); }

  testing::FakeServices services_;
  ForwardTable table_{services_.channels()};
  PassThrough pass_through_{&table_};
  std::unique_ptr<rpc::Server> door_ = rpc::Server::Start({.generic = &pass_through_}).value();
  Clients clients_{{door_->InProcessChannel(), door_->InProcessChannel(), door_->InProcessChannel(),
                    door_->InProcessChannel()}};
};

TEST_F(PassThroughTest, PassesACallAndItsReply) {
  registry::v1::GetProgrammeRequest request;
  const auto programme =
      Ask(*clients_.registry, &registry::v1::RegistryService::Stub::GetProgramme, request, Soon());
  ASSERT_OK(programme);
  EXPECT_EQ(programme->display_name(), "Programme P");
}

TEST_F(PassThroughTest, PassesAnErrorWithItsDetails) {
  assessments::v1::GetWaveRequest request;
  request.set_name("programmes/p/waves/none");
  const auto wave = Ask(*clients_.assessments, &assessments::v1::AssessmentService::Stub::GetWave,
                        request, Soon());
  EXPECT_THAT(wave, HasReason("WAVE_NOT_FOUND"));
  EXPECT_EQ(ErrorDetailOf(wave.status())->resource->name, "programmes/p/waves/none");
}

TEST_F(PassThroughTest, RefusesWhatIsBetweenServicesAlone) {
  EXPECT_THAT(Ask(*clients_.assessments, &assessments::v1::AssessmentService::Stub::CompleteWave,
                  assessments::v1::CompleteWaveRequest(), Soon()),
              HasReason("METHOD_NOT_SERVED"));
  EXPECT_EQ(services_.state, assessments::v1::WAVE_STATE_OPEN);
}

absl::Status Import(Clients& clients, const std::vector<std::string>& pieces,
                    ImportReport* response) {
  grpc::ClientContext context;
  auto writer = clients.registry->ImportOrganisations(&context, response);
  for (const std::string& piece : pieces) {
    ImportOrganisationsRequest request;
    request.set_data(piece);
    if (!writer->Write(request)) break;
  }
  writer->WritesDone();
  return rpc::FromGrpcStatus(writer->Finish());
}

TEST_F(PassThroughTest, PassesAStreamOfRequests) {
  ImportReport response;
  ASSERT_OK(Import(clients_, {"a", "b", "c"}, &response));
  EXPECT_EQ(response.counts().rows(), 3);
  ASSERT_OK(Import(clients_, {}, &response));
}

TEST_F(PassThroughTest, EndsAStreamThatIsRefusedHalfWay) {
  ImportReport response;
  const std::vector<std::string> pieces = {"a", "bad", std::string(100'000, 'x'), "b"};
  EXPECT_THAT(ViolatedFields(Import(clients_, pieces, &response)), ElementsAre("data"));
}

// How many replies there are to `requests`, and how it ends.
std::pair<int, absl::Status> StreamBothWays(Clients& clients,
                                            const std::vector<std::string>& request_ids) {
  grpc::ClientContext context;
  auto stream = clients.assessments->StreamResponses(&context);
  int replies = 0;
  for (const std::string& id : request_ids) {
    assessments::v1::StreamResponsesRequest request;
    request.mutable_response()->set_request_id(id);
    assessments::v1::StreamResponsesResponse response;
    if (!stream->Write(request) || !stream->Read(&response)) break;
    EXPECT_EQ(response.row(), ++replies);
  }
  stream->WritesDone();
  return {replies, rpc::FromGrpcStatus(stream->Finish())};
}

TEST_F(PassThroughTest, PassesMessagesBothWays) {
  const auto [replies, status] = StreamBothWays(clients_, std::vector<std::string>(100, ""));
  EXPECT_OK(status);
  EXPECT_EQ(replies, 100);
  EXPECT_OK(StreamBothWays(clients_, {}).second);
}

TEST_F(PassThroughTest, EndsAStreamBothWaysThatIsRefusedHalfWay) {
  const auto [replies, status] = StreamBothWays(clients_, {"", "", "bad", ""});
  EXPECT_EQ(replies, 2);
  EXPECT_THAT(ViolatedFields(status), ElementsAre("request_id"));
}

TEST_F(PassThroughTest, AStreamBothWaysMayBreakOffAtAnyMoment) {
  for (int time = 0; time < 20; ++time) {
    grpc::ClientContext context;
    auto stream = clients_.assessments->StreamResponses(&context);
    assessments::v1::StreamResponsesResponse response;
    for (int i = 0; i < time / 2; ++i) {
      ASSERT_TRUE(stream->Write({}));
      ASSERT_TRUE(stream->Read(&response));
    }
    if (time % 2 == 1) {  // with its reply on the way
      ASSERT_TRUE(stream->Write({}));
    }
    context.TryCancel();
    EXPECT_FALSE(stream->Finish().ok());
  }
  EXPECT_OK(StreamBothWays(clients_, {"", ""}).second);
}

TEST_F(PassThroughTest, LetsNoServiceTakeABrokenStreamForAWholeOne) {
  constexpr int kTimes = 20;
  for (int i = 0; i < kTimes; ++i) {
    grpc::ClientContext context;
    ImportReport response;
    auto writer = clients_.registry->ImportOrganisations(&context, &response);
    ImportOrganisationsRequest request;
    request.set_data("a");
    ASSERT_TRUE(writer->Write(request));
    context.TryCancel();
    EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  std::unique_lock lock(services_.mutex);
  const auto deadline = Soon();
  while (services_.imports_complete + services_.imports_cancelled < kTimes &&
         absl::Now() < deadline) {
    lock.unlock();
    absl::SleepFor(absl::Milliseconds(1));
    lock.lock();
  }
  EXPECT_EQ(services_.imports_complete, 0);
  EXPECT_EQ(services_.imports_cancelled, kTimes);
}

TEST_F(PassThroughTest, SaysWhenTheServiceIsAway) {
  const auto channel = Dial("127.0.0.1:1");
  ForwardTable table({channel, channel, channel, channel});
  PassThrough pass_through(&table);
  const auto door = rpc::Server::Start({.generic = &pass_through}).value();
  const auto stub = registry::v1::RegistryService::NewStub(door->InProcessChannel());
  const auto answer = Ask(*stub, &registry::v1::RegistryService::Stub::GetProgramme,
                          registry::v1::GetProgrammeRequest(), Soon());
  EXPECT_TRUE(absl::IsUnavailable(answer.status())) << answer.status();
}

}  // namespace
}  // namespace pcsp::gateway

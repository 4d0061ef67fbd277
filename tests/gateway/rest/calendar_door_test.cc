// What a calendar program sees of a diary: the file as it stands, or that there is none.
#include "common/base/error.h"
#include "common/rpc/status.h"
#include "gateway/rest/http_server.h"
#include "gateway/rest/rest_door.h"
#include "gmock/gmock.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "tests/gateway/rest/raw_client.h"

namespace pcsp::rest {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::RawClient;
using testing::RawResponse;

constexpr char kDiary[] = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";

// Has one diary, at "secret".
class OneDiary final : public Backend {
 public:
  void Call(BackendCall call, BackendDone done) override {
    planning::v1::GetCalendarRequest request;
    request.ParseFromString(call.request_messages.at(0));
    if (request.token() != "secret") {
      return done(rpc::ToGrpcStatus(ResourceNotFound("calendar_feed", "calendars/-")), "");
    }
    type::v1::Document document;
    document.set_content_type("text/calendar; charset=utf-8");
    document.set_content(kDiary);
    document.set_filename("care-planning.ics");
    done(grpc::Status::OK, document.SerializeAsString());
  }
};

class CalendarDoorTest : public ::testing::Test {
 protected:
  CalendarDoorTest() {
    planning::v1::Plan::descriptor();  // keeps the generated code linked in
    door_ = *RestDoor::Create({.services = {"pcsp.planning.v1.PlanningService"}}, &backend_);
    server_ = *HttpServer::Start({}, door_.get());
  }
  ~CalendarDoorTest() override { server_->Drain(absl::ZeroDuration()); }

  RawResponse Get(const std::string& target) {
    return RawClient(server_->port()).Ask("GET", target).value_or(RawResponse{});
  }

  OneDiary backend_;
  std::unique_ptr<RestDoor> door_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(CalendarDoorTest, AnswersWithTheFileAsItStands) {
  RawResponse response = Get("/v1/calendars/secret");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, kDiary);
  EXPECT_EQ(response.headers["content-type"], "text/calendar; charset=utf-8");
  EXPECT_THAT(response.headers["content-disposition"], HasSubstr("care-planning.ics"));
  EXPECT_THAT(response.headers["cache-control"], HasSubstr("no-store"));
}

TEST_F(CalendarDoorTest, SaysNothingOfWhatItDoesNotHave) {
  RawResponse other = Get("/v1/calendars/other");
  EXPECT_EQ(other.status, 404);
  EXPECT_THAT(other.body, HasSubstr("CALENDAR_FEED_NOT_FOUND"));
  EXPECT_THAT(other.body, Not(HasSubstr("other")));
  EXPECT_EQ(Get("/v1/calendars/revoked").body, other.body);
}

}  // namespace
}  // namespace pcsp::rest

#include <atomic>

#include "absl/synchronization/notification.h"
#include "common/base/error.h"
#include "common/rpc/log.h"
#include "common/rpc/metrics.h"
#include "common/rpc/status.h"
#include "common/rpc/worker_pool.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "prometheus/text_serializer.h"
#include "tests/support/status_matchers.h"

namespace pcsp::rpc {
namespace {

using ::pcsp::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(StatusBridge, KeepsEveryDetailThereAndBack) {
  const absl::Status status =
      MakeError(absl::StatusCode::kFailedPrecondition, "The wave is closed.",
                {.reason = "WAVE_CLOSED",
                 .metadata = {{"state", "CLOSED"}},
                 .violations = {{"wave", "w1", "an open wave"}, {"site", "", "a site of the wave"}},
                 .resource = ResourceRef{"wave", "programmes/p/waves/w1"},
                 .precondition = "open a new wave",
                 .retry_after = absl::Milliseconds(1500)});
  const absl::Status back = FromGrpcStatus(ToGrpcStatus(status));
  EXPECT_EQ(back.code(), status.code());
  EXPECT_EQ(back.message(), status.message());
  EXPECT_EQ(ErrorDetailOf(back), ErrorDetailOf(status));
}

TEST(StatusBridge, HidesTheTextOfWhatNobodyPlanned) {
  for (const absl::Status& status :
       {absl::InternalError("SELECT secret"), absl::UnknownError("SELECT secret")}) {
    const grpc::Status wire = ToGrpcStatus(status);
    EXPECT_EQ(wire.error_code(), grpc::StatusCode::INTERNAL);
    EXPECT_THAT(wire.error_message(), Not(HasSubstr("SELECT")));
    EXPECT_THAT(wire.error_details(), Not(HasSubstr("SELECT")));
  }
}

TEST(StatusBridge, AlwaysCarriesOneErrorInfo) {
  google::rpc::Status wire;
  ASSERT_TRUE(wire.ParseFromString(ToGrpcStatus(absl::NotFoundError("none")).error_details()));
  google::rpc::ErrorInfo info;
  ASSERT_EQ(wire.details_size(), 1);
  ASSERT_TRUE(wire.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "NOT_FOUND");
  EXPECT_EQ(info.domain(), "pcsp");
}

TEST(StatusBridge, StaysSmallHoweverManyFieldsAreWrong) {
  Violations violations;
  for (int i = 0; i < 1000; ++i) violations.Add("field", std::string(70, 'x'), "something else");
  const grpc::Status wire = ToGrpcStatus(violations.ToStatus());
  EXPECT_LT(wire.error_details().size(), 4096u);
  EXPECT_THAT(wire.error_details(), HasSubstr("more violations"));
}

TEST(WorkerPool, RefusesWhatItCannotHoldAndRunsTheRest) {
  absl::Notification release, started;
  std::atomic<int> ran = 0;
  {
    WorkerPool pool(/*threads=*/1, /*queue_limit=*/1);
    ASSERT_TRUE(pool.TrySubmit([&] {
      started.Notify();
      release.WaitForNotification();
      ++ran;
    }));
    started.WaitForNotification();
    EXPECT_TRUE(pool.TrySubmit([&] { ++ran; }));
    EXPECT_FALSE(pool.TrySubmit([&] { ran += 100; }));
    release.Notify();
  }
  EXPECT_EQ(ran, 2);
}

TEST(Log, WritesOneJsonObjectALine) {
  ::testing::internal::CaptureStderr();
  Log log(LogLevel::kInfo);
  log.Write(LogLevel::kDebug, "hidden");
  log.Info("served", {{"port", int64_t{8080}}, {"name", "a\"b\nc"}});
  const std::string text = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(text, HasSubstr("\"message\":\"served\",\"port\":8080,\"name\":\"a\\\"b\\nc\"}\n"));
  EXPECT_THAT(text, Not(HasSubstr("hidden")));
}

TEST(Log, NamesItsLevels) {
  EXPECT_EQ(*LogLevelFromText("warning"), LogLevel::kWarning);
  EXPECT_THAT(LogLevelFromText("loud"), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(Metrics, CountsByMethodAndCode) {
  Metrics metrics;
  MethodMetrics* method = metrics.Method("pcsp.x.v1.X", "Get");
  EXPECT_EQ(metrics.Method("pcsp.x.v1.X", "Get"), method);
  method->Started();
  method->Finished(absl::StatusCode::kNotFound, absl::Milliseconds(2));
  const std::string text = prometheus::TextSerializer().Serialize(metrics.registry().Collect());
  EXPECT_THAT(text, HasSubstr("code=\"NOT_FOUND\""));
  EXPECT_THAT(text, HasSubstr("pcsp_rpc_running{method=\"Get\",service=\"pcsp.x.v1.X\"} 0"));
}

}  // namespace
}  // namespace pcsp::rpc

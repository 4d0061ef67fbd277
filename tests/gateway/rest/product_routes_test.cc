// The annotations of the product itself, as the REST door reads them.
#include <algorithm>
#include <set>

#include "gateway/rest/router.h"
#include "gateway/rest/upload.h"
#include "pcsp/assessments/v1/assessment_service.pb.h"
#include "pcsp/diagnosis/v1/diagnosis_service.pb.h"
#include "pcsp/gateway/v1/programme_service.pb.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "pcsp/registry/v1/registry_service.pb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::rest {
namespace {

const std::vector<const google::protobuf::FileDescriptor*>& Files() {
  static const std::vector<const google::protobuf::FileDescriptor*> files = {
      assessments::v1::BulkSubmitResponsesRequest::descriptor()->file()->pool()->FindFileByName(
          "pcsp/assessments/v1/assessment_service.proto"),
      diagnosis::v1::GetKnowledgeBaseRequest::descriptor()->file(),
      gateway::v1::OpenWaveRequest::descriptor()->file(),
      planning::v1::CoreFunction::descriptor()->file(),
      planning::v1::CoreFunction::descriptor()->file()->pool()->FindFileByName(
          "pcsp/planning/v1/training_service.proto"),
      planning::v1::CoreFunction::descriptor()->file()->pool()->FindFileByName(
          "pcsp/planning/v1/place_service.proto"),
      planning::v1::CoreFunction::descriptor()->file()->pool()->FindFileByName(
          "pcsp/planning/v1/assignment_service.proto"),
      registry::v1::CreateProgrammeRequest::descriptor()->file()};
  return files;
}

Router ProductRouter() {
  std::vector<std::string> services;
  for (const auto* file : Files()) {
    for (int i = 0; i < file->service_count(); ++i)
      services.push_back(file->service(i)->full_name());
  }
  auto router = Router::Create(*google::protobuf::DescriptorPool::generated_pool(), services);
  EXPECT_OK(router);
  return *std::move(router);
}

TEST(ProductRoutes, AreServedUnderV1) {
  const Router router = ProductRouter();
  EXPECT_GE(router.routes().size(), 35u);
  for (const auto& route : router.routes()) {
    EXPECT_EQ(route->pattern.substr(0, 4), "/v1/") << route->method->full_name();
  }
}

// A method that takes a stream can be given a plain file, so that curl and a browser can send one.
TEST(ProductRoutes, TakeFilesWhereTheyTakeStreams) {
  const Router router = ProductRouter();
  int streams = 0;
  for (const auto& route : router.routes()) {
    if (!route->method->client_streaming()) continue;
    ++streams;
    EXPECT_NE(UploadShapeOf(*route->method->input_type()).config, nullptr)
        << route->method->full_name();
  }
  EXPECT_GE(streams, 2);
}

// PATCH needs its mask, or a client could never call it.
TEST(ProductRoutes, HaveAMaskWhereTheyPatch) {
  const Router router = ProductRouter();
  for (const auto& route : router.routes()) {
    if (route->http_method != "PATCH") continue;
    const auto* mask = route->method->input_type()->FindFieldByName("update_mask");
    ASSERT_NE(mask, nullptr) << route->method->full_name();
    EXPECT_EQ(mask->message_type()->full_name(), "google.protobuf.FieldMask");
  }
}

}  // namespace
}  // namespace pcsp::rest

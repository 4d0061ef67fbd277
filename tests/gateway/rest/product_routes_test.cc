// The annotations of the product itself, as the REST door reads them.
#include <algorithm>
#include <set>

#include "gateway/rest/upload.h"
#include "tests/gateway/rest/product_router.h"
#include "tests/support/status_matchers.h"

namespace pcsp::rest {
namespace {

using testing::ProductRouter;

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

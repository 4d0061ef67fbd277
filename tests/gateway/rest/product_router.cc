#include "tests/gateway/rest/product_router.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace pcsp::rest::testing {

Router ProductRouter() {
  const auto& pool = *google::protobuf::DescriptorPool::generated_pool();
  std::vector<std::string> services;
  for (const char* name :
       {"assessments/v1/assessment", "diagnosis/v1/diagnosis", "gateway/v1/programme",
        "planning/v1/assignment", "planning/v1/place", "planning/v1/planning",
        "planning/v1/programme_plan", "planning/v1/training", "planning/v1/workforce",
        "registry/v1/registry"}) {
    const auto* file = pool.FindFileByName(absl::StrCat("pcsp/", name, "_service.proto"));
    EXPECT_NE(file, nullptr) << name;
    for (int i = 0; file != nullptr && i < file->service_count(); ++i) {
      services.push_back(file->service(i)->full_name());
    }
  }
  auto router = Router::Create(pool, services);
  EXPECT_OK(router);
  return *std::move(router);
}

}  // namespace pcsp::rest::testing

#include "services/planning/module.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;

class ModuleTest : public ::testing::Test {
 protected:
  ModuleTest() : folder_(absl::StrCat(::testing::TempDir(), "/pcsp_", NewUuid(absl::Now()))) {
    std::filesystem::create_directories(folder_ / "planning");
    env_.database_url = absl::StrCat("sqlite:", folder_.string(), "/");
    env_.content_dir = folder_.string();
    env_.page_token_key = "key";
    env_.log = &log_;
    env_.metrics = &metrics_;
    env_.clock = &clock_;
  }
  ~ModuleTest() override { std::filesystem::remove_all(folder_); }

  const std::filesystem::path folder_;
  FixedClock clock_{absl::FromUnixSeconds(1'767'600'000)};
  rpc::Metrics metrics_;
  rpc::Log log_{rpc::LogLevel::kOff};
  rpc::ModuleEnv env_;
};

TEST_F(ModuleTest, StartsWithTheShippedCatalogueAndStartsAgain) {
  std::filesystem::copy("services/planning/content/solutions.yaml",
                        folder_ / "planning" / "solutions.yaml");
  for (int start = 0; start < 2; ++start) {
    const auto module = MakeModule(env_);
    ASSERT_OK(module);
    EXPECT_TRUE((*module)->Healthy());
  }
}

TEST_F(ModuleTest, NamesWhatIsWrongWithItsContent) {
  EXPECT_THAT(MakeModule(env_), HasReason("CONTENT_NOT_FOUND"));
  std::ofstream(folder_ / "planning" / "solutions.yaml") << "id: x\nversion: 0\n";
  EXPECT_THAT(MakeModule(env_), HasReason("INVALID_CONTENT"));
}

}  // namespace
}  // namespace pcsp::planning

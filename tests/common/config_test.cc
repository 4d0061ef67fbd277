#include "common/rpc/config.h"

#include <cstdlib>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::rpc {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

ParsedConfig Parse(std::vector<const char*> flags) {
  flags.insert(flags.begin(), "pcspd");
  return ParseConfig(static_cast<int>(flags.size()), flags.data());
}

TEST(Config, ServesEverythingOnLoopbackByDefault) {
  const ParsedConfig parsed = Parse({});
  ASSERT_TRUE(parsed.run) << parsed.text;
  EXPECT_THAT(parsed.config.serve,
              UnorderedElementsAre("registry", "assessments", "diagnosis", "planning", "gateway"));
  EXPECT_EQ(parsed.config.rest_address, "127.0.0.1:8080");
  EXPECT_EQ(parsed.config.grpc_address, "127.0.0.1:9090");
  EXPECT_EQ(parsed.config.metrics_address, "127.0.0.1:9464");
}

TEST(Config, TakesTheEnvironmentBelowTheCommandLine) {
  setenv("PCSP_SERVE", "registry,gateway", 1);
  EXPECT_THAT(Parse({}).config.serve, UnorderedElementsAre("registry", "gateway"));
  EXPECT_THAT(Parse({"--serve=diagnosis"}).config.serve, UnorderedElementsAre("diagnosis"));
  unsetenv("PCSP_SERVE");
}

TEST(Config, NamesTheFlagTheValueAndWhatIsAllowed) {
  struct Case {
    std::vector<const char*> flags;
    std::vector<std::string> says;
  };
  const Case cases[] = {
      {{"--serve=everything"}, {"--serve", "everything", "registry"}},
      {{"--worker-threads=0"}, {"--worker-threads", "0", "512"}},
      {{"--rest-address=8080"}, {"--rest-address", "8080", "host:port"}},
      {{"--rest-address=127.0.0.1:70000"}, {"--rest-address", "70000", "65535"}},
      {{"--log-level=loud"}, {"--log-level", "loud", "warning"}},
      {{"--database-url=mysql://x"}, {"--database-url", "postgresql://"}},
      {{"--unknown"}, {"--unknown"}},
  };
  for (const Case& c : cases) {
    const ParsedConfig parsed = Parse(c.flags);
    EXPECT_FALSE(parsed.run);
    EXPECT_EQ(parsed.exit_code, 2);
    for (const std::string& part : c.says) EXPECT_THAT(parsed.text, HasSubstr(part));
  }
}

TEST(Config, RefusesOtherAddressesThanLoopbackUntilToldTwice) {
  EXPECT_THAT(Parse({"--grpc-address=0.0.0.0:9090"}).text, HasSubstr("--allow-unauthenticated"));
  EXPECT_TRUE(Parse({"--grpc-address=0.0.0.0:9090", "--allow-unauthenticated"}).run);
  EXPECT_TRUE(Parse({"--grpc-address=[::1]:9090"}).run);
}

TEST(Config, TakesTheCommandMigrateWithFlagsBeforeAndAfter) {
  EXPECT_FALSE(Parse({}).config.migrate);
  const ParsedConfig parsed =
      Parse({"--serve=registry", "migrate", "--database-url=postgresql:///x", "--create-roles"});
  ASSERT_TRUE(parsed.run) << parsed.text;
  EXPECT_TRUE(parsed.config.migrate);
  EXPECT_TRUE(parsed.config.create_roles);
  EXPECT_THAT(parsed.config.serve, UnorderedElementsAre("registry"));
  EXPECT_EQ(parsed.config.database_url, "postgresql:///x");
  EXPECT_THAT(Parse({"migrate", "--create-roles"}).text, HasSubstr("--create-roles: SQLite"));
  EXPECT_FALSE(Parse({"--create-roles"}).run);
  EXPECT_FALSE(Parse({"migrat"}).run);
}

TEST(Config, LearnsNightlyOnlyWhenTold) {
  EXPECT_FALSE(Parse({}).config.learn_nightly);
  EXPECT_TRUE(Parse({"--learn-nightly"}).config.learn_nightly);
}

TEST(Config, ExplainsEveryFlag) {
  const ParsedConfig help = Parse({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  for (const char* flag : {"--serve", "--data-dir", "--redis-url", "--drain-grace-seconds"}) {
    EXPECT_THAT(help.text, HasSubstr(flag));
  }
}

}  // namespace
}  // namespace pcsp::rpc

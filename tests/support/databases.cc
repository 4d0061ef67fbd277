#include "tests/support/databases.h"

#include <libpq-fe.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "tests/support/status_matchers.h"

namespace pcsp::testing {
namespace {

constexpr char kHowToRun[] =
    "PCSP_TEST_POSTGRES is not set. Run this program as `tests/support/with_services.sh "
    "build/dev/bin/NAME_test`, or all tests with `./dev test`.";

// A name that no other test has: letters alone, because a schema's name has nothing else.
std::string FreshSchema() {
  std::string name = "test_";
  uint64_t bits = RandomBits();
  for (int i = 0; i < 13; ++i, bits /= 26) name += static_cast<char>('a' + bits % 26);
  return name;
}

void DropSchema(const std::string& url, const std::string& schema) {
  PGconn* connection = PQconnectdb(url.c_str());
  PQclear(PQexec(connection, absl::StrCat("set client_min_messages = error;"
                                          "drop schema if exists ",
                                          schema, " cascade")
                                 .c_str()));
  PQfinish(connection);
}

}  // namespace

::testing::internal::ParamGenerator<DatabaseKind> EveryDatabase() {
  return ::testing::Values(DatabaseKind::kSqliteMemory, DatabaseKind::kSqliteFile,
                           DatabaseKind::kPostgresql);
}

std::string DatabaseName(const ::testing::TestParamInfo<DatabaseKind>& info) {
  switch (info.param) {
    case DatabaseKind::kSqliteMemory:
      return "SqliteMemory";
    case DatabaseKind::kSqliteFile:
      return "SqliteFile";
    case DatabaseKind::kPostgresql:
      return "Postgresql";
  }
  return "";
}

void DatabaseTest::SetUp() {
  options_.schema = FreshSchema();
  options_.on_fault = [this](const absl::Status&, absl::string_view driver_text) {
    std::lock_guard<std::mutex> lock(mutex_);
    faults_.emplace_back(driver_text);
  };
  if (GetParam() == DatabaseKind::kSqliteMemory) options_.url = "sqlite::memory:";
  if (GetParam() == DatabaseKind::kSqliteFile) {
    folder_ = absl::StrCat(::testing::TempDir(), "/pcsp_", options_.schema);
    options_.url = absl::StrCat("sqlite:", folder_, "/");
  }
  if (GetParam() == DatabaseKind::kPostgresql) {
    const char* url = std::getenv("PCSP_TEST_POSTGRES");
    if (url == nullptr) FAIL() << kHowToRun;
    options_.url = url;
  }
  Reopen();
}

void DatabaseTest::Reopen() {
  database_.reset();
  auto database = sql::Database::Open(options_);
  ASSERT_OK(database);
  database_ = *std::move(database);
}

void DatabaseTest::TearDown() {
  database_.reset();
  if (GetParam() == DatabaseKind::kPostgresql && !options_.url.empty()) {
    DropSchema(options_.url, options_.schema);
  }
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  if (HasFailure()) {
    for (const std::string& fault : faults()) std::cerr << "driver: " << fault << "\n";
  }
}

std::vector<std::string> DatabaseTest::faults() {
  std::lock_guard<std::mutex> lock(mutex_);
  return faults_;
}

}  // namespace pcsp::testing

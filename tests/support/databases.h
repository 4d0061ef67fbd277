// A fresh database for each test, on every engine: SQLite in memory, SQLite in a file, PostgreSQL.
//
//   class SqlStoreTest : public pcsp::testing::DatabaseTest {};
//   TEST_P(SqlStoreTest, Keeps...) { SqlStore store(&db()); ... }
//   INSTANTIATE_TEST_SUITE_P(EveryDatabase, SqlStoreTest, pcsp::testing::EveryDatabase(),
//                            pcsp::testing::DatabaseName);
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "common/storage/sql.h"
#include "gtest/gtest.h"

namespace pcsp::testing {

enum class DatabaseKind { kSqliteMemory, kSqliteFile, kPostgresql };

::testing::internal::ParamGenerator<DatabaseKind> EveryDatabase();
std::string DatabaseName(const ::testing::TestParamInfo<DatabaseKind>& info);

// Fails, and does not skip, where PostgreSQL is wanted and PCSP_TEST_POSTGRES is not set:
// tests/support/with_services.sh sets it.
class DatabaseTest : public ::testing::TestWithParam<DatabaseKind> {
 protected:
  void SetUp() override;
  void TearDown() override;

  sql::Database& db() { return *database_; }
  // How `db()` was opened, for a test that opens it again (not in memory: there it would be
  // another database).
  const sql::Options& options() const { return options_; }
  // Closes and opens it, as a restart of the process would (not in memory).
  void Reopen();
  // The driver's words for each fault so far.
  std::vector<std::string> faults();

 private:
  sql::Options options_;
  std::string folder_;
  std::unique_ptr<sql::Database> database_;
  std::mutex mutex_;  // guards what follows
  std::vector<std::string> faults_;
};

}  // namespace pcsp::testing

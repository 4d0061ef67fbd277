#include "common/storage/migrations.h"

#include <thread>

#include "common/storage/origin.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::sql {
namespace {

using ::pcsp::testing::DatabaseKind;
using ::pcsp::testing::DatabaseName;
using ::pcsp::testing::EveryDatabase;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;
using ::testing::HasSubstr;

constexpr SchemaFile kFirst = {"001_thing.sql",
                               "create table thing (id text primary key);\n"
                               "-- a ; in a comment\n"
                               "insert into thing (id) values ('semi;colon');"};
constexpr SchemaFile kSecond = {"002_size.sql", "alter table thing add column size bigint"};
constexpr SchemaFile kSecondEdited = {"002_size.sql", "alter table thing add column size int"};
constexpr SchemaFile kLess = {"003_contract_002_less.sql", "alter table thing drop column size"};
constexpr SchemaFile kMore = {"004_more.sql", "alter table thing add column weight bigint"};
constexpr SchemaFile kBroken = {"002_size.sql",
                                "create table half (id text primary key); create tabel whole"};
constexpr SchemaFile kSqlite = {"002_own.sqlite.sql", "create table own (s text) "};
constexpr SchemaFile kPostgresql = {"002_own.postgresql.sql", "create table own (p text)"};

class MigrationsTest : public pcsp::testing::DatabaseTest {
 protected:
  absl::StatusOr<int> Count(const std::string& sql) {
    return db().Read([&](soci::session& s) -> absl::StatusOr<int> {
      int count = 0;
      s << sql, soci::into(count);
      return count;
    });
  }
  const absl::Time now_ = absl::FromUnixSeconds(1'700'000'000);
};

TEST_P(MigrationsTest, AppliesEachStepOnce) {
  EXPECT_THAT(CheckSchema(db(), {kFirst}), HasReason("SCHEMA_BEHIND"));
  ASSERT_OK(Migrate(db(), {kFirst}, now_));
  ASSERT_OK(Migrate(db(), {kFirst}, now_));
  EXPECT_THAT(Count("select count(*) from thing where id = 'semi;colon'"), IsOkAndHolds(1));
  EXPECT_THAT(CheckSchema(db(), {kFirst, kSecond}), HasReason("SCHEMA_BEHIND"));
  ASSERT_OK(Migrate(db(), {kFirst, kSecond}, now_));
  EXPECT_OK(CheckSchema(db(), {kFirst, kSecond}));
  EXPECT_THAT(Count("select count(size) from thing"), IsOkAndHolds(0));
}

TEST_P(MigrationsTest, RefusesAnEditedStep) {
  ASSERT_OK(Migrate(db(), {kFirst, kSecond}, now_));
  const absl::Status edited = Migrate(db(), {kFirst, kSecondEdited}, now_);
  EXPECT_THAT(edited, HasReason("SCHEMA_EDITED"));
  EXPECT_THAT(std::string(edited.message()), HasSubstr("002_size.sql"));
  EXPECT_THAT(CheckSchema(db(), {kFirst, kSecondEdited}), HasReason("SCHEMA_EDITED"));
}

TEST_P(MigrationsTest, HasAnotherOriginOnceItsTablesWereMadeAgain) {
  ASSERT_OK(Migrate(db(), {kFirst}, now_));
  const auto before = OriginOf(db());
  ASSERT_OK(before);
  EXPECT_NE(*before, "");
  if (GetParam() != DatabaseKind::kPostgresql) {
    EXPECT_NE(*OriginOf(db()), *before) << "one process a folder: nobody shares with it";
    return;
  }
  Reopen();
  EXPECT_THAT(OriginOf(db()), IsOkAndHolds(*before));
  ASSERT_OK(db().Migrate([](soci::session& s) {
    s << "alter table request_log rename to gone";
    s << "create table request_log (like gone)";
    return absl::OkStatus();
  }));
  EXPECT_NE(*OriginOf(db()), *before);
}

// Two releases side by side: the older one goes on until something is taken from it.
TEST_P(MigrationsTest, LivesWithANewerDatabaseUntilItContracts) {
  const std::vector<SchemaFile> old = {kFirst}, both = {kFirst, kSecond},
                                all = {kFirst, kSecond, kLess, kMore};
  ASSERT_OK(Migrate(db(), both, now_));
  EXPECT_OK(CheckSchema(db(), old));
  EXPECT_OK(Migrate(db(), old, now_));
  EXPECT_THAT(Count("select count(size) from thing"), IsOkAndHolds(0));
  ASSERT_OK(Migrate(db(), all, now_));
  EXPECT_OK(CheckSchema(db(), both));
  for (const auto prepare : {AtStart::kCheck, AtStart::kMigrate}) {
    const absl::Status newer = PrepareSchema(db(), old, prepare, now_);
    EXPECT_THAT(newer, HasReason("SCHEMA_NEWER"));
    EXPECT_THAT(std::string(newer.message()), HasSubstr("003_contract_002_less.sql"));
  }
}

TEST_P(MigrationsTest, AFailedStepLeavesNothing) {
  ASSERT_OK(Migrate(db(), {kFirst}, now_));
  EXPECT_THAT(Migrate(db(), {kFirst, kBroken}, now_), HasReason("STORAGE_FAULT"));
  ASSERT_OK(Migrate(db(), {kFirst, kSecond}, now_));
  EXPECT_FALSE(Count("select count(*) from half").ok());
}

TEST_P(MigrationsTest, TakesTheWordsOfItsEngine) {
  ASSERT_OK(Migrate(db(), {kFirst, kPostgresql, kSqlite}, now_));
  const bool server = GetParam() == DatabaseKind::kPostgresql;
  EXPECT_THAT(Count(server ? "select count(p) from own" : "select count(s) from own"),
              IsOkAndHolds(0));
}

TEST_P(MigrationsTest, RefusesABuildWithGaps) {
  EXPECT_EQ(Migrate(db(), {kSecond}, now_).code(), absl::StatusCode::kInternal);
  EXPECT_EQ(Migrate(db(), {kFirst, kFirst}, now_).code(), absl::StatusCode::kInternal);
  EXPECT_EQ(Migrate(db(), {kFirst, {"002_contract_002_less.sql", "select 1"}}, now_).code(),
            absl::StatusCode::kInternal);
}

TEST_P(MigrationsTest, ManyMayStartAtOnce) {
  if (GetParam() == DatabaseKind::kSqliteMemory) return;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      auto mine = Database::Open(options());
      ASSERT_OK(mine);
      EXPECT_OK(Migrate(**mine, {kFirst, kSecond}, now_));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(Count("select count(*) from thing"), IsOkAndHolds(1));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, MigrationsTest, EveryDatabase(), DatabaseName);

}  // namespace
}  // namespace pcsp::sql

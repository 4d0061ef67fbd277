#include "common/storage/backup/backup.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/backup/files.h"
#include "common/storage/backup/manifest.h"
#include "common/storage/data_folder.h"
#include "common/storage/migrations.h"
#include "common/storage/sql.h"
#include "gmock/gmock.h"
#include "tests/support/status_matchers.h"

namespace pcsp::backup {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

Manifest Example() {
  return {.engine = sql::Engine::kPostgresql,
          .time = kNow,
          .parts = {{.service = "registry",
                     .file = "registry.dump",
                     .bytes = 17,
                     .sha256 = "abc",
                     .contents = {.steps = {"service 001_registry.sql x"},
                                  .rows = {{"organisation", 3}, {"programme", 1}},
                                  .heads = {{"north", {4, "hash"}}}}},
                    {.service = "planning", .file = "planning.dump"}}};
}

TEST(Manifest, ComesBackAsItWasWritten) {
  EXPECT_THAT(FromJson(ToJson(Example())), IsOkAndHolds(Example()));
}

TEST(Manifest, KnowsWhenAByteOfItWasChanged) {
  const std::string json = ToJson(Example());
  int read = 0;
  for (size_t i = 0; i < json.size(); ++i) {
    std::string changed = json;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto manifest = FromJson(changed);
    // White space that becomes other white space changes nothing.
    EXPECT_EQ(manifest.ok() ? *manifest : Example(), Example()) << i;
    read += manifest.ok();
  }
  EXPECT_LT(read, 5);
  for (const char* text : {"", "{}", "[]", "null", "{\"format\": 1}"}) {
    EXPECT_THAT(FromJson(text), HasReason("BACKUP_DAMAGED")) << text;
  }
  EXPECT_THAT(FromJson(json.substr(0, json.size() / 2)), HasReason("BACKUP_DAMAGED"));
}

TEST(Contents, NameWhatDiffers) {
  const Contents expected = Example().parts[0].contents;
  EXPECT_THAT(Differences(expected, expected), IsEmpty());
  Contents found = expected;
  found.steps.clear();
  found.rows = {{"organisation", 2}, {"extra", 9}};
  found.heads = {{"north", {3, "other"}}};
  EXPECT_THAT(
      Differences(expected, found),
      ElementsAre(HasSubstr("schema"),
                  AllOf(HasSubstr("organisation"), HasSubstr("3 rows"), HasSubstr("2 rows")),
                  AllOf(HasSubstr("programme"), HasSubstr("no table")),
                  AllOf(HasSubstr("extra"), HasSubstr("9 rows")),
                  AllOf(HasSubstr("north"), HasSubstr("4 lines"), HasSubstr("3 lines"))));
}

class SqliteBackupTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = absl::StrCat(::testing::TempDir(), "/backup_",
                           ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    database_ =
        sql::Database::Open({.url = absl::StrCat("sqlite:", In("data/")), .schema = "registry"})
            .value();
    ASSERT_OK(
        sql::Migrate(*database_, {{"001_thing.sql", "create table thing (id integer)"}}, kNow));
    for (int i = 0; i < 3; ++i) Write(i);
  }
  void TearDown() override {
    database_.reset();
    fs::remove_all(folder_);
  }

  std::string In(const std::string& path) const { return absl::StrCat(folder_, "/", path); }
  Place At(const std::string& path) const {
    return {.data_dir = In(path), .services = {"registry", "planning"}};
  }

  // A row with its line in the audit.
  void Write(int i) {
    ASSERT_OK(database_->Transact([&](soci::session& session) {
      session << "insert into thing (id) values (:id)", soci::use(i);
      sql::AppendAudit(session, database_->engine(),
                       {{.method = "test.Write"}, kNow, "north", absl::StrCat("thing ", i), ""});
      return absl::OkStatus();
    }));
  }

  absl::StatusOr<Manifest> BackUp(const std::string& to = "backup", const Watch& watch = {}) {
    return Backup(
        At("data"), In(to), kNow, watch ? watch : [](const std::string&, int64_t, int64_t) {});
  }
  absl::StatusOr<Manifest> Restored(const std::string& to = "restored") {
    return Restore(In("backup"), At(to), [](const std::string&, int64_t, int64_t) {});
  }

  // Runs statements on a file behind everybody's back.
  static void Alter(const std::string& file, const std::string& sql) {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &handle), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(handle);
    sqlite3_close(handle);
  }

  // Makes the manifest fit a file of the backup that was altered, but for what it holds.
  void Reseal() {
    Manifest manifest = FromJson(ReadFile(In("backup/manifest.json")).value()).value();
    manifest.parts[0].sha256 = HashOfFile(In("backup/registry.db")).value();
    ASSERT_OK(WriteFile(In("backup/manifest.json"), ToJson(manifest)));
  }

  std::vector<std::string> Files(const std::string& path) {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(In(path))) {
      files.push_back(entry.path().filename());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  std::string folder_;
  std::unique_ptr<sql::Database> database_;
};

TEST_F(SqliteBackupTest, SaysWhatItHoldsAndComesBack) {
  const auto manifest = BackUp();
  ASSERT_OK(manifest);
  ASSERT_EQ(manifest->parts.size(), 1u);  // planning has no file
  const Contents& contents = manifest->parts[0].contents;
  EXPECT_EQ(contents.rows.at("thing"), 3);
  EXPECT_EQ(contents.rows.at("audit_entry"), 3);
  EXPECT_EQ(contents.heads.at("north").sequence, 3);
  EXPECT_EQ(contents.steps.size(), 4u);
  EXPECT_THAT(Files("backup"), ElementsAre("manifest.json", "registry.db"));
  Write(4);  // after the backup
  EXPECT_THAT(Restored(), IsOkAndHolds(*manifest));
  EXPECT_THAT(Files("restored"), ElementsAre("lock", "registry.db"));
  auto restored =
      sql::Database::Open({.url = absl::StrCat("sqlite:", In("restored/")), .schema = "registry"});
  ASSERT_OK(restored);
  EXPECT_EQ(sql::SqlAuditLog(restored->get()).End("north")->sequence, 3);
}

// Writes between any two steps of the copy: it is of the moment at which it began.
TEST_F(SqliteBackupTest, IsOfOneMomentWhileWritersGoOn) {
  ASSERT_OK(database_->Transact([](soci::session& session) {
    session << "create table filler as with recursive n(i) as (select 1 union all select i + 1 "
               "from n where i < 60000) select i, hex(randomblob(200)) as b from n";
    return absl::OkStatus();
  }));
  int steps = 0;
  const auto manifest = BackUp("backup", [&](const std::string&, int64_t, int64_t) {
    if (++steps < 50) Write(100 + steps);
  });
  ASSERT_OK(manifest);
  EXPECT_GT(steps, 3);
  EXPECT_EQ(manifest->parts[0].contents.rows.at("thing"), 3);
  EXPECT_EQ(manifest->parts[0].contents.heads.at("north").sequence, 3);
  ASSERT_OK(Restored());
}

TEST_F(SqliteBackupTest, IsNotMadeWhereSomethingIsOrOfNothing) {
  fs::create_directories(In("backup"));
  EXPECT_THAT(BackUp(), HasReason("BACKUP_EXISTS"));
  EXPECT_THAT(Files("backup"), IsEmpty());
  EXPECT_THAT(Backup(At("nowhere"), In("other"), kNow, [](const auto&...) {}),
              HasReason("NOTHING_TO_BACK_UP"));
  EXPECT_FALSE(fs::exists(In("other")));
  EXPECT_FALSE(fs::exists(In("other.partial")));
}

TEST_F(SqliteBackupTest, IsNotMadeOfADamagedAudit) {
  database_.reset();
  Alter(In("data/registry.db"),
        "drop trigger audit_entry_edit; update audit_entry set resource = 'x' where sequence = 2");
  const auto manifest = BackUp();
  EXPECT_THAT(manifest, HasReason("BACKUP_DAMAGED"));
  EXPECT_THAT(std::string(manifest.status().message()), HasSubstr("line 2 has other words"));
  EXPECT_FALSE(fs::exists(In("backup")));
}

TEST_F(SqliteBackupTest, IsNotRestoredOverAnything) {
  ASSERT_OK(BackUp());
  fs::create_directories(In("restored"));
  ASSERT_OK(WriteFile(In("restored/planning.db"), "somebody's"));
  const auto restored = Restored();
  EXPECT_THAT(restored, HasReason("RESTORE_TARGET_NOT_EMPTY"));
  EXPECT_THAT(std::string(restored.status().message()), HasSubstr("planning.db"));
  EXPECT_FALSE(fs::exists(In("restored/registry.db")));
  EXPECT_THAT(Restored("data"), HasReason("RESTORE_TARGET_NOT_EMPTY"));
  EXPECT_THAT(Restore(In("backup"), {.database_url = "postgresql:///x"}, [](const auto&...) {}),
              HasReason("WRONG_ENGINE"));
  EXPECT_THAT(Restore(In("none"), At("new"), [](const auto&...) {}), HasReason("FILE_UNREADABLE"));
}

// 100 flips at places of chance: each is found, or nothing.
TEST_F(SqliteBackupTest, IsRefusedWhenAByteWasChanged) {
  ASSERT_OK(BackUp());
  const std::string file = In("backup/registry.db");
  const std::string good = ReadFile(file).value();
  srand(17);
  for (int i = 0; i < 100; ++i) {
    std::string bad = good;
    bad[rand() % bad.size()] ^= static_cast<char>(1 << (rand() % 8));
    ASSERT_OK(WriteFile(file, bad));
    ASSERT_THAT(Restored(), HasReason("BACKUP_DAMAGED"));
  }
  fs::remove(file);
  EXPECT_THAT(Restored(), HasReason("BACKUP_DAMAGED"));
  EXPECT_FALSE(fs::exists(In("restored")));
}

TEST_F(SqliteBackupTest, NamesWhatDiffersAndKeepsNothing) {
  ASSERT_OK(BackUp());
  Alter(In("backup/registry.db"), "delete from thing where id = 1; create table more (i integer)");
  Reseal();
  auto restored = Restored();
  EXPECT_THAT(restored, HasReason("BACKUP_DAMAGED"));
  EXPECT_THAT(std::string(restored.status().message()),
              AllOf(HasSubstr("registry: table thing: 3 rows expected, 2 rows found"),
                    HasSubstr("table more")));
  EXPECT_THAT(Files("restored"), ElementsAre("lock"));
  // A tail that was cut together with the store's own record of it.
  Alter(In("backup/registry.db"),
        "insert into thing values (1); drop table more;"
        "drop trigger audit_entry_delete; drop trigger audit_head_forward;"
        "delete from audit_entry where sequence = 3; update audit_head set sequence = 2, hash = "
        "(select hash from audit_entry where sequence = 2)");
  Reseal();
  restored = Restored("again");
  EXPECT_THAT(restored, HasReason("BACKUP_DAMAGED"));
  EXPECT_THAT(std::string(restored.status().message()), HasSubstr("an audit of 3 lines"));
}

TEST_F(SqliteBackupTest, APlaceThatWasRestoredInPartIsNotServed) {
  ASSERT_OK(BackUp());
  ASSERT_OK(Restored());
  EXPECT_OK(DataFolder::Open(In("restored")).value()->CheckWhole());
  ASSERT_OK(WriteFile(In("restored/planning.db.restoring"), ""));
  EXPECT_THAT(DataFolder::Open(In("restored")).value()->CheckWhole(),
              HasReason("DATA_FOLDER_INCOMPLETE"));
  EXPECT_THAT(Restored(), HasReason("RESTORE_TARGET_NOT_EMPTY"));
  fs::remove(In("restored/registry.db"));
  ASSERT_OK(Restored());  // of a restoration that came no further than that
}

}  // namespace
}  // namespace pcsp::backup

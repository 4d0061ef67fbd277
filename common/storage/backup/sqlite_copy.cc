#include "common/storage/backup/sqlite_copy.h"

#include <sqlite3.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/storage/backup/files.h"
#include "common/storage/backup/manifest.h"

namespace pcsp::backup {
namespace {

constexpr int kPagesAStep = 1024;
constexpr char kListTables[] =
    "select name from sqlite_master where type = 'table' and name not like 'sqlite%'";

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

// A connection that closes itself.
class Connection {
 public:
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const std::string& path, int flags) {
    auto connection = std::make_unique<Connection>();
    connection->path_ = path;
    if (sqlite3_open_v2(path.c_str(), &connection->handle_, flags, nullptr) != SQLITE_OK) {
      return connection->Failed();
    }
    sqlite3_busy_timeout(connection->handle_, 10'000);
    return connection;
  }
  Connection() = default;
  ~Connection() { sqlite3_close(handle_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* handle() { return handle_; }
  absl::Status Failed() const {
    return BackupFailed(absl::StrCat(path_, ": ", sqlite3_errmsg(handle_)));
  }

  absl::StatusOr<Rows> Query(const std::string& sql) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &raw, nullptr) != SQLITE_OK) return Failed();
    const std::unique_ptr<sqlite3_stmt, Finalize> statement(raw);
    Rows rows;
    int result = sqlite3_step(raw);
    for (; result == SQLITE_ROW; result = sqlite3_step(raw)) {
      auto& row = rows.emplace_back();
      for (int i = 0; i < sqlite3_column_count(raw); ++i) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(raw, i));
        row.emplace_back(text == nullptr ? "" : text);
      }
    }
    if (result != SQLITE_DONE) return Failed();
    return rows;
  }

 private:
  std::string path_;
  sqlite3* handle_ = nullptr;
};

absl::Status CopyPages(Connection& from, Connection& to, Progress progress) {
  sqlite3_backup* const backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup == nullptr) return to.Failed();
  int result = SQLITE_OK;
  while (result == SQLITE_OK) {
    result = sqlite3_backup_step(backup, kPagesAStep);
    const int total = sqlite3_backup_pagecount(backup);
    progress(total - sqlite3_backup_remaining(backup), total);
  }
  const int finished = sqlite3_backup_finish(backup);
  return result == SQLITE_DONE && finished == SQLITE_OK ? absl::OkStatus() : to.Failed();
}

absl::Status CheckPages(Connection& database) {
  ASSIGN_OR_RETURN(const Rows verdict, database.Query("pragma integrity_check(5)"));
  if (verdict.size() == 1 && verdict[0][0] == "ok") return absl::OkStatus();
  return BackupDamaged(absl::StrCat("SQLite says: ", verdict.at(0).at(0)));
}

}  // namespace

absl::Status CopySqlite(const std::string& from, const std::string& to, Progress progress) {
  {
    // Nothing is written to it, but what may write leaves no files beside it when it closes.
    ASSIGN_OR_RETURN(auto source, Connection::Open(from, SQLITE_OPEN_READWRITE));
    ASSIGN_OR_RETURN(auto target, Connection::Open(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
    // A reader holds on to its moment; without one the copy would begin anew at every commit.
    RETURN_IF_ERROR(source->Query("begin").status());
    RETURN_IF_ERROR(source->Query("select count(*) from sqlite_master").status());
    RETURN_IF_ERROR(CopyPages(*source, *target, progress));
    RETURN_IF_ERROR(target->Query("pragma journal_mode=delete").status());
  }
  return Sync(to);
}

absl::StatusOr<Contents> InspectSqlite(const std::string& path) {
  ASSIGN_OR_RETURN(auto database, Connection::Open(path, SQLITE_OPEN_READONLY));
  RETURN_IF_ERROR(CheckPages(*database));
  const auto query = [&](const std::string& sql) { return database->Query(sql); };
  ASSIGN_OR_RETURN(Contents contents, ReadContents(query, kListTables));
  ASSIGN_OR_RETURN(const auto faults, CheckAudit(query, contents));
  if (!faults.empty()) return BackupDamaged(absl::StrJoin(faults, "; "));
  return contents;
}

absl::Status BackupFailed(absl::string_view what) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat("The backup cannot go on: ", what), {.reason = "BACKUP_FAILED"});
}

}  // namespace pcsp::backup

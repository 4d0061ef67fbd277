#include <filesystem>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"
#include "common/storage/backend.h"
#include "common/storage/sql_errors.h"
#include "soci/sqlite3/soci-sqlite3.h"

namespace pcsp::sql {
namespace {

using sqlite_api::sqlite3;

constexpr char kMemory[] = ":memory:";
// 32 MB of log before it is moved into the database file, eight times SQLite's own figure: a page
// that many commits change is then moved once, and the two flushes of a move are shared by more.
// Small commits to tables in an order of chance take half the time (README).
constexpr int kCheckpointPages = 8000;

sqlite3* Handle(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

std::string Pragma(soci::session& session, const std::string& name) {
  std::string value;
  session << "pragma " << name, soci::into(value);
  return value;
}

// `synchronous` may be given, so that a deployment can say what it relies on; nothing may be
// weakened, and nothing else can be set.
absl::Status CheckParameters(absl::string_view query) {
  for (absl::string_view pair : absl::StrSplit(query, '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> setting =
        absl::StrSplit(pair, absl::MaxSplits('=', 1));
    if (setting.first != "synchronous") {
      return InvalidStorageUrl("no parameter but synchronous in a SQLite URL");
    }
    const std::string value = absl::AsciiStrToLower(setting.second);
    if (value != "full" && value != "extra") {
      return StorageUnsafe("synchronous", setting.second, "full");
    }
  }
  return absl::OkStatus();
}

class SqliteBackend : public Backend {
 public:
  SqliteBackend(std::string path, bool extra) : path_(std::move(path)), extra_(extra) {}

  Engine engine() const override { return Engine::kSqlite; }

  // Each connection to `:memory:` is a database of its own.
  int PoolSize(int wanted) const override { return path_ == kMemory ? 1 : wanted; }

  void Connect(soci::session& session) override {
    session.open(soci::sqlite3, absl::StrCat("dbname=\"", path_, "\""));
    sqlite_api::sqlite3_extended_result_codes(Handle(session), 1);
    sqlite_api::sqlite3_busy_timeout(Handle(session), 2000);
    Execute(session,
            absl::StrCat("pragma journal_mode=wal; pragma foreign_keys=on;"
                         "pragma secure_delete=on; pragma wal_autocheckpoint=",
                         kCheckpointPages, "; pragma synchronous=", extra_ ? "extra" : "full"));
  }

  absl::Status CheckDurability(soci::session& session) override {
    const std::string journal = Pragma(session, "journal_mode");
    if (path_ != kMemory && journal != "wal") return StorageUnsafe("journal_mode", journal, "wal");
    const std::string synchronous = Pragma(session, "synchronous");
    if (synchronous != "2" && synchronous != "3") {
      return StorageUnsafe("synchronous", synchronous, "full");
    }
    if (Pragma(session, "foreign_keys") != "1") return StorageUnsafe("foreign_keys", "off", "on");
    return absl::OkStatus();
  }

  // SOCI's own begin() is deferred: the first write then fails on a busy database without waiting
  // if another connection has written since the first read.
  // Database::writer_ and SQLite's own lock are queue enough.
  void Enter(soci::session&, absl::string_view) override {}
  void Leave(soci::session&, absl::string_view) override {}
  void Begin(soci::session& session, Mode mode) override {
    Execute(session, mode == Mode::kRead ? "pragma query_only=on; begin" : "begin immediate");
  }

  void Commit(soci::session& session, Mode mode) override {
    Execute(session, "commit");
    if (mode == Mode::kRead) Execute(session, "pragma query_only=off");
  }

  void Rollback(soci::session& session, Mode mode) override {
    // Some faults have already ended the transaction.
    if (sqlite_api::sqlite3_get_autocommit(Handle(session)) == 0) Execute(session, "rollback");
    if (mode == Mode::kRead) Execute(session, "pragma query_only=off");
  }

  void Execute(soci::session& session, const std::string& script) override {
    char* text = nullptr;
    const int result =
        sqlite_api::sqlite3_exec(Handle(session), script.c_str(), nullptr, nullptr, &text);
    if (result == SQLITE_OK) return;
    const std::string message = text == nullptr ? "unknown" : text;
    sqlite_api::sqlite3_free(text);
    throw soci::sqlite3_soci_error(message, result);
  }

  void Scrub(soci::session& session) override {
    Execute(session, "pragma wal_checkpoint(truncate)");
  }

  Fault Classify(const std::exception& thrown, soci::session& session) override;

 private:
  const std::string path_;
  const bool extra_;
};

Fault SqliteBackend::Classify(const std::exception& thrown, soci::session& session) {
  const auto* error = dynamic_cast<const soci::sqlite3_soci_error*>(&thrown);
  if (error == nullptr) return Fault::kDefect;
  // SOCI reports some faults with a code of its own or without detail; the connection knows.
  int code = error->result();
  if ((code & ~0xFF) == 0) code = sqlite_api::sqlite3_extended_errcode(Handle(session));
  if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY) {
    return Fault::kDuplicate;
  }
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Fault::kContention;
    case SQLITE_PERM:
      return Fault::kDenied;
    case SQLITE_FULL:
      return Fault::kFull;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return Fault::kLost;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Fault::kCorrupt;
    default:
      return Fault::kDefect;
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<Backend>> MakeSqliteBackend(const Options& options) {
  absl::string_view rest = options.url;
  rest.remove_prefix(std::string("sqlite:").size());
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(rest, absl::MaxSplits('?', 1));
  RETURN_IF_ERROR(CheckParameters(parts.second));
  std::string path(parts.first);
  if (path.empty() || absl::StrContains(path, '"')) return InvalidStorageUrl("a path");
  if (absl::EndsWith(path, "/")) absl::StrAppend(&path, options.schema, ".db");
  if (path != kMemory) {
    std::error_code fault;
    const auto folder = std::filesystem::path(path).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, fault);
    if (fault) return InvalidStorageUrl("a path in a folder that exists or can be made");
  }
  const bool extra = absl::StrContains(absl::AsciiStrToLower(parts.second), "extra");
  return std::make_unique<SqliteBackend>(std::move(path), extra);
}

}  // namespace pcsp::sql

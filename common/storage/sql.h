// The system of record: SQLite or PostgreSQL behind one set of queries.
//
//   ASSIGN_OR_RETURN(auto db, sql::Database::Open({.url = "sqlite:data/", .schema = "registry"}));
//   absl::StatusOr<Practice> p = db->Transact([&](soci::session& s) -> absl::StatusOr<Practice> {
//     std::string title;
//     s << "select title from practice where id = :id", soci::use(id), soci::into(title);
//     if (!s.got_data()) return PracticeNotFound(id);
//     ...
//   });
//
// A body may throw what SOCI throws; nothing is thrown past Transact() and Read(). Every
// transaction is serialisable: the engine may ask for it to be run again, and a body therefore has
// no effect but on its session. Bodies do not nest: each call takes a connection of its own.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/storage/session_pool.h"
#include "soci/soci.h"

namespace pcsp::sql {

class Backend;
enum class Engine { kSqlite, kPostgresql };
enum class Mode { kRead, kWrite, kMigrate };

struct Options {
  // `sqlite:PATH` (one file; PATH ending in `/` is a folder that gets a file `<schema>.db`),
  // `sqlite::memory:`, or what libpq takes: `postgresql://user@host:port/database?...`.
  std::string url;
  // One PostgreSQL schema or one SQLite file a service: lower-case letters and underscores.
  std::string schema;
  int pool_size = 8;
  absl::Duration lease_timeout = absl::Seconds(5);       // for a connection to come free
  absl::Duration statement_timeout = absl::Seconds(30);  // PostgreSQL only
  int max_attempts = 12;                                 // when the engine asks for another
  // Hears of every fault in the driver's own words, which may name columns and values: for the
  // log, never for a client. Called from any thread.
  std::function<void(const absl::Status& status, absl::string_view driver_text)> on_fault;
};

// Thread-safe.
class Database {
 public:
  // Connects once and refuses unsafe settings: STORAGE_UNAVAILABLE, STORAGE_UNSAFE,
  // INVALID_STORAGE_URL.
  static absl::StatusOr<std::unique_ptr<Database>> Open(Options options);
  ~Database();

  Engine engine() const;
  const std::string& schema() const { return options_.schema; }

  // Runs `body` (soci::session& -> absl::Status or absl::StatusOr<T>) in a transaction: commits
  // when it returns OK, rolls back otherwise. Errors of its own: see sql_errors.h.
  //
  // Transactions of one `queue` come one after another, in any process. Those that change the same
  // rows belong in one: without it, PostgreSQL lets each wait for the last and then has it begin
  // again for having waited, until some give up. Empty: in none.
  template <typename Body>
  auto Transact(Body&& body, absl::string_view queue = "") {
    return RunAs(Mode::kWrite, queue, body);
  }
  // The same on one unchanging view of the data; writing is refused.
  template <typename Body>
  auto Read(Body&& body) {
    return RunAs(Mode::kRead, "", body);
  }

  // A transaction that no other of its kind overlaps, in any process, without a statement timeout.
  absl::Status Migrate(absl::FunctionRef<absl::Status(soci::session&)> body) {
    return Run(Mode::kMigrate, "", body);
  }
  // Any number of statements without parameters, inside a body.
  void Execute(soci::session& session, const std::string& script);

  // Overwrites what has been deleted or replaced where files still hold it, as far as the engine
  // lets a client: SQLite moves its log into the database file, which keeps nothing of what is
  // gone, and empties the log, unless somebody is still reading from it. PostgreSQL leaves that to
  // vacuum. Errors do not mean that anything of a transaction is lost.
  absl::Status Scrub();

  // OK if the database answers; for health checks.
  absl::Status Ping();

 private:
  struct Attempted {
    absl::Status status;
    bool again = false;
  };

  Database(Options options, std::unique_ptr<Backend> backend);

  template <typename Body>
  auto RunAs(Mode mode, absl::string_view queue, Body& body)
      -> std::invoke_result_t<Body&, soci::session&> {
    using Result = std::invoke_result_t<Body&, soci::session&>;
    if constexpr (std::is_same_v<Result, absl::Status>) {
      return Run(mode, queue, body);
    } else {
      Result result = absl::UnknownError("not run");
      absl::Status status = Run(mode, queue, [&](soci::session& session) {
        result = body(session);
        return result.status();
      });
      if (!status.ok()) return status;
      return result;
    }
  }

  absl::Status Run(Mode mode, absl::string_view queue,
                   absl::FunctionRef<absl::Status(soci::session&)> body);
  Attempted Attempt(Mode mode, absl::string_view queue,
                    absl::FunctionRef<absl::Status(soci::session&)> body);
  Attempted InQueue(SessionPool::Lease& lease, Mode mode, absl::string_view queue,
                    absl::FunctionRef<absl::Status(soci::session&)> body);
  Attempted InSession(SessionPool::Lease& lease, Mode mode,
                      absl::FunctionRef<absl::Status(soci::session&)> body);
  absl::Status Connect(SessionPool::Lease& lease);
  Attempted Failed(SessionPool::Lease& lease, Mode mode, const std::exception& thrown,
                   bool committing);
  void Abandon(SessionPool::Lease& lease, Mode mode);
  void Report(const absl::Status& status, absl::string_view driver_text) const;

  const Options options_;
  const std::unique_ptr<Backend> backend_;
  SessionPool pool_;
  std::mutex writer_;  // SQLite has one writer; waiting here is fairer than polling its lock
};

}  // namespace pcsp::sql

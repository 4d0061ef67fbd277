// What differs between SQLite and PostgreSQL, for sql.cc alone. Members that talk to the database
// throw soci::soci_error; sql.cc turns that into a Status with Classify().
#pragma once

#include <exception>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/storage/sql.h"
#include "soci/session.h"

namespace pcsp::sql {

enum class Fault { kContention, kDuplicate, kFull, kLost, kTimeout, kDenied, kCorrupt, kDefect };

class Backend {
 public:
  virtual ~Backend() = default;
  virtual Engine engine() const = 0;
  // How many connections the pool may hold.
  virtual int PoolSize(int wanted) const = 0;
  virtual void Connect(soci::session& session) = 0;
  // Refuses settings of a fresh connection under which an acknowledged change can be lost.
  virtual absl::Status CheckDurability(soci::session& session) = 0;
  // A place in the queue of that name, held until Leave() or the end of the connection. Outside of
  // transactions.
  virtual void Enter(soci::session& session, absl::string_view queue) = 0;
  virtual void Leave(soci::session& session, absl::string_view queue) = 0;
  virtual void Begin(soci::session& session, Mode mode) = 0;
  virtual void Commit(soci::session& session, Mode mode) = 0;
  // Does nothing when no transaction is open.
  virtual void Rollback(soci::session& session, Mode mode) = 0;
  // Runs any number of statements without parameters.
  virtual void Execute(soci::session& session, const std::string& script) = 0;
  // Outside a transaction; see Database::Scrub().
  virtual void Scrub(soci::session& session) = 0;
  virtual Fault Classify(const std::exception& thrown, soci::session& session) = 0;
};

absl::StatusOr<std::unique_ptr<Backend>> MakeSqliteBackend(const Options& options);
absl::StatusOr<std::unique_ptr<Backend>> MakePostgresqlBackend(const Options& options);

}  // namespace pcsp::sql

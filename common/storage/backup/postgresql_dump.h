// pg_dump and pg_restore, a schema at a time, all of one moment.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/storage/backup/contents.h"
#include "libpq-fe.h"

namespace pcsp::backup {

// A connection for one thread. Errors of all members: BACKUP_FAILED in PostgreSQL's words.
class PostgresqlDump {
 public:
  static absl::StatusOr<std::unique_ptr<PostgresqlDump>> Connect(const std::string& url);

  // Begins to look at one moment, which every dump and every Read() from here on is of.
  absl::Status Freeze();
  // True if the schema holds a table.
  absl::StatusOr<bool> HasTables(const std::string& schema);
  // What lies in a schema. BACKUP_DAMAGED if its audit is not sound.
  absl::StatusOr<Contents> Read(const std::string& schema);

  // Writes the schema to a new file, in pg_dump's custom format.
  absl::Status Dump(const std::string& schema, const std::string& file);
  // Takes it from the file, all or nothing, into a database whose schema of that name is empty or
  // absent. Everything then belongs to the role of this connection.
  absl::Status Restore(const std::string& schema, const std::string& file);
  // Undoes Restore().
  absl::Status Drop(const std::string& schema);

 private:
  using Connection = std::unique_ptr<PGconn, void (*)(PGconn*)>;
  PostgresqlDump(std::string url, Connection connection)
      : url_(std::move(url)), connection_(std::move(connection)) {}

  absl::StatusOr<Rows> Query(const std::string& sql);
  absl::Status Run(const std::string& program, std::vector<std::string> arguments);

  const std::string url_;
  const Connection connection_;
  std::string snapshot_;
};

}  // namespace pcsp::backup

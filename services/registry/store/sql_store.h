// The registry in SQLite or PostgreSQL.
#pragma once

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/sql.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

class SqlStore final : public Store {
 public:
  // `database` must outlive this and have the registry's schema.
  explicit SqlStore(sql::Database* database) : database_(database) {}

  // Brings a database to the registry's schema.
  static absl::Status Migrate(sql::Database& database, absl::Time now);

  absl::Status Read(absl::FunctionRef<absl::Status(Reader&)> body) override;
  absl::StatusOr<std::string> Write(
      const Change& change, absl::FunctionRef<absl::StatusOr<std::string>(Writer&)> body) override;
  absl::Status Ping() override { return database_->Ping(); }

 private:
  absl::StatusOr<std::string> WriteOnce(
      const Change& change, absl::FunctionRef<absl::StatusOr<std::string>(Writer&)> body);

  sql::Database* const database_;
};

}  // namespace pcsp::registry

// The registry in SQLite or PostgreSQL.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/migrations.h"
#include "common/storage/sql.h"
#include "services/registry/store/snapshot_cache.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

class SqlWriter;

class SqlStore final : public Store {
 public:
  // Told of a programme after each change to it, and each that may not have been committed.
  using Changed = std::function<void(const std::string& programme)>;

  // `database` must outlive this and have the registry's schema. `changed` may be empty.
  explicit SqlStore(sql::Database* database, Changed changed = nullptr)
      : database_(database), changed_(std::move(changed)) {}

  // Brings a database to the registry's schema, or checks that it has it.
  static absl::Status Migrate(sql::Database& database, absl::Time now,
                              sql::AtStart at_start = sql::AtStart::kMigrate);

  absl::Status Read(absl::FunctionRef<absl::Status(Reader&)> body) override;
  // Costs one row while nothing changes: it is kept until the programme's revision moves.
  absl::StatusOr<std::shared_ptr<const Snapshot>> SnapshotOf(absl::string_view programme) override;
  absl::StatusOr<std::string> Write(
      const Change& change, absl::FunctionRef<absl::StatusOr<std::string>(Writer&)> body) override;
  absl::Status Scrub() override { return database_->Scrub(); }
  absl::Status Ping() override { return database_->Ping(); }

 private:
  // About 150 MB.
  static constexpr int kMostOrganisationsKept = 200'000;

  void Audit(soci::session& session, const Change& change, const SqlWriter& writer,
             const std::string& reply);
  absl::StatusOr<std::string> WriteOnce(
      const Change& change, absl::FunctionRef<absl::StatusOr<std::string>(Writer&)> body);

  sql::Database* const database_;
  const Changed changed_;
  SnapshotCache snapshots_{kMostOrganisationsKept};
};

}  // namespace pcsp::registry

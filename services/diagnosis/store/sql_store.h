// The store on SQLite or PostgreSQL: the same queries on both.
#pragma once

#include <memory>
#include <vector>

#include "common/storage/migrations.h"
#include "common/storage/sql.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

class SqlStore final : public Store {
 public:
  // Brings the schema up to date, or checks that it is. Errors: those of sql::Migrate(). The
  // database must outlive it.
  static absl::StatusOr<std::unique_ptr<SqlStore>> Open(
      sql::Database* database, absl::Time now, sql::AtStart at_start = sql::AtStart::kMigrate);

  absl::StatusOr<StoredDiagnosis> Keep(const StoredDiagnosis& diagnosis) override;
  absl::StatusOr<StoredDiagnosis> Get(const DiagnosisName& name) override;
  absl::StatusOr<std::vector<StoredDiagnosis>> List(const DiagnosisQuery& query) override;
  absl::StatusOr<std::vector<StoredEvidence>> ListEvidence(const DiagnosisQuery& query) override;
  absl::StatusOr<std::string> GetEvidence(const DiagnosisName& name) override;
  absl::Status Ping() override;

 private:
  explicit SqlStore(sql::Database* database) : database_(database) {}

  absl::StatusOr<StoredDiagnosis> KeepOnce(const StoredDiagnosis& diagnosis);

  sql::Database* const database_;
};

}  // namespace pcsp::diagnosis

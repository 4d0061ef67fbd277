// The store on SQLite or PostgreSQL: the same queries on both.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/storage/migrations.h"
#include "common/storage/records/sql_records.h"
#include "common/storage/sql.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

class SqlStore final : public Store {
 public:
  // Brings the schema up to date, or checks that it is. Errors: those of sql::Migrate().
  static absl::StatusOr<std::unique_ptr<SqlStore>> Open(
      sql::Database* database, absl::Time now, sql::AtStart at_start = sql::AtStart::kMigrate);

  absl::StatusOr<std::string> CreatePlan(const Plan& plan, const RequestMark& request,
                                         const std::string& reply) override;
  absl::StatusOr<Plan> GetPlan(const PlanName& name) override;
  absl::StatusOr<std::vector<Plan>> ListPlans(const PlanQuery& query) override;
  absl::StatusOr<std::string> ChangePlans(
      const sql::RecordChange& change,
      absl::FunctionRef<absl::StatusOr<std::string>(PlanWriter&)> body) override;
  sql::RecordStore& records() override { return records_; }
  absl::Status Scrub() override { return database_->Scrub(); }
  absl::Status Ping() override;

 private:
  explicit SqlStore(sql::Database* database) : database_(database), records_(database) {}

  absl::StatusOr<std::string> CreateOnce(const Plan& plan, const RequestMark& request,
                                         const std::string& reply);

  sql::Database* const database_;
  sql::SqlRecordStore records_;
};

}  // namespace pcsp::planning

#include "services/planning/store/sql_store.h"

#include <utility>

#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/request_log.h"
#include "common/storage/sql_errors.h"
#include "services/planning/domain/errors.h"
#include "services/planning/store/plan_reader.h"
#include "services/planning/store/plan_writer.h"
#include "services/planning/store/schema_files.h"

namespace pcsp::planning {
namespace {

class SqlPlanWriter final : public PlanWriter {
 public:
  SqlPlanWriter(sql::RecordWriter& records, soci::session& session, sql::Engine engine)
      : records_(records), session_(session), engine_(engine) {}

  sql::RecordWriter& records() override { return records_; }
  absl::StatusOr<Plan> GetPlan(const PlanName& name) override {
    std::vector<Plan> plans = ReadPlan(session_, name);
    if (plans.empty()) return PlanNotFound(name.Text());
    return std::move(plans[0]);
  }
  void ReplacePlan(const Plan& plan) override { UpdatePlan(session_, engine_, plan); }
  void DeletePlan(const Plan& plan) override { ErasePlan(session_, plan); }

 private:
  sql::RecordWriter& records_;
  soci::session& session_;
  const sql::Engine engine_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<SqlStore>> SqlStore::Open(sql::Database* database, absl::Time now,
                                                         sql::AtStart at_start) {
  RETURN_IF_ERROR(sql::PrepareSchema(*database, SchemaFiles(), at_start, now));
  return std::unique_ptr<SqlStore>(new SqlStore(database));
}

absl::StatusOr<std::string> SqlStore::CreatePlan(const Plan& plan, const RequestMark& request,
                                                 const std::string& reply) {
  auto created = CreateOnce(plan, request, reply);
  // Somebody else was quicker; now that their plan can be seen, the answer is clear.
  if (sql::IsDuplicate(created.status())) created = CreateOnce(plan, request, reply);
  if (sql::IsDuplicate(created.status())) return PlanExists(plan.name.Text());
  return created;
}

absl::StatusOr<std::string> SqlStore::CreateOnce(const Plan& plan, const RequestMark& request,
                                                 const std::string& reply) {
  const sql::RequestKey key{"", "planning.DraftPlan", request.id, request.payload_hash};
  const auto create = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, plan.create_time, [&]() -> absl::StatusOr<std::string> {
      if (HasPlan(session, plan.name)) return PlanExists(plan.name.Text());
      InsertPlan(session, database_->engine(), plan);
      sql::AppendAudit(
          session, database_->engine(),
          {key, plan.create_time, plan.name.organisation.programme, plan.name.Text(), reply});
      return reply;
    });
  };
  return database_->Transact(create, plan.name.organisation.programme);
}

absl::StatusOr<Plan> SqlStore::GetPlan(const PlanName& name) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<Plan> {
    std::vector<Plan> plans = ReadPlan(session, name);
    if (plans.empty()) return PlanNotFound(name.Text());
    return std::move(plans[0]);
  });
}

absl::StatusOr<std::vector<Plan>> SqlStore::ListPlans(const PlanQuery& query) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<Plan>> {
    return ReadPlans(session, query);
  });
}

absl::StatusOr<std::string> SqlStore::ChangePlans(
    const sql::RecordChange& change,
    absl::FunctionRef<absl::StatusOr<std::string>(PlanWriter&)> body) {
  return records_.WriteWith(change, [&](sql::RecordWriter& records, soci::session& session) {
    SqlPlanWriter writer(records, session, database_->engine());
    return body(writer);
  });
}

absl::Status SqlStore::Ping() { return database_->Ping(); }

}  // namespace pcsp::planning

#include "services/planning/module.h"

#include <algorithm>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/status.h"
#include "common/rpc/worker_pool.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/cache/doorbell.h"
#include "common/storage/records/sql_records.h"
#include "common/storage/sql.h"
#include "common/text/yaml.h"
#include "services/planning/domain/solution/catalogue.h"
#include "services/planning/rpc/facilitators/assignment_service.h"
#include "services/planning/rpc/place/place_service.h"
#include "services/planning/rpc/planning_service.h"
#include "services/planning/rpc/programme_plan/programme_plan_service.h"
#include "services/planning/rpc/training/training_service.h"
#include "services/planning/rpc/workforce/workforce_service.h"
#include "services/planning/store/sql_store.h"

namespace pcsp::planning {
namespace {

// As many as run at once; they give way to those that answer calls.
int SearchThreads() {
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 16);
}

// A search takes a thread for up to half a minute, so the others' pool is not for it.
constexpr int kSearchThreads = 2;
constexpr int kSearchesWaiting = 8;

rpc::Handler::Options HandlerOf(const rpc::ModuleEnv& env, rpc::WorkerPool* pool) {
  return {.pool = pool, .metrics = env.metrics, .log = env.log, .clock = env.clock};
}

// Members in the order in which they need each other: the pool ends first, while all it may still
// run has what it needs.
class PlanningModule final : public rpc::Module {
 public:
  PlanningModule(const rpc::ModuleEnv& env, Catalogue catalogue,
                 std::unique_ptr<sql::Database> database, std::unique_ptr<SqlStore> store)
      : catalogue_(std::move(catalogue)),
        database_(std::move(database)),
        store_(std::move(store)),
        log_of_changes_(database_.get()),
        audit_({.service = "planning",
                .log = &log_of_changes_,
                .page_token_key = env.page_token_key,
                .key = env.audit_key}),
        records_(database_.get()),
        training_records_(database_.get(), Rung(env.doorbell)),
        pool_(env.worker_threads, env.queue_limit),
        searches_(kSearchThreads, kSearchesWaiting),
        service_({.catalogue = &catalogue_,
                  .store = store_.get(),
                  .page_token_key = env.page_token_key,
                  .audit = &audit_,
                  .handler = HandlerOf(env, &pool_)}),
        training_({.records = &training_records_,
                   .page_token_key = env.page_token_key,
                   .handler = HandlerOf(env, &pool_)}),
        places_({.records = &records_,
                 .page_token_key = env.page_token_key,
                 .handler = HandlerOf(env, &pool_)}),
        assignments_(
            {.records = &records_, .searches = &searches_, .handler = HandlerOf(env, &pool_)}),
        programme_plans_({.page_token_key = env.page_token_key,
                          .worker = {.records = &records_,
                                     .clock = env.clock,
                                     .log = env.log,
                                     .threads = SearchThreads()},
                          .handler = HandlerOf(env, &pool_)}),
        workforce_(HandlerOf(env, &pool_)) {}

  grpc::Service& service() override { return service_; }
  std::vector<grpc::Service*> services() override {
    return {&service_, &training_, &places_, &assignments_, &programme_plans_, &workforce_};
  }
  bool Healthy() override { return store_->Ping().ok(); }

 private:
  static sql::SqlRecordStore::Changed Rung(Doorbell* doorbell) {
    if (doorbell == nullptr) return nullptr;
    return [doorbell](const std::string& programme) {
      doorbell->Ring(absl::StrCat("programmes/", programme));
    };
  }

  const Catalogue catalogue_;
  const std::unique_ptr<sql::Database> database_;
  const std::unique_ptr<SqlStore> store_;
  const sql::SqlAuditLog log_of_changes_;
  const rpc::AuditMethods audit_;
  sql::SqlRecordStore records_;
  sql::SqlRecordStore training_records_;  // the same tables, and the doorbell rings
  rpc::WorkerPool pool_;
  rpc::WorkerPool searches_;
  PlanningService service_;
  training::TrainingService training_;
  training::PlaceService places_;
  training::AssignmentService assignments_;
  ProgrammePlanService programme_plans_;
  WorkforceService workforce_;
};

absl::StatusOr<std::unique_ptr<sql::Database>> OpenDatabase(const rpc::ModuleEnv& env) {
  rpc::Log* const log = env.log;
  return sql::Database::Open(
      {.url = env.database_url,
       .schema = "planning",
       .pool_size = env.database_connections,
       .on_fault = [log](const absl::Status& status, absl::string_view driver_text) {
         log->Error("storage fault", {{"service", std::string("planning")},
                                      {"reason", rpc::ReasonOf(status)},
                                      {"driver", std::string(driver_text)}});
       }});
}

sql::AtStart AtStart(const rpc::ModuleEnv& env) {
  return env.migrate ? sql::AtStart::kMigrate : sql::AtStart::kCheck;
}

}  // namespace

absl::StatusOr<std::unique_ptr<rpc::Module>> MakeModule(const rpc::ModuleEnv& env) {
  ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(absl::StrCat(
                                                env.content_dir, "/planning/solutions.yaml")));
  ASSIGN_OR_RETURN(Catalogue catalogue, Catalogue::Read(std::move(document)));
  ASSIGN_OR_RETURN(auto database, OpenDatabase(env));
  ASSIGN_OR_RETURN(auto store, SqlStore::Open(database.get(), env.clock->Now(), AtStart(env)));
  return std::make_unique<PlanningModule>(env, std::move(catalogue), std::move(database),
                                          std::move(store));
}

absl::Status MigrateStore(const rpc::ModuleEnv& env) {
  ASSIGN_OR_RETURN(auto database, OpenDatabase(env));
  return SqlStore::Open(database.get(), env.clock->Now()).status();
}

}  // namespace pcsp::planning

#include "services/registry/module.h"

#include <utility>

#include "common/base/page_token.h"
#include "common/base/status_macros.h"
#include "common/rpc/worker_pool.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/cache/doorbell.h"
#include "common/storage/origin.h"
#include "common/storage/sql.h"
#include "services/registry/domain/names.h"
#include "services/registry/domain/people/job_titles.h"
#include "services/registry/rpc/registry_service.h"
#include "services/registry/store/cached_store.h"
#include "services/registry/store/sql_store.h"

namespace pcsp::registry {
namespace {

class RegistryModule final : public rpc::Module {
 public:
  RegistryModule(const rpc::ModuleEnv& env, JobTitles titles,
                 std::unique_ptr<sql::Database> database, const std::string& origin)
      : titles_(std::move(titles)),
        database_(std::move(database)),
        sql_store_(database_.get(), Rung(env.doorbell)),
        cached_store_(Cached(env, origin)),
        store_(cached_store_ == nullptr ? static_cast<Store*>(&sql_store_) : cached_store_.get()),
        audit_(database_.get()),
        service_(store_, &titles_, PageTokens(env.page_token_key),
                 {.service = "registry",
                  .log = &audit_,
                  .page_token_key = env.page_token_key,
                  .key = env.audit_key},
                 {.service = pb::RegistryService::service_full_name(),
                  .pool = &pool_,
                  .metrics = env.metrics,
                  .log = env.log,
                  .clock = env.clock}),
        pool_(env.worker_threads, env.queue_limit) {}

  grpc::Service& service() override { return service_; }
  bool Healthy() override { return store_->Ping().ok(); }

 private:
  static SqlStore::Changed Rung(Doorbell* doorbell) {
    if (doorbell == nullptr) return nullptr;
    return [doorbell](const std::string& programme) { doorbell->Ring(ProgrammeName(programme)); };
  }
  std::unique_ptr<CachedStore> Cached(const rpc::ModuleEnv& env, const std::string& origin) {
    if (env.cache == nullptr) return nullptr;
    const bool sole_writer = database_->engine() == sql::Engine::kSqlite;
    return std::make_unique<CachedStore>(&sql_store_, env.cache, env.clock, sole_writer, origin);
  }

  const JobTitles titles_;
  std::unique_ptr<sql::Database> database_;
  SqlStore sql_store_;
  std::unique_ptr<CachedStore> cached_store_;  // null without a cache
  Store* store_;
  sql::SqlAuditLog audit_;
  RegistryService service_;
  rpc::WorkerPool pool_;  // ends first: what is queued still needs the rest
};

absl::StatusOr<std::unique_ptr<sql::Database>> OpenDatabase(const rpc::ModuleEnv& env) {
  sql::Options options;
  options.url = env.database_url;
  options.schema = "registry";
  options.pool_size = env.database_connections;
  options.on_fault = [log = env.log](const absl::Status& status, absl::string_view driver_text) {
    log->Warning("database fault", {{"service", "registry"},
                                    {"code", std::string(absl::StatusCodeToString(status.code()))},
                                    {"driver", std::string(driver_text)}});
  };
  return sql::Database::Open(std::move(options));
}

}  // namespace

absl::StatusOr<std::unique_ptr<rpc::Module>> MakeModule(const rpc::ModuleEnv& env) {
  ASSIGN_OR_RETURN(JobTitles titles,
                   JobTitles::Read(env.content_dir + "/registry/job_titles.yaml"));
  ASSIGN_OR_RETURN(auto database, OpenDatabase(env));
  const auto at_start = env.migrate ? sql::AtStart::kMigrate : sql::AtStart::kCheck;
  RETURN_IF_ERROR(SqlStore::Migrate(*database, env.clock->Now(), at_start));
  ASSIGN_OR_RETURN(const std::string origin, sql::OriginOf(*database));
  return std::make_unique<RegistryModule>(env, std::move(titles), std::move(database), origin);
}

absl::Status MigrateStore(const rpc::ModuleEnv& env) {
  ASSIGN_OR_RETURN(auto database, OpenDatabase(env));
  return SqlStore::Migrate(*database, env.clock->Now());
}

}  // namespace pcsp::registry

#include "services/diagnosis/module.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/page_token.h"
#include "common/base/status_macros.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/worker_pool.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/sql.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/notes.h"
#include "services/diagnosis/domain/text/lexicon/reader.h"
#include "services/diagnosis/rpc/diagnosis_service.h"
#include "services/diagnosis/store/sql_store.h"

namespace pcsp::diagnosis {
namespace {

constexpr char kService[] = "pcsp.diagnosis.v1.DiagnosisService";

class DiagnosisModule final : public rpc::Module {
 public:
  DiagnosisModule(const rpc::ModuleEnv& env, Model model, std::unique_ptr<sql::Database> database,
                  std::unique_ptr<SqlStore> store)
      : model_(std::move(model)),
        database_(std::move(database)),
        store_(std::move(store)),
        tokens_(env.page_token_key),
        log_of_changes_(database_.get()),
        audit_({.service = "diagnosis",
                .log = &log_of_changes_,
                .page_token_key = env.page_token_key,
                .key = env.audit_key}),
        pool_(env.worker_threads, env.queue_limit),
        service_(&model_, store_.get(), &tokens_, &audit_,
                 {.service = kService,
                  .pool = &pool_,
                  .metrics = env.metrics,
                  .log = env.log,
                  .clock = env.clock}) {}

  grpc::Service& service() override { return service_; }
  bool Healthy() override { return store_->Ping().ok(); }

 private:
  const Model model_;
  const std::unique_ptr<sql::Database> database_;
  const std::unique_ptr<SqlStore> store_;
  const PageTokens tokens_;
  const sql::SqlAuditLog log_of_changes_;
  const rpc::AuditMethods audit_;
  rpc::WorkerPool pool_;
  DiagnosisService service_;
};

sql::Options DatabaseOptions(const rpc::ModuleEnv& env) {
  sql::Options options{.url = env.database_url, .schema = "diagnosis"};
  options.pool_size = env.database_connections;
  options.on_fault = [log = env.log](const absl::Status& status, absl::string_view driver_text) {
    log->Error("database fault", {{"service", std::string("diagnosis")},
                                  {"status", std::string(status.message())},
                                  {"driver", std::string(driver_text)}});
  };
  return options;
}

sql::AtStart AtStart(const rpc::ModuleEnv& env) {
  return env.migrate ? sql::AtStart::kMigrate : sql::AtStart::kCheck;
}

}  // namespace

absl::StatusOr<std::unique_ptr<rpc::Module>> MakeModule(const rpc::ModuleEnv& env) {
  ASSIGN_OR_RETURN(KnowledgeBase kb, LoadKnowledgeBase(absl::StrCat(
                                         env.content_dir, "/diagnosis/knowledge_base.yaml")));
  ASSIGN_OR_RETURN(Lexicon lexicon,
                   LoadLexicon(absl::StrCat(env.content_dir, "/diagnosis/cues.yaml"), kb));
  ASSIGN_OR_RETURN(Model model, CompileModelWithNotes(std::move(kb), std::move(lexicon)));
  ASSIGN_OR_RETURN(auto database, sql::Database::Open(DatabaseOptions(env)));
  ASSIGN_OR_RETURN(auto store, SqlStore::Open(database.get(), env.clock->Now(), AtStart(env)));
  return std::make_unique<DiagnosisModule>(env, std::move(model), std::move(database),
                                           std::move(store));
}

absl::Status MigrateStore(const rpc::ModuleEnv& env) {
  ASSIGN_OR_RETURN(auto database, sql::Database::Open(DatabaseOptions(env)));
  return SqlStore::Open(database.get(), env.clock->Now()).status();
}

}  // namespace pcsp::diagnosis

#include "services/diagnosis/module.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/page_token.h"
#include "common/base/status_macros.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/worker_pool.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/sql.h"
#include "services/diagnosis/domain/engine/check.h"
#include "services/diagnosis/domain/notes.h"
#include "services/diagnosis/domain/text/lexicon/reader.h"
#include "services/diagnosis/rpc/diagnosis_service.h"
#include "services/diagnosis/store/learning/sql_learning_store.h"
#include "services/diagnosis/store/review/sql_review_store.h"
#include "services/diagnosis/store/sql_knowledge_base_store.h"
#include "services/diagnosis/store/sql_store.h"

namespace pcsp::diagnosis {
namespace {

constexpr char kService[] = "pcsp.diagnosis.v1.DiagnosisService";

class DiagnosisModule final : public rpc::Module {
 public:
  struct Parts {
    std::unique_ptr<sql::Database> database;
    std::unique_ptr<SqlStore> store;
    std::unique_ptr<SqlKnowledgeBaseStore> knowledge_bases;
    std::unique_ptr<KnowledgeLibrary> library;
    std::optional<SolutionIds> solutions;
  };

  DiagnosisModule(const rpc::ModuleEnv& env, Parts parts)
      : parts_(std::move(parts)),
        tokens_(env.page_token_key),
        knowledge_bases_({.library = parts_.library.get(),
                          .knowledge_bases = parts_.knowledge_bases.get(),
                          .diagnoses = parts_.store.get(),
                          .tokens = &tokens_,
                          .solutions = parts_.solutions ? &*parts_.solutions : nullptr}),
        log_of_changes_(parts_.database.get()),
        audit_({.service = "diagnosis",
                .log = &log_of_changes_,
                .page_token_key = env.page_token_key,
                .key = env.audit_key}),
        pool_(env.worker_threads, env.queue_limit),
        reviews_(parts_.database.get()),
        layers_(parts_.database.get()),
        footings_({.library = parts_.library.get(),
                   .layers = &layers_,
                   .diagnoses = parts_.store.get(),
                   .reviews = &reviews_,
                   .log = env.log,
                   .clock = env.clock}),
        service_({.knowledge_bases = &knowledge_bases_,
                  .diagnoses = parts_.store.get(),
                  .reviews = &reviews_,
                  .layers = &layers_,
                  .footings = &footings_,
                  .tokens = &tokens_,
                  .audit = &audit_,
                  .handler = {.service = kService,
                              .pool = &pool_,
                              .metrics = env.metrics,
                              .log = env.log,
                              .clock = env.clock}}) {}

  grpc::Service& service() override { return service_; }
  bool Healthy() override { return parts_.store->Ping().ok(); }

 private:
  const Parts parts_;
  const PageTokens tokens_;
  const KnowledgeBaseMethods knowledge_bases_;
  const sql::SqlAuditLog log_of_changes_;
  const rpc::AuditMethods audit_;
  rpc::WorkerPool pool_;
  SqlReviewStore reviews_;
  SqlLearningStore layers_;
  Footings footings_;
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

// The solutions that knowledge bases may name: those of the catalogue that ships. Nothing where it
// is not at hand.
absl::StatusOr<std::optional<SolutionIds>> ShippedSolutions(const rpc::ModuleEnv& env) {
  auto catalogue = text::ReadContentFile(absl::StrCat(env.content_dir, "/planning/solutions.yaml"));
  if (absl::IsNotFound(catalogue.status())) return std::nullopt;
  RETURN_IF_ERROR(catalogue.status());
  return ReadSolutionIds(*std::move(catalogue));
}

}  // namespace

absl::StatusOr<std::unique_ptr<rpc::Module>> MakeModule(const rpc::ModuleEnv& env) {
  ASSIGN_OR_RETURN(
      text::Document document,
      text::ReadContentFile(absl::StrCat(env.content_dir, "/diagnosis/knowledge_base.yaml")));
  DiagnosisModule::Parts parts;
  ASSIGN_OR_RETURN(parts.solutions, ShippedSolutions(env));
  ASSIGN_OR_RETURN(
      CheckedKnowledgeBase checked,
      CheckKnowledgeBaseFile(std::move(document), parts.solutions ? &*parts.solutions : nullptr));
  ASSIGN_OR_RETURN(Lexicon lexicon,
                   LoadLexicon(absl::StrCat(env.content_dir, "/diagnosis/cues.yaml"), checked.kb));
  ASSIGN_OR_RETURN(parts.database, sql::Database::Open(DatabaseOptions(env)));
  ASSIGN_OR_RETURN(parts.store,
                   SqlStore::Open(parts.database.get(), env.clock->Now(), AtStart(env)));
  parts.knowledge_bases = std::make_unique<SqlKnowledgeBaseStore>(parts.database.get());
  ASSIGN_OR_RETURN(parts.library, KnowledgeLibrary::Open(std::move(checked.kb), std::move(lexicon),
                                                         parts.knowledge_bases.get(), env.clock));
  return std::make_unique<DiagnosisModule>(env, std::move(parts));
}

absl::Status MigrateStore(const rpc::ModuleEnv& env) {
  ASSIGN_OR_RETURN(auto database, sql::Database::Open(DatabaseOptions(env)));
  return SqlStore::Open(database.get(), env.clock->Now()).status();
}

}  // namespace pcsp::diagnosis

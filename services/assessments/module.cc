#include "services/assessments/module.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/page_token.h"
#include "common/base/status_macros.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/status.h"
#include "common/rpc/worker_pool.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/origin.h"
#include "common/storage/sql.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/measures/measure_catalogue.h"
#include "services/assessments/rpc/assessment_service.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/consensus/consensus_methods.h"
#include "services/assessments/rpc/disclosure/group_methods.h"
#include "services/assessments/rpc/disclosure/words_methods.h"
#include "services/assessments/rpc/frozen_waves.h"
#include "services/assessments/rpc/instruments/instrument_methods.h"
#include "services/assessments/rpc/instruments/questionnaire_methods.h"
#include "services/assessments/rpc/invitations/answer_methods.h"
#include "services/assessments/rpc/invitations/invitation_methods.h"
#include "services/assessments/rpc/results/final_replies.h"
#include "services/assessments/rpc/results/wave_results.h"
#include "services/assessments/rpc/submission/response_writer.h"
#include "services/assessments/store/evidence/sql_evidence_store.h"
#include "services/assessments/store/instruments/sql_instruments.h"
#include "services/assessments/store/sql_store.h"

namespace pcsp::assessments {
namespace {

// Replies that are kept under other rules are other replies. "" for all of them.
std::string WordOf(const DisclosureRules& rules) {
  if (rules == DisclosureRules()) return "";
  return absl::StrCat(rules.minimum, rules.complement, rules.merging, rules.secondary,
                      rules.unanimity, rules.full_response, rules.rounding, rules.audit,
                      rules.overlap, rules.bands, rules.own_words);
}

// Members in the order in which they need each other: the pool ends first, then the writer, while
// all that they may still run has what it needs.
class AssessmentsModule final : public rpc::Module {
 public:
  AssessmentsModule(const rpc::ModuleEnv& env, Catalogue catalogue, MeasureCatalogue measures,
                    std::unique_ptr<SqlStore> store, const std::string& origin,
                    const DisclosureRules& rules)
      : catalogue_(std::move(catalogue)),
        measures_(std::move(measures)),
        store_(std::move(store)),
        instruments_(&catalogue_, &store_->instruments(), env.page_token_key),
        questionnaires_(&catalogue_, &store_->instruments()),
        waves_(store_.get(), &catalogue_),
        results_(store_.get(), &waves_, &catalogue_, rules),
        replies_(store_.get(), &results_, env.cache,
                 absl::StrCat(PageTokens(env.page_token_key).Encode({}, {}), WordOf(rules)),
                 origin),
        comparisons_(store_.get(), &results_, env.page_token_key),
        groups_(store_.get(), &results_, &replies_),
        words_(store_.get(), &results_),
        writer_(store_.get(), {}),
        evidence_(store_->database()),
        log_of_changes_(store_->database()),
        audit_({.service = "assessments",
                .log = &log_of_changes_,
                .page_token_key = env.page_token_key,
                .key = env.audit_key}),
        invitations_(store_.get(), &waves_, PageTokens(env.page_token_key)),
        answers_({.catalogue = &catalogue_,
                  .store = store_.get(),
                  .waves = &waves_,
                  .writer = &writer_,
                  .pool = &pool_,
                  .clock = env.clock}),
        consensus_(store_.get(), &waves_, &catalogue_, PageTokens(env.page_token_key)),
        pool_(env.worker_threads, env.queue_limit),
        service_(
            {.catalogue = &catalogue_,
             .store = store_.get(),
             .waves = &waves_,
             .results = &results_,
             .writer = &writer_,
             .replies = &replies_,
             .comparisons = &comparisons_,
             .groups = &groups_,
             .words = &words_,
             .doorbell = env.doorbell,
             .page_token_key = env.page_token_key,
             .audit = &audit_,
             .evidence = {&evidence_, &measures_, store_.get(), env.doorbell},
             .invitations = &invitations_,
             .answers = &answers_,
             .consensus = &consensus_,
             .instruments = &instruments_,
             .questionnaires = &questionnaires_,
             .handler = {
                 .pool = &pool_, .metrics = env.metrics, .log = env.log, .clock = env.clock}}) {}

  grpc::Service& service() override { return service_; }
  bool Healthy() override { return store_->Ping().ok(); }

 private:
  const Catalogue catalogue_;
  const MeasureCatalogue measures_;
  const std::unique_ptr<SqlStore> store_;
  const InstrumentMethods instruments_;
  const QuestionnaireMethods questionnaires_;
  FrozenWaves waves_;
  WaveResultsCache results_;
  FinalReplies replies_;
  ComparisonMethods comparisons_;
  const GroupMethods groups_;
  const WordsMethods words_;
  ResponseWriter writer_;
  SqlEvidenceStore evidence_;
  const sql::SqlAuditLog log_of_changes_;
  const rpc::AuditMethods audit_;
  const InvitationMethods invitations_;
  const AnswerMethods answers_;
  const ConsensusMethods consensus_;
  rpc::WorkerPool pool_;
  AssessmentService service_;
};

absl::StatusOr<std::unique_ptr<sql::Database>> OpenDatabase(const rpc::ModuleEnv& env) {
  rpc::Log* const log = env.log;
  return sql::Database::Open(
      {.url = env.database_url,
       .schema = "assessments",
       .pool_size = env.database_connections,
       .on_fault = [log](const absl::Status& status, absl::string_view) {
         // The driver may quote values, and here values are answers: its words are left out.
         log->Error("storage fault",
                    {{"service", std::string("assessments")}, {"reason", rpc::ReasonOf(status)}});
       }});
}

// Stored answers can be read only with the instruments that they were given to.
absl::Status CheckInstruments(SqlStore& store, const Catalogue& catalogue) {
  ASSIGN_OR_RETURN(const auto fingerprints, store.ListFingerprints());
  for (const auto& [name, fingerprint] : fingerprints) {
    RETURN_IF_ERROR(catalogue.Prepare({name}));
    const Instrument* const instrument = catalogue.Find(name);
    if (instrument == nullptr) return InstrumentNotFound(name);
    if (FingerprintOf(*instrument) != fingerprint) return InstrumentChanged(name);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<rpc::Module>> MakeModule(const rpc::ModuleEnv& env) {
  return MakeModuleUnder({}, env);
}

absl::StatusOr<std::unique_ptr<rpc::Module>> MakeModuleUnder(const DisclosureRules& rules,
                                                             const rpc::ModuleEnv& env) {
  ASSIGN_OR_RETURN(Catalogue catalogue,
                   Catalogue::Load(absl::StrCat(env.content_dir, "/assessments")));
  ASSIGN_OR_RETURN(MeasureCatalogue measures,
                   MeasureCatalogue::Load(absl::StrCat(
                       env.content_dir, "/assessments/measures/process_measures.yaml")));
  ASSIGN_OR_RETURN(auto database, OpenDatabase(env));
  const auto at_start = env.migrate ? sql::AtStart::kMigrate : sql::AtStart::kCheck;
  ASSIGN_OR_RETURN(auto store, SqlStore::Open(std::move(database), env.clock->Now(), at_start));
  catalogue.SetSource([instruments = &store->instruments()](const InstrumentName& name) {
    return instruments->GetImmutable(name);
  });
  RETURN_IF_ERROR(CheckInstruments(*store, catalogue));
  ASSIGN_OR_RETURN(const std::string origin, sql::OriginOf(*store->database()));
  return std::make_unique<AssessmentsModule>(env, std::move(catalogue), std::move(measures),
                                             std::move(store), origin, rules);
}

absl::Status MigrateStore(const rpc::ModuleEnv& env) {
  ASSIGN_OR_RETURN(auto database, OpenDatabase(env));
  return SqlStore::Open(std::move(database), env.clock->Now()).status();
}

}  // namespace pcsp::assessments

#include <libpq-fe.h>

#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/status_macros.h"
#include "common/storage/backend.h"
#include "common/storage/sql_errors.h"
#include "soci/postgresql/soci-postgresql.h"

namespace pcsp::sql {
namespace {

using Conninfo = std::map<std::string, std::string>;

PGconn* Handle(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

// libpq's message would repeat parts of the URL, so it is not passed on.
absl::StatusOr<Conninfo> ParseConninfo(const std::string& url) {
  char* message = nullptr;
  PQconninfoOption* parsed = PQconninfoParse(url.c_str(), &message);
  PQfreemem(message);
  if (parsed == nullptr) return InvalidStorageUrl("postgresql://user@host:port/database");
  Conninfo conninfo;
  for (PQconninfoOption* option = parsed; option->keyword != nullptr; ++option) {
    if (option->val != nullptr) conninfo[option->keyword] = option->val;
  }
  PQconninfoFree(parsed);
  return conninfo;
}

std::string Formatted(const Conninfo& conninfo) {
  std::string text;
  for (const auto& [keyword, value] : conninfo) {
    const std::string escaped = absl::StrReplaceAll(value, {{"\\", "\\\\"}, {"'", "\\'"}});
    absl::StrAppend(&text, keyword, "='", escaped, "' ");
  }
  return text;
}

Fault FaultOfState(const std::string& state) {
  static const auto& kExact = *new std::map<std::string, Fault>{
      {"40001", Fault::kContention}, {"40P01", Fault::kContention}, {"55P03", Fault::kContention},
      {"23505", Fault::kDuplicate},  {"53100", Fault::kFull},       {"53200", Fault::kLost},
      {"53300", Fault::kLost},       {"57014", Fault::kTimeout},    {"57P01", Fault::kLost},
      {"57P02", Fault::kLost},       {"57P03", Fault::kLost},       {"57P05", Fault::kLost},
      {"58030", Fault::kLost},       {"25P03", Fault::kLost},       {"XX001", Fault::kCorrupt},
      {"XX002", Fault::kCorrupt},    {"42501", Fault::kDenied},     {"3F000", Fault::kDenied}};
  if (const auto found = kExact.find(state); found != kExact.end()) return found->second;
  return absl::StartsWith(state, "08") ? Fault::kLost : Fault::kDefect;
}

class PostgresqlBackend : public Backend {
 public:
  PostgresqlBackend(std::string conninfo, std::string schema)
      : conninfo_(std::move(conninfo)), schema_(std::move(schema)) {}

  Engine engine() const override { return Engine::kPostgresql; }
  int PoolSize(int wanted) const override { return wanted; }

  void Connect(soci::session& session) override { session.open(soci::postgresql, conninfo_); }

  absl::Status CheckDurability(soci::session& session) override {
    std::string fsync, commit;
    session << "select current_setting('fsync'), current_setting('synchronous_commit')",
        soci::into(fsync), soci::into(commit);
    if (fsync != "on") return StorageUnsafe("fsync", fsync, "on");
    if (commit == "off" || commit == "local") {
      return StorageUnsafe("synchronous_commit", commit, "on");
    }
    return absl::OkStatus();
  }

  // Before the transaction, because a snapshot that was taken before the wait would be too old.
  void Enter(soci::session& session, absl::string_view queue) override {
    Execute(session, absl::StrCat("select pg_advisory_lock(", Place(queue), ")"));
  }

  void Leave(soci::session& session, absl::string_view queue) override {
    Execute(session, absl::StrCat("select pg_advisory_unlock(", Place(queue), ")"));
  }

  void Begin(soci::session& session, Mode mode) override {
    switch (mode) {
      case Mode::kRead:
        return Execute(session, "begin isolation level repeatable read, read only");
      case Mode::kWrite:
        return Execute(session, "begin isolation level serializable");
      case Mode::kMigrate:
        // Not serialisable: what was migrated while waiting for the lock must be seen.
        Execute(session, absl::StrCat("begin isolation level read committed;"
                                      "set local statement_timeout = 0;"
                                      "select pg_advisory_xact_lock(hashtext('pcsp ",
                                      schema_, "'))"));
        // The right to create is not needed where an administrator has made the schema.
        return Execute(session,
                       absl::StrCat("do $$ begin if to_regnamespace('", schema_,
                                    "') is null then create schema ", schema_, "; end if; end $$"));
    }
  }

  void Commit(soci::session& session, Mode) override {
    // PostgreSQL answers the commit of a failed transaction with a rollback and no error.
    if (PQtransactionStatus(Handle(session)) == PQTRANS_INERROR) {
      throw soci::postgresql_soci_error("commit of a transaction in which a statement failed",
                                        "25P02");
    }
    Execute(session, "commit");
  }

  void Rollback(soci::session& session, Mode) override {
    if (PQtransactionStatus(Handle(session)) != PQTRANS_IDLE) Execute(session, "rollback");
  }

  void Execute(soci::session& session, const std::string& script) override {
    PGresult* result = PQexec(Handle(session), script.c_str());
    const ExecStatusType status = PQresultStatus(result);
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const soci::postgresql_soci_error error(PQerrorMessage(Handle(session)),
                                            state == nullptr ? "     " : state);
    PQclear(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw error;
  }

  void Scrub(soci::session&) override {}

  Fault Classify(const std::exception& thrown, soci::session& session) override {
    if (PQstatus(Handle(session)) == CONNECTION_BAD) return Fault::kLost;
    const auto* error = dynamic_cast<const soci::postgresql_soci_error*>(&thrown);
    return error == nullptr ? Fault::kDefect : FaultOfState(error->sqlstate());
  }

 private:
  // A number that stands for a queue; two that share one merely wait for each other.
  std::string Place(absl::string_view queue) const {
    return absl::StrCat("hashtextextended('pcsp ", schema_, " ",
                        absl::StrReplaceAll(queue, {{"'", "''"}}), "', 0)");
  }

  const std::string conninfo_;
  const std::string schema_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Backend>> MakePostgresqlBackend(const Options& options) {
  ASSIGN_OR_RETURN(Conninfo conninfo, ParseConninfo(options.url));
  // A server that has vanished without a word is noticed in seconds. What the URL says wins.
  conninfo.insert({{"connect_timeout", "3"},
                   {"tcp_user_timeout", "10000"},
                   {"keepalives_idle", "10"},
                   {"keepalives_interval", "5"},
                   {"keepalives_count", "3"},
                   {"application_name", absl::StrCat("pcsp ", options.schema)}});
  std::string& settings = conninfo["options"];
  absl::StrAppend(&settings, " -c search_path=", options.schema,
                  " -c statement_timeout=", absl::ToInt64Milliseconds(options.statement_timeout),
                  " -c idle_in_transaction_session_timeout=60000 -c client_min_messages=warning");
  return std::make_unique<PostgresqlBackend>(Formatted(conninfo), options.schema);
}

}  // namespace pcsp::sql

#include "common/storage/backup/postgresql_dump.h"

#include <spawn.h>
#include <sys/wait.h>

#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "common/base/status_macros.h"
#include "common/storage/backup/files.h"
#include "common/storage/backup/manifest.h"
#include "common/storage/backup/sqlite_copy.h"

namespace pcsp::backup {
namespace {

// What libpq makes of a URL, in two halves: the command line is seen by every user of the machine.
struct Target {
  std::string conninfo, password;
};

absl::StatusOr<Target> TargetOf(const std::string& url) {
  char* message = nullptr;
  PQconninfoOption* const options = PQconninfoParse(url.c_str(), &message);
  PQfreemem(message);
  if (options == nullptr) return BackupFailed("the database URL cannot be read");
  Target target;
  for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    if (absl::string_view(option->keyword) == "password") {
      target.password = option->val;
      continue;
    }
    const std::string value = absl::StrReplaceAll(option->val, {{"\\", "\\\\"}, {"'", "\\'"}});
    absl::StrAppend(&target.conninfo, option->keyword, "='", value, "' ");
  }
  PQconninfoFree(options);
  return target;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> EnvironmentWith(const std::string& password) {
  std::vector<std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!absl::StartsWith(*entry, "PGPASSWORD=")) environment.emplace_back(*entry);
  }
  if (!password.empty()) environment.push_back(absl::StrCat("PGPASSWORD=", password));
  return environment;
}

}  // namespace

absl::StatusOr<std::unique_ptr<PostgresqlDump>> PostgresqlDump::Connect(const std::string& url) {
  RETURN_IF_ERROR(TargetOf(url).status());
  Connection connection(PQconnectdb(url.c_str()), PQfinish);
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    return BackupFailed(absl::StripAsciiWhitespace(PQerrorMessage(connection.get())));
  }
  return std::unique_ptr<PostgresqlDump>(new PostgresqlDump(url, std::move(connection)));
}

absl::StatusOr<Rows> PostgresqlDump::Query(const std::string& sql) {
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(
      PQexec(connection_.get(), sql.c_str()), PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    return BackupFailed(absl::StripAsciiWhitespace(PQerrorMessage(connection_.get())));
  }
  Rows rows(PQntuples(result.get()));
  for (size_t i = 0; i < rows.size(); ++i) {
    for (int column = 0; column < PQnfields(result.get()); ++column) {
      rows[i].emplace_back(PQgetvalue(result.get(), static_cast<int>(i), column));
    }
  }
  return rows;
}

absl::Status PostgresqlDump::Freeze() {
  RETURN_IF_ERROR(Query("begin isolation level repeatable read, read only").status());
  ASSIGN_OR_RETURN(const Rows snapshot, Query("select pg_export_snapshot()"));
  snapshot_ = snapshot.at(0).at(0);
  return absl::OkStatus();
}

absl::StatusOr<bool> PostgresqlDump::HasTables(const std::string& schema) {
  ASSIGN_OR_RETURN(const Rows rows, Query(absl::StrCat("select 1 from pg_tables where schemaname "
                                                       "= '",
                                                       schema, "' limit 1")));
  return !rows.empty();
}

absl::StatusOr<Contents> PostgresqlDump::Read(const std::string& schema) {
  RETURN_IF_ERROR(Query(absl::StrCat("set search_path = ", schema)).status());
  const auto query = [this](const std::string& sql) { return Query(sql); };
  ASSIGN_OR_RETURN(
      Contents contents,
      ReadContents(query, absl::StrCat("select tablename from pg_tables where schemaname = '",
                                       schema, "'")));
  ASSIGN_OR_RETURN(const auto faults, CheckAudit(query, contents));
  if (!faults.empty()) return BackupDamaged(absl::StrJoin(faults, "; "));
  return contents;
}

absl::Status PostgresqlDump::Run(const std::string& program, std::vector<std::string> arguments) {
  ASSIGN_OR_RETURN(const Target target, TargetOf(url_));
  arguments.insert(arguments.begin(), {program, "--no-password", "--dbname", target.conninfo});
  std::vector<std::string> environment = EnvironmentWith(target.password);
  pid_t child = 0;
  if (::posix_spawnp(&child, program.c_str(), nullptr, nullptr, Pointers(arguments).data(),
                     Pointers(environment).data()) != 0) {
    return BackupFailed(absl::StrCat(program, " is not installed (postgresql-client)"));
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return BackupFailed(absl::StrCat(program, " has failed; it says above why"));
  }
  return absl::OkStatus();
}

absl::Status PostgresqlDump::Dump(const std::string& schema, const std::string& file) {
  RETURN_IF_ERROR(Run("pg_dump", {"--format=custom", absl::StrCat("--schema=", schema),
                                  absl::StrCat("--snapshot=", snapshot_), "--file", file}));
  return Sync(file);
}

// The dump makes the schema; one that is there and empty, as roles are given, stands in its way.
absl::Status PostgresqlDump::Restore(const std::string& schema, const std::string& file) {
  RETURN_IF_ERROR(Query(absl::StrCat("drop schema if exists ", schema)).status());
  return Run("pg_restore",
             {"--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", file});
}

absl::Status PostgresqlDump::Drop(const std::string& schema) {
  return Query(absl::StrCat("drop schema if exists ", schema, " cascade")).status();
}

}  // namespace pcsp::backup

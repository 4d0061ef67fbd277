#include "common/storage/migrations.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/storage/schema_files.h"
#include "common/storage/sql_errors.h"

namespace pcsp::sql {
namespace {

struct Step {
  std::string component;  // "common", or "service" for the files of the caller
  int number = 0;
  std::string name;
  std::string body;
  std::string checksum;
};

// component and number -> checksum
using Applied = std::map<std::pair<std::string, int>, std::string>;

constexpr char kTable[] =
    "create table if not exists schema_step ("
    "component text not null, number integer not null, name text not null,"
    "checksum text not null, apply_time bigint not null, primary key (component, number))";

absl::Status SchemaError(absl::string_view reason, absl::string_view message,
                         absl::string_view remedy) {
  return MakeError(absl::StatusCode::kFailedPrecondition, message,
                   {.reason = std::string(reason), .precondition = std::string(remedy)});
}

absl::Status SchemaEdited(const Step& step) {
  return SchemaError("SCHEMA_EDITED",
                     absl::StrCat("The schema step ", step.name,
                                  " was applied to this database with other words than this "
                                  "program holds."),
                     "the program that applied the step, or a new step for the change");
}

absl::Status SchemaNewer(absl::string_view component, int number) {
  return SchemaError("SCHEMA_NEWER",
                     absl::StrCat("The database has the schema step ", component, " ", number,
                                  ", which this program does not know: it is older than the "
                                  "database."),
                     "a program at least as new as the database");
}

absl::Status SchemaBehind(const Step& step) {
  return SchemaError("SCHEMA_BEHIND",
                     absl::StrCat("The database lacks the schema step ", step.name, "."),
                     "a migrated database");
}

// The steps for `engine`, numbered 1, 2, 3...; a gap or a double number is a defect of the build.
absl::StatusOr<std::vector<Step>> StepsOf(const std::string& component,
                                          absl::Span<const SchemaFile> files, Engine engine) {
  const char* other = engine == Engine::kSqlite ? ".postgresql.sql" : ".sqlite.sql";
  std::vector<Step> steps;
  for (const SchemaFile& file : files) {
    if (absl::EndsWith(file.name, other)) continue;
    Step step{component, 0, std::string(file.name), std::string(file.body), Sha256Hex(file.body)};
    const bool numbered = absl::SimpleAtoi(file.name.substr(0, 3), &step.number);
    if (!numbered || step.number != static_cast<int>(steps.size()) + 1) {
      return absl::InternalError(absl::StrCat("schema step out of order: ", file.name));
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

absl::StatusOr<std::vector<Step>> AllSteps(absl::Span<const SchemaFile> files, Engine engine) {
  ASSIGN_OR_RETURN(std::vector<Step> steps, StepsOf("common", SchemaFiles(), engine));
  ASSIGN_OR_RETURN(std::vector<Step> service, StepsOf("service", files, engine));
  steps.insert(steps.end(), service.begin(), service.end());
  return steps;
}

Applied ReadApplied(soci::session& session) {
  Applied applied;
  const soci::rowset<soci::row> rows =
      (session.prepare << "select component, number, checksum from schema_step");
  for (const soci::row& row : rows) {
    applied[{row.get<std::string>(0), row.get<int>(1)}] = row.get<std::string>(2);
  }
  return applied;
}

bool HasTable(soci::session& session, Engine engine) {
  int count = 0;
  session << (engine == Engine::kSqlite
                  ? "select count(*) from sqlite_master where name = 'schema_step'"
                  : "select count(to_regclass('schema_step'))"),
      soci::into(count);
  return count > 0;
}

// What is missing, or why the database and the program do not fit.
absl::StatusOr<std::vector<Step>> Missing(const std::vector<Step>& steps, Applied applied) {
  std::vector<Step> missing;
  for (const Step& step : steps) {
    const auto found = applied.find({step.component, step.number});
    if (found == applied.end()) {
      missing.push_back(step);
      continue;
    }
    if (found->second != step.checksum) return SchemaEdited(step);
    applied.erase(found);
  }
  if (!applied.empty()) {
    return SchemaNewer(applied.begin()->first.first, applied.begin()->first.second);
  }
  return missing;
}

void Apply(Database& database, soci::session& session, const Step& step, int64_t now_ms) {
  database.Execute(session, step.body);
  session << "insert into schema_step (component, number, name, checksum, apply_time) "
             "values (:component, :number, :name, :checksum, :now)",
      soci::use(step.component), soci::use(step.number), soci::use(step.name),
      soci::use(step.checksum), soci::use(now_ms);
}

}  // namespace

absl::Status Migrate(Database& database, absl::Span<const SchemaFile> files, absl::Time now) {
  ASSIGN_OR_RETURN(const std::vector<Step> steps, AllSteps(files, database.engine()));
  return database.Migrate([&](soci::session& session) -> absl::Status {
    session << kTable;
    ASSIGN_OR_RETURN(const std::vector<Step> missing, Missing(steps, ReadApplied(session)));
    for (const Step& step : missing) Apply(database, session, step, absl::ToUnixMillis(now));
    return absl::OkStatus();
  });
}

absl::Status CheckSchema(Database& database, absl::Span<const SchemaFile> files) {
  ASSIGN_OR_RETURN(const std::vector<Step> steps, AllSteps(files, database.engine()));
  return database.Read([&](soci::session& session) -> absl::Status {
    if (!HasTable(session, database.engine())) return SchemaBehind(steps.front());
    ASSIGN_OR_RETURN(const std::vector<Step> missing, Missing(steps, ReadApplied(session)));
    return missing.empty() ? absl::OkStatus() : SchemaBehind(missing.front());
  });
}

}  // namespace pcsp::sql

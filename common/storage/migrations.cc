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
#include "common/base/failpoint.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/storage/roles/roles.h"
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

// A step that the database has.
struct AppliedStep {
  std::string name, checksum;
};
using Applied = std::map<std::pair<std::string, int>, AppliedStep>;  // by component and number

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

absl::Status SchemaNewer(absl::string_view component, absl::string_view name) {
  return SchemaError("SCHEMA_NEWER",
                     absl::StrCat("The database has the schema step ", component, " ", name,
                                  ", which takes away what this program uses: it is older than "
                                  "the database."),
                     "a program that knows this step, or the last one before it");
}

absl::Status SchemaBehind(const Step& step) {
  return SchemaError("SCHEMA_BEHIND",
                     absl::StrCat("The database lacks the schema step ", step.name,
                                  "; bring it up to date with: pcspd migrate"),
                     "a migrated database");
}

// The step that a program must know to live with the one called `name`: 0 for one that expands.
int NeededBy(absl::string_view name) {
  constexpr absl::string_view kContract = "_contract_";
  int needed = 0;
  if (name.size() < 3 || !absl::StartsWith(name.substr(3), kContract)) return 0;
  return absl::SimpleAtoi(name.substr(3 + kContract.size(), 3), &needed) ? needed : 0;
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
    if (!numbered || step.number != static_cast<int>(steps.size()) + 1 ||
        NeededBy(step.name) >= step.number) {
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
      (session.prepare << "select component, number, name, checksum from schema_step");
  for (const soci::row& row : rows) {
    applied[{row.get<std::string>(0), row.get<int>(1)}] = {row.get<std::string>(2),
                                                           row.get<std::string>(3)};
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
  std::map<std::string, int> known;  // the last step, by component
  for (const Step& step : steps) {
    known[step.component] = step.number;
    const auto found = applied.find({step.component, step.number});
    if (found == applied.end()) {
      missing.push_back(step);
      continue;
    }
    if (found->second.checksum != step.checksum) return SchemaEdited(step);
    applied.erase(found);
  }
  for (const auto& [place, step] : applied) {
    if (NeededBy(step.name) > known[place.first]) return SchemaNewer(place.first, step.name);
  }
  return missing;
}

void Apply(Database& database, soci::session& session, const Step& step, int64_t now_ms) {
  Failpoint("migrate.step");
  database.Execute(session, step.body);
  Failpoint("migrate.half_step");
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
    if (database.engine() == Engine::kPostgresql) {
      database.Execute(session, GrantScript(database.schema()));
    }
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

absl::Status PrepareSchema(Database& database, absl::Span<const SchemaFile> files, AtStart at_start,
                           absl::Time now) {
  return at_start == AtStart::kMigrate ? Migrate(database, files, now)
                                       : CheckSchema(database, files);
}

}  // namespace pcsp::sql

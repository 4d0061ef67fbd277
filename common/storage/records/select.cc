#include "common/storage/records/select.h"

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/storage/batch.h"
#include "soci/soci.h"

namespace pcsp::sql {
namespace {

void Bind(soci::statement& statement, const std::string& sql, const Parameters& parameters) {
  for (const auto& [name, value] : parameters) statement.exchange(soci::use(value, name));
  statement.alloc();
  statement.prepare(sql);
  statement.define_and_bind();
}

bool IsSqlite(soci::session& session) { return session.get_backend_name() == "sqlite3"; }

// For texts without control characters, which is all that codes and ids hold.
std::string JsonArray(const std::vector<std::string>& values) {
  return absl::StrCat(
      "[",
      absl::StrJoin(values, ",",
                    [](std::string* out, const auto& value) {
                      absl::StrAppend(out, "\"",
                                      absl::StrReplaceAll(value, {{"\\", "\\\\"}, {"\"", "\\\""}}),
                                      "\"");
                    }),
      "]");
}

}  // namespace

void ForEachRow(soci::session& session, const std::string& sql, size_t columns,
                const Parameters& parameters, absl::FunctionRef<void(Cells&)> take) {
  Cells cells(columns);
  soci::statement statement(session);
  for (std::string& cell : cells) statement.exchange(soci::into(cell));
  Bind(statement, sql, parameters);
  statement.execute();
  while (statement.fetch()) take(cells);
}

std::vector<Cells> Select(soci::session& session, const std::string& sql, size_t columns,
                          const Parameters& parameters) {
  std::vector<Cells> rows;
  ForEachRow(session, sql, columns, parameters, [&](Cells& cells) { rows.push_back(cells); });
  return rows;
}

std::string OneOf(soci::session& session, absl::string_view column, absl::string_view name) {
  return IsSqlite(session) ? absl::StrCat(column, " in (select value from json_each(:", name, "))")
                           : absl::StrCat(column, " = any(cast(:", name, " as text[]))");
}

std::string PairsOf(soci::session& session, absl::string_view ids, absl::string_view days) {
  return IsSqlite(session)
             ? absl::StrCat("(select i.value as id, d.value as day from json_each(:", ids,
                            ") i join json_each(:", days, ") d on d.key = i.key)")
             : absl::StrCat("(select * from unnest(cast(:", ids, " as text[]), cast(:", days,
                            " as text[])) as listed(id, day))");
}

std::string ListOf(soci::session& session, const std::vector<std::string>& values) {
  return IsSqlite(session) ? JsonArray(values) : ArrayLiteral(values);
}

long long Execute(soci::session& session, const std::string& sql, const Parameters& parameters) {
  soci::statement statement(session);
  Bind(statement, sql, parameters);
  statement.execute(true);
  return statement.get_affected_rows();
}

}  // namespace pcsp::sql

#include "services/assessments/store/evidence/select.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/storage/batch.h"
#include "soci/soci.h"

namespace pcsp::assessments {
namespace {

void Bind(soci::statement& statement, const std::string& sql, const Parameters& parameters) {
  for (const auto& [name, value] : parameters) statement.exchange(soci::use(value, name));
  statement.alloc();
  statement.prepare(sql);
  statement.define_and_bind();
}

}  // namespace

int64_t Cells::Number() {
  int64_t number = 0;
  // What is no number was not written by us; 0 then stands for it.
  if (!absl::SimpleAtoi(texts_[at_++], &number)) return 0;
  return number;
}

void Select(soci::session& session, const std::string& sql, const Parameters& parameters,
            size_t columns, absl::FunctionRef<void(Cells&)> take) {
  Cells cells(columns);
  soci::statement statement(session);
  for (std::string& text : cells.texts_) statement.exchange(soci::into(text));
  Bind(statement, sql, parameters);
  statement.execute();
  while (statement.fetch()) {
    cells.at_ = 0;
    take(cells);
  }
}

void Execute(soci::session& session, const std::string& sql, const Parameters& parameters) {
  soci::statement statement(session);
  Bind(statement, sql, parameters);
  statement.execute(true);
}

std::string OneOf(sql::Engine engine, absl::string_view column, absl::string_view name) {
  return engine == sql::Engine::kSqlite
             ? absl::StrCat(column, " in (select value from json_each(:", name, "))")
             : absl::StrCat(column, " = any(cast(:", name, " as text[]))");
}

std::string ListOf(sql::Engine engine, const std::vector<std::string>& ids) {
  if (engine == sql::Engine::kPostgresql) return sql::ArrayLiteral(ids);
  // Ids have no character that would have to be escaped.
  return ids.empty() ? "[]" : absl::StrCat("[\"", absl::StrJoin(ids, "\",\""), "\"]");
}

}  // namespace pcsp::assessments

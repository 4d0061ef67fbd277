#include "services/registry/store/select.h"

#include "soci/soci.h"

namespace pcsp::registry {
namespace {

void Bind(soci::statement& statement, const std::string& sql, const Parameters& parameters) {
  for (const auto& [name, value] : parameters) statement.exchange(soci::use(value, name));
  statement.alloc();
  statement.prepare(sql);
  statement.define_and_bind();
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

long long Execute(soci::session& session, const std::string& sql, const Parameters& parameters) {
  soci::statement statement(session);
  Bind(statement, sql, parameters);
  statement.execute(true);
  return statement.get_affected_rows();
}

}  // namespace pcsp::registry

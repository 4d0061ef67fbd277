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

std::vector<Cells> Select(soci::session& session, const std::string& sql, size_t columns,
                          const Parameters& parameters) {
  Cells cells(columns);
  soci::statement statement(session);
  for (std::string& cell : cells) statement.exchange(soci::into(cell));
  Bind(statement, sql, parameters);
  std::vector<Cells> rows;
  statement.execute();
  while (statement.fetch()) rows.push_back(cells);
  return rows;
}

long long Execute(soci::session& session, const std::string& sql, const Parameters& parameters) {
  soci::statement statement(session);
  Bind(statement, sql, parameters);
  statement.execute(true);
  return statement.get_affected_rows();
}

}  // namespace pcsp::registry
